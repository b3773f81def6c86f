package io.tailrace.parsers.transform;

import io.tailrace.parsers.transform.ConditionText.Word;
import java.util.ArrayList;
import java.util.List;

/** Reads one test of a condition: a field alone, or a field, an operator and a value. */
final class TestParser {
  private static final String OPERATORS = "== != < <= > >= ~ !~ in";

  private final ConditionText text;
  private int count;

  TestParser(ConditionText text) {
    this.text = text;
  }

  /** How many tests were read; each value after {@code in} is one. */
  int count() {
    return count;
  }

  Test parse() throws BadCondition {
    int at = text.at();
    String name = text.word();
    Question question = question();
    checkNot(at, name);
    checkOperator();
    if (text.take("==")) {
      return test(question, "==");
    }
    if (text.take("!=")) {
      return Test.not(test(question, "!="));
    }
    if (text.take("~")) {
      return matching(question, "~");
    }
    if (text.take("!~")) {
      return Test.not(matching(question, "!~"));
    }
    for (Comparison comparison : Comparison.ORDERED) {
      if (text.take(comparison.symbol())) {
        count++;
        return question.compared(comparison, value(comparison.symbol()));
      }
    }
    if (isIn()) {
      return oneOf(question);
    }
    count++;
    return question.alone();
  }

  private Test test(Question question, String operator) throws BadCondition {
    count++;
    return question.compared(Comparison.EQUAL, value(operator));
  }

  private Question question() throws BadCondition {
    if (text.isAtEnd()) {
      throw new BadCondition(text.at(), "It ends here, where a test must follow: level>=warn.");
    }
    if (text.isNext("\"") || text.isNext("'") || text.isNext("`")) {
      Word name = text.takeQuoted();
      return Question.ofField(name, text.text());
    }
    if (text.word().isEmpty()) {
      throw new BadCondition(
          text.at(), "Here stands %s, where a field's name could.".formatted(text.shown()));
    }
    return Question.of(text.takeWord(), text.text());
  }

  private void checkNot(int at, String name) throws BadCondition {
    boolean goesOn = text.isNext("(") || !(text.word().isEmpty() || text.word().equals("in"));
    if (goesOn && name.equalsIgnoreCase("not")) {
      throw new BadCondition(at, "Write ! instead of %s.".formatted(name));
    }
  }

  /** What other languages write. */
  private void checkOperator() throws BadCondition {
    String instead =
        text.isNext("=~")
            ? "~"
            : text.isNext("=>")
                ? ">="
                : text.isNext("=<")
                    ? "<="
                    : text.isNext("=") && !text.isNext("==") ? "==" : text.isNext("<>") ? "!=" : "";
    if (!instead.isEmpty()) {
      int length = instead.equals("==") ? 1 : 2;
      String found = text.text().substring(text.at(), text.at() + length);
      throw new BadCondition(
          text.at(), "There is no operator %s: write %s.".formatted(found, instead));
    }
    if (text.isNext("!") && !text.isNext("!=") && !text.isNext("!~")) {
      throw new BadCondition(
          text.at(),
          "After a field ! is no operator: write != or !~, or ! before the field. There are %s."
              .formatted(OPERATORS));
    }
  }

  private boolean isIn() {
    if (!text.word().equals("in")) {
      return false;
    }
    text.takeWord();
    return true;
  }

  private Test oneOf(Question question) throws BadCondition {
    if (!text.take("(")) {
      throw new BadCondition(text.at(), "After in must follow values in brackets: in (GET, HEAD).");
    }
    List<Test> tests = new ArrayList<>();
    do {
      count++;
      tests.add(question.compared(Comparison.EQUAL, value("in (")));
      if (count > ConditionParser.MAX_TESTS) {
        throw new BadCondition(
            text.at(), "More than %d tests.".formatted(ConditionParser.MAX_TESTS));
      }
    } while (text.take(","));
    if (!text.take(")")) {
      throw new BadCondition(
          text.at(),
          text.isAtEnd()
              ? "The bracket after in is never closed: write ) after its last value."
              : "Here stands %s, where , or ) could.".formatted(text.shown()));
    }
    return Test.any(tests);
  }

  private Test matching(Question question, String operator) throws BadCondition {
    int at = text.at();
    Word pattern = value(operator);
    if (!pattern.isQuoted()) {
      throw new BadCondition(
          at, "A pattern is written in quotes: %s\"%s\".".formatted(operator, pattern.text()));
    }
    count++;
    return question.matching(pattern);
  }

  private Word value(String operator) throws BadCondition {
    if (text.isAtEnd()) {
      throw new BadCondition(
          text.at(), "It ends here, where a value must follow %s.".formatted(operator));
    }
    if (text.isNext("\"") || text.isNext("'")) {
      return text.takeQuoted();
    }
    if (text.isNext("`")) {
      throw new BadCondition(
          text.at(),
          "A field cannot be compared with another one: write a value, in \" if it is no word.");
    }
    if (text.word().isEmpty()) {
      throw new BadCondition(
          text.at(),
          "Here stands %s, where a value must follow %s. One that is no word is written in quotes."
              .formatted(text.shown(), operator));
    }
    return text.takeWord();
  }
}
