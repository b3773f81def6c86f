package io.tailrace.parsers;

import java.util.Arrays;

/**
 * An event as the characters that a pattern is matched with, and where in the event's bytes each of
 * them begins.
 *
 * <p>ASCII, as most lines are, is looked at where it stands. Other text is decoded to arrays that
 * are reused and grow to six bytes for each character of the longest such event. Owned by one
 * parser.
 */
public final class MatchText implements CharSequence {
  private byte[] bytes = {};
  private int from;
  private int length;
  private boolean ascii = true;

  private char[] chars = {};

  /** Where each character begins, from {@link #from} on, and where the last one ends. */
  private int[] starts = {0};

  /** Takes the valid UTF-8 text {@code bytes[from, to)}. */
  public void take(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.length = to - from;
    this.ascii = isAscii(bytes, from, to);
    if (!ascii) {
      decode(to);
    }
  }

  /** Index in the event's array of the byte that a character begins with. */
  int byteIndex(int index) {
    return from + (ascii ? index : starts[index]);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return ascii ? (char) bytes[from + index] : chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().substring(start, end);
  }

  @Override
  public String toString() {
    return new StringBuilder(length).append(this, 0, length).toString();
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Swar.WIDTH; i += Swar.WIDTH) {
      if (Swar.nonAsciiMarks(Swar.load(bytes, i)) != 0) {
        return false;
      }
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i == to;
  }

  private void decode(int to) {
    int room = to - from; // There are never more characters than bytes.
    if (chars.length < room) {
      chars = new char[Math.max(room, 2 * chars.length)];
      starts = Arrays.copyOf(starts, chars.length + 1);
    }
    int count = 0;
    int i = from;
    while (i < to) {
      int codePoint = bytes[i];
      starts[count] = i - from;
      int width = 1;
      if (codePoint < 0) {
        width = codePoint >= (byte) 0xF0 ? 4 : codePoint >= (byte) 0xE0 ? 3 : 2;
        codePoint = decode(i, width);
      }
      if (width == 4) {
        chars[count++] = Character.highSurrogate(codePoint);
        starts[count] = i - from;
        chars[count++] = Character.lowSurrogate(codePoint);
      } else {
        chars[count++] = (char) codePoint;
      }
      i += width;
    }
    starts[count] = to - from;
    length = count;
  }

  private int decode(int at, int width) {
    int codePoint = bytes[at] & (0x7F >> width);
    for (int i = at + 1; i < at + width; i++) {
      codePoint = (codePoint << 6) | (bytes[i] & 0x3F);
    }
    return codePoint;
  }
}
