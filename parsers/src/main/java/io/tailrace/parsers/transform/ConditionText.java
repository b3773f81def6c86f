package io.tailrace.parsers.transform;

/** The text of a condition while it is read: where in it we are, and the words that stand there. */
final class ConditionText {
  private static final String NO_WORD = "\"'`()&|!=<>~,;";

  private final String text;
  private int at;

  ConditionText(String text) {
    this.text = text;
  }

  /** A word or a quoted text; {@code quote} is 0 for a word. */
  record Word(int at, String text, char quote) {
    boolean isQuoted() {
      return quote != 0;
    }

    /** Index in the condition of a character of this text, in which {@code \"} has become one. */
    int indexOf(int character, String condition) {
      int index = isQuoted() ? at + 1 : at;
      for (int i = 0; i < character && index < condition.length(); i++) {
        index += condition.charAt(index) == '\\' && isQuote(condition, index + 1) ? 2 : 1;
      }
      return index;
    }

    private boolean isQuote(String condition, int index) {
      return index < condition.length() && condition.charAt(index) == quote;
    }
  }

  int at() {
    return at;
  }

  String text() {
    return text;
  }

  void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  boolean isNext(String symbol) {
    return text.startsWith(symbol, at);
  }

  /** Passes over the symbol, and over blanks, if it is what follows. */
  boolean take(String symbol) {
    if (!isNext(symbol)) {
      return false;
    }
    at += symbol.length();
    skipBlanks();
    return true;
  }

  /** The characters of a word that follow; none if something else does. */
  String word() {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }

  private static boolean isWordPart(char c) {
    return !Character.isWhitespace(c) && NO_WORD.indexOf(c) < 0;
  }

  /** Passes over a word that is not empty. */
  Word takeWord() {
    Word word = new Word(at, word(), (char) 0);
    at += word.text().length();
    skipBlanks();
    return word;
  }

  /** Passes over what is quoted; a backslash before such a quote makes it a part of the text. */
  Word takeQuoted() throws BadCondition {
    int open = at;
    char quote = text.charAt(open);
    StringBuilder inside = new StringBuilder();
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '`' && i + 1 < text.length()) {
        // Any other backslash stands, and so does what follows: it may be one more.
        i++;
        if (text.charAt(i) != quote) {
          inside.append(c);
        }
        c = text.charAt(i);
      }
      inside.append(c);
      i++;
    }
    if (i == text.length()) {
      throw new BadCondition(
          open, "The quote that opens here is never closed: write %c at its end.".formatted(quote));
    }
    at = i + 1;
    skipBlanks();
    return new Word(open, inside.toString(), quote);
  }

  /** What follows, for a message: a word, or a character. */
  String shown() {
    String word = word();
    return word.isEmpty()
        ? text.substring(at, Math.min(text.length(), at + 1))
        : word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }
}
