package io.tailrace.outputs.ecs;

import io.tailrace.outputs.Batch;
import io.tailrace.parsers.JsonText;

/** Appends bytes to a batch, making room as it goes. */
final class BatchWriter {
  /**
   * Text is escaped in pieces of this length, so that the room set aside for its worst case is a
   * few KiB and not six times a long line.
   */
  private static final int ESCAPE_PIECE = 4096;

  /** The digits of {@link Long#MIN_VALUE} and its sign. */
  private static final int MAX_DIGITS = 20;

  private BatchWriter() {}

  static void append(Batch batch, byte[] bytes) {
    append(batch, bytes, 0, bytes.length);
  }

  static void append(Batch batch, byte[] bytes, int from, int to) {
    int length = to - from;
    byte[] target = batch.reserve(length);
    int at = batch.size();
    System.arraycopy(bytes, from, target, at, length);
    batch.advance(at + length);
  }

  static void append(Batch batch, char ascii) {
    byte[] target = batch.reserve(1);
    int at = batch.size();
    target[at] = (byte) ascii;
    batch.advance(at + 1);
  }

  /** Appends UTF-8 text as the inside of a JSON string. */
  static void appendEscaped(Batch batch, byte[] text, int from, int to) {
    for (int i = from; i < to; i += ESCAPE_PIECE) {
      int end = Math.min(i + ESCAPE_PIECE, to);
      byte[] target = batch.reserve((end - i) * JsonText.MAX_GROWTH);
      batch.advance(JsonText.escape(text, i, end, target, batch.size()));
    }
  }

  /**
   * Appends valid JSON on one line: between its tokens there may be line breaks, which would end
   * the document in NDJSON. Inside its strings there are none.
   */
  static void appendOnOneLine(Batch batch, byte[] json, int from, int to) {
    byte[] target = batch.reserve(to - from);
    int at = batch.size();
    for (int i = from; i < to; i++) {
      byte b = json[i];
      target[at++] = b >= 0 && b < ' ' ? (byte) ' ' : b;
    }
    batch.advance(at);
  }

  static void appendNumber(Batch batch, long number) {
    byte[] target = batch.reserve(MAX_DIGITS);
    int from = batch.size();
    if (number == Long.MIN_VALUE) {
      throw new IllegalArgumentException("not an offset: " + number);
    }
    long rest = Math.abs(number);
    int at = from + (number < 0 ? 1 : 0) + digits(rest);
    batch.advance(at);
    do {
      target[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (number < 0) {
      target[from] = '-';
    }
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
