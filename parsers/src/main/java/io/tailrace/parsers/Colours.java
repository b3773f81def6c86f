package io.tailrace.parsers;

/** Recognises the sequences by which a terminal is told to change colours (ECMA-48, SGR). */
final class Colours {
  static final byte ESCAPE = 0x1b;

  /** The byte that ends a sequence. */
  static final byte END = 'm';

  /** {@code ESC[0m} and the shorter {@code ESC[m}. */
  private static final int LONGEST_RESET = 4;

  private Colours() {}

  /** Index after the sequences that stand at {@code from}; {@code from} if there is none. */
  static int after(byte[] bytes, int from, int to) {
    int text = from;
    int i = from;
    while (i + 1 < to && bytes[i] == ESCAPE && bytes[i + 1] == '[') {
      i += 2;
      while (i < to && (Ascii.isDigit(bytes[i]) || bytes[i] == ';' || bytes[i] == ':')) {
        i++;
      }
      if (i == to || bytes[i] != END) {
        return text;
      }
      i++;
      text = i;
    }
    return text;
  }

  /** Index of the sequence that ends the colours at {@code to}; {@code to} if there is none. */
  static int before(byte[] bytes, int from, int to) {
    int most = Math.max(from, to - LONGEST_RESET);
    for (int i = to - 1; i >= most; i--) {
      if (bytes[i] == ESCAPE) {
        return after(bytes, i, to) == to ? i : to;
      }
    }
    return to;
  }
}
