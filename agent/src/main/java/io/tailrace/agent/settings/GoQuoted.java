package io.tailrace.agent.settings;

/**
 * Text in quotes as Go's {@code strconv.Quote} writes it: {@code "a \"b\"\n\u00a0"}. All that is no
 * printable character is an escape.
 */
final class GoQuoted {
  private static final String LETTERS = "abfnrtv\\\"";
  private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"";

  /** Where in the line is read; owned by the one call there is. */
  private final String line;

  private int at;

  private GoQuoted(String line, int at) {
    this.line = line;
    this.at = at;
  }

  /**
   * The text that is in quotes from here to the line's end.
   *
   * @throws BadValue with the column, if it is anything else
   */
  static String text(String line, int from) throws BadValue {
    return new GoQuoted(line, from).read();
  }

  private String read() throws BadValue {
    if (at >= line.length() || line.charAt(at) != '"') {
      throw bad("no \" begins the value");
    }
    at++;
    StringBuilder text = new StringBuilder();
    while (at < line.length() && line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c == '\\') {
        escape(text);
      } else {
        text.append(c);
      }
    }
    if (at >= line.length()) {
      throw bad("no \" ends the value");
    }
    at++;
    if (at < line.length()) {
      throw bad("something follows the value");
    }
    return text.toString();
  }

  private void escape(StringBuilder text) throws BadValue {
    char letter = at < line.length() ? line.charAt(at) : ' ';
    int digits =
        switch (letter) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    int meaning = LETTERS.indexOf(letter);
    if (digits == 0 && meaning < 0) {
      throw bad("there is no such escape");
    }
    at++;
    if (digits == 0) {
      text.append(MEANINGS.charAt(meaning));
    } else {
      text.appendCodePoint(number(digits, letter));
    }
  }

  private int number(int digits, char letter) throws BadValue {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < line.length() ? Character.digit(line.charAt(at), 16) : -1;
      if (digit < 0 || line.charAt(at) > 'f') {
        throw bad("no hexadecimal digit, of which \\%s has %d".formatted(letter, digits));
      }
      value = value << 4 | digit;
      at++;
    }
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    if (value > Character.MAX_CODE_POINT || surrogate) {
      throw bad("there is no such character");
    }
    // Two digits are a byte: one over 7f is of text that was no UTF-8 when it was quoted.
    return letter == 'x' && value > 0x7f ? '\uFFFD' : (int) value;
  }

  private BadValue bad(String what) {
    return new BadValue("%s in column %d".formatted(what, at + 1));
  }
}
