package io.tailrace.parsers.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a condition by recursive descent: {@code ||} binds less than {@code &&}, and that less than
 * {@code !}. What stands between them is {@link TestParser}'s.
 *
 * <p>Bounded: the length, how deep brackets and {@code !} are nested, how many tests there are.
 */
final class ConditionParser {
  /** As of any setting's text; longer is a file's content in the wrong place. */
  static final int MAX_LENGTH = 4096;

  /** Brackets in each other: nobody reads more. */
  static final int MAX_DEPTH = 32;

  /** Each is asked of every record. */
  static final int MAX_TESTS = 200;

  private final ConditionText text;
  private final TestParser tests;
  private int depth;

  ConditionParser(String text) {
    this.text = new ConditionText(text);
    this.tests = new TestParser(this.text);
  }

  Test parse() throws BadCondition {
    if (text.text().length() > MAX_LENGTH) {
      throw new BadCondition(MAX_LENGTH, "Longer than %d characters.".formatted(MAX_LENGTH));
    }
    text.skipBlanks();
    if (text.isAtEnd()) {
      throw new BadCondition(
          0, "It is empty: write a field, an operator and a value, such as level>=warn.");
    }
    Test all = any();
    if (!text.isAtEnd()) {
      throw notJoined();
    }
    return all;
  }

  private Test any() throws BadCondition {
    List<Test> parts = new ArrayList<>();
    do {
      parts.add(all());
    } while (text.take("||"));
    return parts.size() == 1 ? parts.getFirst() : Test.any(parts);
  }

  private Test all() throws BadCondition {
    List<Test> parts = new ArrayList<>();
    do {
      parts.add(not());
    } while (text.take("&&"));
    return parts.size() == 1 ? parts.getFirst() : Test.all(parts);
  }

  private Test not() throws BadCondition {
    int from = text.at();
    if (text.take("!")) {
      deeper(from);
      Test test = not();
      depth--;
      return Test.not(test);
    }
    if (text.take("(")) {
      deeper(from);
      Test test = any();
      depth--;
      closeBracket(from);
      return test;
    }
    if (tests.count() == MAX_TESTS) {
      throw new BadCondition(from, "More than %d tests.".formatted(MAX_TESTS));
    }
    return tests.parse();
  }

  private void deeper(int from) throws BadCondition {
    if (++depth > MAX_DEPTH) {
      throw new BadCondition(
          from, "More than %d brackets and ! inside of each other.".formatted(MAX_DEPTH));
    }
  }

  private void closeBracket(int from) throws BadCondition {
    if (text.take(")")) {
      return;
    }
    throw text.isAtEnd()
        ? new BadCondition(from, "The bracket that opens here is never closed: write ) at its end.")
        : notJoined();
  }

  /** Something follows a whole test that does not go on with the condition. */
  private BadCondition notJoined() {
    String shown = text.shown();
    String advice =
        switch (shown.toLowerCase(Locale.ROOT)) {
          case ")" -> "Nothing opens what this ) closes: leave it out, or write ( before.";
          case "&", "and" -> "Write && instead of %s.".formatted(shown);
          case "|", "or" -> "Write || instead of %s.".formatted(shown);
          case "not" -> "Write ! before the test instead: !(status in (200, 204)).";
          case "contains", "matches", "like", "regex", "startswith", "endswith" ->
              "There is no %s: write ~ and a pattern in quotes, such as path~\"^/healthz\"."
                  .formatted(shown);
          case ";" -> "A condition ends before ; and nothing may follow: join two with && or ||.";
          case "," -> "A comma parts the values after in only: join two conditions with && or ||.";
          default ->
              "Here stands %s, where an operator, && or || could, or the end. A value of several"
                      .formatted(shown)
                  + " words is written in quotes.";
        };
    return new BadCondition(text.at(), advice);
  }
}
