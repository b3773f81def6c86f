package io.tailrace.parsers;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles regular expressions of RE2's syntax, and says where one is wrong: the engine itself says
 * only at which piece of the text it stopped.
 */
public final class RegexSyntax {
  private RegexSyntax() {}

  /**
   * Compiles a pattern whose dots match line feeds too, since an event may have several lines. The
   * result is for one thread: what it needs for a match it keeps.
   */
  public static Pattern compile(String regex) throws BadPattern {
    PatternSize.check(regex);
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new BadPattern(place(regex, e), sentence(e));
    }
    if (pattern.programSize() > 2 * PatternSize.MAX_STEPS) {
      throw PatternSize.tooLarge(0);
    }
    return pattern;
  }

  /**
   * Where the piece begins that the engine complains of. It may stand in the pattern before, and be
   * right there; where it is wrong, the pattern up to there is wrong for the same reason. Of a name
   * that is there twice the piece is without the bracket that ends it.
   */
  private static int place(String regex, PatternSyntaxException e) {
    String piece = e.getPattern();
    int at = piece.isEmpty() ? -1 : regex.indexOf(piece);
    int first = at;
    while (at >= 0) {
      int end = at + piece.length();
      if (isWrong(regex.substring(0, end), e.getDescription())
          || isWrong(regex.substring(0, Math.min(end + 1, regex.length())), e.getDescription())) {
        return at;
      }
      at = regex.indexOf(piece, at + 1);
    }
    return piece.isEmpty() ? Math.max(0, regex.length() - 1) : Math.max(0, first);
  }

  private static boolean isWrong(String regex, String description) {
    try {
      Pattern.compile(regex);
      return false;
    } catch (PatternSyntaxException e) {
      return e.getDescription().equals(description);
    }
  }

  private static String sentence(PatternSyntaxException e) {
    String piece = e.getPattern();
    String advice =
        switch (piece.length() > 2 ? piece.substring(0, 3) : piece) {
          case "(?=", "(?!", "(?<" ->
              " There is no looking ahead or behind, and a name is letters, digits and _.";
          case "(?>" ->
              " There are no atomic groups, nor are they needed: matching never goes back.";
          default -> "";
        };
    return piece.isEmpty()
        ? "%s.%s".formatted(e.getDescription(), advice)
        : "%s: %s.%s".formatted(e.getDescription(), piece, advice);
  }
}
