package io.tailrace.parsers;

/**
 * The sequences by which programs colour what they believe to be a terminal's: {@code ESC [ 31 m}.
 *
 * <p>A line that begins with one is read without them: layouts are known by their bytes. The event
 * itself stays as it was written. Owned by one parser.
 */
final class Colours {
  static final byte ESCAPE = 0x1B;

  /** The byte that ends those of colours. */
  static final byte END = 'm';

  /** {@code ESC[0m} and the shorter {@code ESC[m}. */
  private static final int LONGEST_RESET = 4;

  /** As standards have it: parameters, then a byte from {@code @} to {@code ~}. */
  private static final int FIRST_PARAMETER = 0x20;

  private static final int LAST_PARAMETER = 0x3F;

  private final SideText text = new SideText();

  /**
   * The index after the sequence that begins with the escape at {@code from}, or {@code from} if
   * none does.
   */
  static int end(byte[] bytes, int from, int to) {
    int i = from + 2;
    if (!Scan.isAt(bytes, from + 1, to, '[')) {
      return from;
    }
    while (i < to && bytes[i] >= FIRST_PARAMETER && bytes[i] <= LAST_PARAMETER) {
      i++;
    }
    return i < to && bytes[i] > LAST_PARAMETER && bytes[i] <= '~' ? i + 1 : from;
  }

  /** Index after the sequences that stand at {@code from}; {@code from} if there is none. */
  static int after(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] == ESCAPE) {
      int end = end(bytes, i, to);
      if (end == i) {
        return i;
      }
      i = end;
    }
    return i;
  }

  /** Index of the sequence that ends the colours at {@code to}; {@code to} if there is none. */
  static int before(byte[] bytes, int from, int to) {
    int most = Math.max(from, to - LONGEST_RESET);
    for (int i = to - 1; i >= most; i--) {
      if (bytes[i] == ESCAPE) {
        return end(bytes, i, to) == to ? i : to;
      }
    }
    return to;
  }

  /** Whether a line begins with one. */
  static boolean begin(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from();
    return from < record.to() && bytes[from] == ESCAPE && end(bytes, from, record.to()) > from;
  }

  /**
   * Has a parser read a line as if it had none of them. What the record says points into a text of
   * its own then, until the next call.
   */
  boolean without(LogRecord record, Parser parser) {
    byte[] bytes = record.bytes();
    int from = record.from();
    int to = record.to();
    text.clear();
    append(bytes, from, to);
    record.replaceText(text.bytes(), 0, text.length());
    boolean taken = parser.parse(record);
    record.restoreText(bytes, from, to);
    if (!taken) {
      record.forgetParsed();
    }
    return taken;
  }

  private void append(byte[] bytes, int from, int to) {
    text.reserve(to - from);
    int i = from;
    while (i < to) {
      int end = bytes[i] == ESCAPE ? end(bytes, i, to) : i;
      if (end > i) {
        i = end;
      } else {
        text.append(bytes[i++]);
      }
    }
  }
}
