package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import io.tailrace.parsers.BadPattern;
import io.tailrace.parsers.RegexSyntax;
import io.tailrace.parsers.transform.ConditionText.Word;

/** A field, or the message. */
final class ValueQuestion implements Question {
  private final Subject subject;
  private final String condition;

  /**
   * @param condition in which all of it stands, for the places of what is wrong
   */
  ValueQuestion(Subject subject, String condition) {
    this.subject = subject;
    this.condition = condition;
  }

  @Override
  public Test alone() {
    return Test.set(subject);
  }

  @Override
  public Test compared(Comparison comparison, Word value) throws BadCondition {
    byte[] text = value.text().getBytes(UTF_8);
    if (value.isQuoted()) {
      return Test.text(subject, comparison, text);
    }
    Decimal number = new Decimal();
    if (number.read(text, 0, text.length)) {
      return Test.number(subject, comparison, number);
    }
    if (value.text().equals("null")) {
      return isNull(comparison, value);
    }
    if (comparison != Comparison.EQUAL) {
      checkOrder(comparison, value);
    }
    return Test.text(subject, comparison, text);
  }

  private Test isNull(Comparison comparison, Word value) throws BadCondition {
    if (comparison != Comparison.EQUAL) {
      throw new BadCondition(value.at(), "Nothing is more or less than null.");
    }
    return Test.not(subject::find);
  }

  /** What begins like a number was meant as one; as a text 500ms would be more than 3000ms. */
  private static void checkOrder(Comparison comparison, Word value) throws BadCondition {
    String text = value.text();
    char first = text.charAt(text.length() > 1 && "+-.".indexOf(text.charAt(0)) >= 0 ? 1 : 0);
    if (first >= '0' && first <= '9') {
      throw new BadCondition(
          value.at(),
          "%1$s is no number. To compare the texts, character by character, write it in quotes:"
                  .formatted(text)
              + " %s\"%s\".".formatted(comparison.symbol(), text));
    }
  }

  @Override
  public Test matching(Word pattern) throws BadCondition {
    if (pattern.text().isEmpty()) {
      throw new BadCondition(
          pattern.at(), "An empty pattern is found in everything: write the field alone.");
    }
    try {
      Pattern compiled = RegexSyntax.compile(pattern.text());
      return Matching.of(subject, pattern.text(), compiled);
    } catch (BadPattern e) {
      throw new BadCondition(
          pattern.indexOf(e.index(), condition), "In the pattern: " + e.sentence());
    }
  }
}
