package io.tailrace.parsers;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;

/**
 * A user's regular expression, in RE2's syntax, that is looked for anywhere in a line. It takes
 * time by the length of the line, whatever the two are: <a
 * href="https://github.com/google/re2/wiki/Syntax">syntax</a>.
 */
public final class LinePattern {
  /** What the engine says of a bracket that closes nothing. */
  private static final String UNDERFLOW = "stack underflow";

  private final Pattern pattern;

  private LinePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong and where, in
   *     the words of a sentence without its full stop: {@code missing argument to repetition
   *     operator at character 3: *}
   */
  public static LinePattern of(String expression) {
    try {
      return new LinePattern(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(whatIsWrong(expression, e), e);
    }
  }

  /** The engine names the part that it could not read, not where that is. */
  private static String whatIsWrong(String expression, PatternSyntaxException e) {
    String part = e.getPattern();
    boolean named = !part.isEmpty() && !part.equals(expression) && expression.contains(part);
    if (!named) {
      int at = wrongSince(expression, e.getDescription());
      String what = part.equals(UNDERFLOW) ? "unexpected )" : e.getDescription();
      return "%s at character %d: %s".formatted(what, at + 1, expression.substring(at));
    }
    int at =
        expression.endsWith(part) ? expression.length() - part.length() : expression.indexOf(part);
    return "%s at character %d: %s".formatted(e.getDescription(), at + 1, part);
  }

  /** Index of the character from which on every beginning of the expression is wrong alike. */
  private static int wrongSince(String expression, String description) {
    int end = expression.length();
    while (end > 1 && isWrong(expression.substring(0, end - 1), description)) {
      end--;
    }
    return Math.max(0, end - 1);
  }

  private static boolean isWrong(String expression, String description) {
    try {
      Pattern.compile(expression);
      return false;
    } catch (PatternSyntaxException e) {
      return e.getDescription().equals(description);
    }
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }

  /** Something that looks for it; owned by one rule. */
  Search newSearch() {
    return new Search(pattern.matcher(new byte[0]));
  }

  /** Looks for the pattern in one line after the other. */
  static final class Search {
    private final Matcher matcher;

    private Search(Matcher matcher) {
      this.matcher = matcher;
    }

    /** Whether it is in the line. The engine wants an array of just the text, and UTF-8. */
    boolean isIn(byte[] bytes, int from, int to) {
      byte[] line = Arrays.copyOfRange(bytes, from, to);
      if (!Utf8.isValid(line, 0, line.length)) {
        byte[] repaired = new byte[Utf8.MAX_GROWTH * line.length];
        line = Arrays.copyOf(repaired, Utf8.repair(line, 0, line.length, repaired, 0));
      }
      return matcher.reset(line).find();
    }
  }
}
