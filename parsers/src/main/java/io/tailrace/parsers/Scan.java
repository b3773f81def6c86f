package io.tailrace.parsers;

/**
 * Steps over the bytes of a line. All indexes are absolute, all ends exclusive; an index that was
 * looked for and not found is {@link #NONE}.
 */
final class Scan {
  static final int NONE = -1;

  private Scan() {}

  static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  /** Whether this byte stands at the index. */
  static boolean isAt(byte[] bytes, int i, int to, char c) {
    return i < to && bytes[i] == c;
  }

  static int skipSpaces(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    return i;
  }

  /** The index of the next space or line feed, or the end. */
  static int wordEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != ' ' && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /** The index of the first line feed, or the end. */
  static int lineEnd(byte[] bytes, int from, int to) {
    int feed = LineSplitter.indexOfLineFeed(bytes, from, to);
    return feed < 0 ? to : feed;
  }

  static int indexOf(byte[] bytes, int from, int to, char c) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return NONE;
  }

  /** The index of the first {@code text}; its first byte is none that stands in it twice. */
  static int indexOf(byte[] bytes, int from, int to, byte[] text) {
    for (int i = from; i <= to - text.length; i++) {
      if (bytes[i] == text[0] && Ascii.startsWith(bytes, i, to, text)) {
        return i;
      }
    }
    return NONE;
  }

  /** As {@link #indexOf(byte[], int, int, byte[])}, of the last one. */
  static int lastIndexOf(byte[] bytes, int from, int to, byte[] text) {
    for (int i = to - text.length; i >= from; i--) {
      if (bytes[i] == text[0] && Ascii.startsWith(bytes, i, to, text)) {
        return i;
      }
    }
    return NONE;
  }

  /**
   * The index of the quote that ends a text, in which a backslash stands before what is no end.
   *
   * @param from the index after the quote that opens it
   */
  static int closingQuote(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return i < to ? i : NONE;
  }

  /** {@code 0} to {@code 99}, or {@link #NONE}. */
  static int twoDigits(byte[] bytes, int from, int to) {
    if (from + 2 > to || !Ascii.isDigit(bytes[from]) || !Ascii.isDigit(bytes[from + 1])) {
      return NONE;
    }
    return (bytes[from] - '0') * 10 + (bytes[from + 1] - '0');
  }

  /** {@code 0} to {@code 9999}, or {@link #NONE}. */
  static int fourDigits(byte[] bytes, int from, int to) {
    int high = twoDigits(bytes, from, to);
    int low = twoDigits(bytes, from + 2, to);
    return high < 0 || low < 0 ? NONE : high * 100 + low;
  }
}
