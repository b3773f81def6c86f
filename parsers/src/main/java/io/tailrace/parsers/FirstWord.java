package io.tailrace.parsers;

/**
 * What the first word of a line ends with. With its first byte it says of nearly every line that it
 * is of no trace, whatever else stands in it.
 */
enum FirstWord {
  /** A blank, below a last letter as that of {@code Error} and {@code Exception}. */
  ERROR_AND_BLANK,
  BLANK,
  DOT,
  COLON,
  PARENTHESIS,
  /** What is in a path and not in a name. */
  PATH,
  LINE_END,
  /** Something else, or the line does not begin with a word. */
  OTHER;

  private static final FirstWord[] BY_NEXT_BYTE = new FirstWord[256];

  static {
    for (int next = 0; next < BY_NEXT_BYTE.length; next++) {
      BY_NEXT_BYTE[next] =
          switch (next) {
            case ' ' -> BLANK;
            case '.' -> DOT;
            case ':' -> COLON;
            case '(' -> PARENTHESIS;
            case '/', '-' -> PATH;
            default -> OTHER;
          };
    }
  }

  /** Of a line that is not empty. */
  static FirstWord of(byte[] bytes, int from, int to) {
    int end = Ascii.afterName(bytes, from, to);
    if (end == from || Ascii.isDigit(bytes[from])) {
      return OTHER;
    }
    if (end == to) {
      return LINE_END;
    }
    FirstWord word = BY_NEXT_BYTE[bytes[end] & 0xFF];
    byte last = bytes[end - 1];
    return word == BLANK && (last == 'r' || last == 'n') ? ERROR_AND_BLANK : word;
  }

  /** Whether a blank ends it. */
  boolean isBlank() {
    return this == BLANK || this == ERROR_AND_BLANK;
  }
}
