package io.tailrace.parsers;

import io.tailrace.parsers.EventReader.Flush;

/**
 * A chunk of UTF-16, written as UTF-8 into an array that is reused.
 *
 * <p>A surrogate without its other half is written in the three bytes it would take if it were a
 * character. That is not UTF-8, so it becomes one U+FFFD, flagged and counted, where every other
 * text is repaired. The same goes for {@link #HALF_UNIT}.
 *
 * <p>No table of offsets is kept: how many bytes of UTF-16 a piece of the text was can be counted
 * in the text itself. Code units begin at the file's even offsets. Of a unit or a pair whose rest
 * is not in the chunk nothing is written, so it is read again with what follows.
 *
 * <p>Bounded: three bytes for each two of the chunk.
 */
final class Utf16Text implements ChunkText {
  /** Stands for the single byte that a file ends with, when no more of it is waited for. */
  private static final byte HALF_UNIT = (byte) 0xFF;

  /** What a file begins with if it has the higher byte first; see {@link ChunkPlace#headOf}. */
  private static final int BIG_ENDIAN_MARK = 0xFEFF;

  private final Encoding encoding;

  private byte[] chunk = {};
  private boolean highFirst;
  private byte[] text = {};
  private int length;

  // One pair of indexes that belong together: the last ones that were asked for.
  private int knownInText;
  private int knownInChunk;

  Utf16Text(Encoding encoding) {
    this.encoding = encoding;
  }

  @Override
  public void start(byte[] chunk, int from, int to, ChunkPlace place, Flush flush) {
    this.chunk = chunk;
    this.highFirst = isHighFirst(place, from, to);
    // An odd offset is behind a half unit that was shipped as such; its other half says nothing.
    boolean afterHalf = (place.offset() & 1) != 0 && from < to;
    int first = afterHalf ? from + 1 : from;
    int room = 3 * ((to - first) / 2) + 1;
    if (text.length < room) {
      text = new byte[room];
    }
    length = 0;
    knownInText = 0;
    knownInChunk = first;
    int end = transcode(first, to, flush == Flush.EVERYTHING);
    if (end + 1 == to && flush == Flush.EVERYTHING) {
      text[length++] = HALF_UNIT;
    }
  }

  private boolean isHighFirst(ChunkPlace place, int from, int to) {
    return switch (encoding) {
      case UTF_8 -> throw new IllegalStateException("no UTF-16");
      case UTF_16LE -> false;
      case UTF_16BE -> true;
      case UTF_16 -> {
        boolean hasHead = place.head() == ChunkPlace.NO_HEAD && place.offset() == 0;
        int head =
            hasHead && to - from >= 2
                ? ChunkPlace.headOf(chunk[from], chunk[from + 1])
                : place.head();
        yield head == BIG_ENDIAN_MARK;
      }
    };
  }

  /** Writes whole characters; the index after the last one. */
  private int transcode(int from, int to, boolean ended) {
    int i = from;
    while (i + 1 < to) {
      int unit = unit(i);
      if (unit < 0x80) {
        text[length++] = (byte) unit;
        i += 2;
      } else if (!Character.isHighSurrogate((char) unit)) {
        put(unit);
        i += 2;
      } else if (i + 3 < to) {
        i += pair(unit, unit(i + 2));
      } else if (ended) {
        put(unit);
        i += 2;
      } else {
        return to;
      }
    }
    return i;
  }

  private int unit(int i) {
    return highFirst
        ? ChunkPlace.headOf(chunk[i], chunk[i + 1])
        : ChunkPlace.headOf(chunk[i + 1], chunk[i]);
  }

  /** Writes a pair of surrogates, or the first alone; how many bytes of the chunk that was. */
  private int pair(int high, int low) {
    if (!Character.isLowSurrogate((char) low)) {
      put(high);
      return 2;
    }
    int character = Character.toCodePoint((char) high, (char) low);
    text[length++] = (byte) (0xF0 | character >> 18);
    text[length++] = continuation(character >> 12);
    text[length++] = continuation(character >> 6);
    text[length++] = continuation(character);
    return 4;
  }

  private void put(int unit) {
    if (unit < 0x800) {
      text[length++] = (byte) (0xC0 | unit >> 6);
    } else {
      text[length++] = (byte) (0xE0 | unit >> 12);
      text[length++] = continuation(unit >> 6);
    }
    text[length++] = continuation(unit);
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  @Override
  public byte[] bytes() {
    return text;
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int to() {
    return length;
  }

  @Override
  public int inChunk(int index) {
    knownInChunk += index >= knownInText ? units(knownInText, index) : -units(index, knownInText);
    knownInText = index;
    return knownInChunk;
  }

  /** How many bytes of UTF-16 a piece of the text was. */
  private int units(int from, int to) {
    int bytes = 0;
    for (int i = from; i < to; i++) {
      int b = text[i] & 0xFF;
      if (b < 0x80 || (b >= 0xC0 && b < 0xF0)) {
        bytes += 2;
      } else if (b == 0xFF) {
        bytes += 1;
      } else if (b >= 0xF0) {
        bytes += 4;
      }
    }
    return bytes;
  }
}
