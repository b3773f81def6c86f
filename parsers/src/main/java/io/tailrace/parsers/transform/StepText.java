package io.tailrace.parsers.transform;

import java.util.List;

/**
 * The text of all steps while it is read: where in it we are, and the words that stand there.
 *
 * <p>A semicolon or a line feed ends a step, but for those within quotes or after a comma. As in
 * conditions a backslash before the quote, {@code "} or {@code '}, makes it a part of the text, and
 * any other backslash is what it is; between backquotes it always is.
 */
final class StepText {
  private static final String NO_NAME = "\"'`,;=";
  private static final int SHOWN_CHARACTERS = 40;

  private final String text;
  private int at;

  /** What the problems begin with and end with: the step's number and word, and its example. */
  private String where = "";

  private String example = "";

  StepText(String text) {
    this.text = text;
  }

  /**
   * A word, or a text in quotes.
   *
   * @param quote 0 for a word
   */
  record Token(int at, String text, char quote) {
    boolean isQuoted() {
      return quote != 0;
    }
  }

  /** Says which step is being read from now on, of which no more is known yet. */
  void beginStep(int number) {
    where = "Step %d, ".formatted(number);
    example = "";
  }

  /** Says which step it is. */
  void beginStep(int number, StepKind kind) {
    where = "Step %d (%s), ".formatted(number, kind.word());
    example = " It is written %s.".formatted(kind.example());
  }

  /** Index of what follows, blanks passed over. */
  int at() {
    skipBlanks();
    return at;
  }

  /** Passes over what parts one step from the next; whether another one follows. */
  boolean hasStep() {
    while (at < text.length() && (isBlank(text.charAt(at)) || isEnd(text.charAt(at)))) {
      at++;
    }
    return at < text.length();
  }

  /** Whether nothing of this step follows. */
  boolean isAtEnd() {
    skipBlanks();
    return at == text.length() || isEnd(text.charAt(at));
  }

  /** Passes over this character if it is what follows. */
  boolean take(char symbol) {
    if (isAtEnd() || text.charAt(at) != symbol) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes over a comma, after which the step may go on in another line. */
  boolean takeComma() {
    if (!take(',')) {
      return false;
    }
    while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == '\n')) {
      at++;
    }
    return true;
  }

  /** Passes over this word if it is what follows. */
  boolean takeWord(String word) {
    if (isAtEnd() || !text.startsWith(word, at)) {
      return false;
    }
    int end = at + word.length();
    if (end < text.length() && !isBlank(text.charAt(end))) {
      return false;
    }
    at = end;
    return true;
  }

  /** A name or another word: what is quoted, or all up to a blank, quote or any of {@code ,;=}. */
  Token word(String what) throws BadTransform {
    return token(what, NO_NAME);
  }

  /** The same, in which an equals sign is nothing special. */
  Token value(String what) throws BadTransform {
    return token(what, "\"'`,;");
  }

  private Token token(String what, String ends) throws BadTransform {
    if (isAtEnd()) {
      throw problem(at, "%s is missing.".formatted(what));
    }
    char first = text.charAt(at);
    if (first == '"' || first == '\'' || first == '`') {
      return quoted();
    }
    int from = at;
    while (at < text.length()
        && !isBlank(text.charAt(at))
        && text.charAt(at) != '\n'
        && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      throw problem(at, "%s is missing before %c.".formatted(what, first));
    }
    return new Token(from, text.substring(from, at), (char) 0);
  }

  private Token quoted() throws BadTransform {
    int open = at;
    char quote = text.charAt(open);
    StringBuilder inside = new StringBuilder();
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '`' && i + 1 < text.length()) {
        c = text.charAt(++i);
        if (c != quote) {
          inside.append('\\');
        }
      }
      inside.append(c);
      i++;
    }
    if (i == text.length()) {
      throw problem(open, "the quote %c is never closed.".formatted(quote));
    }
    at = i + 1;
    return new Token(open, inside.toString(), quote);
  }

  /** Passes over all the rest of the step, in which a backtick is a quote too. */
  String rest() {
    isAtEnd();
    int from = at;
    char quote = 0;
    while (at < text.length() && (quote != 0 || !isEnd(text.charAt(at)))) {
      char c = text.charAt(at);
      if (quote == 0) {
        quote = c == '"' || c == '\'' || c == '`' ? c : 0;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '`') {
        at++;
      }
      at++;
    }
    at = Math.min(at, text.length());
    return text.substring(from, at).stripTrailing();
  }

  /** Sees to it that the step ends here. */
  void end() throws BadTransform {
    if (!isAtEnd()) {
      throw problem(at, "%s is too much here.".formatted(shown()));
    }
  }

  /** What follows, up to the next blank or end. */
  String shown() {
    int end = at;
    while (end < text.length()
        && end - at < SHOWN_CHARACTERS
        && !isBlank(text.charAt(end))
        && !isEnd(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }

  /** What is wrong, from the character at {@code index} on. */
  BadTransform problem(int index, String sentence) {
    return problem(index, sentence, "", List.of());
  }

  /** The same of an unknown word. */
  BadTransform problem(int index, String sentence, String word, List<String> known) {
    String column = where.isEmpty() ? "Column %d: " : "column %d: ";
    return new BadTransform(
        index, where + column.formatted(index + 1) + sentence + example, word, known);
  }

  /** A condition that is wrong. */
  BadTransform conditionProblem(int index, BadCondition problem) {
    return new BadTransform(
        index,
        where + "column %d: ".formatted(index + 1) + problem.sentence(),
        problem.word(),
        problem.known());
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private static boolean isEnd(char c) {
    return c == ';' || c == '\n';
  }
}
