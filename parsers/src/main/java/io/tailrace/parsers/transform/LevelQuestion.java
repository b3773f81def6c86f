package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.Severities;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.transform.ConditionText.Word;
import java.util.Arrays;
import java.util.List;

/**
 * The record's level, which compares by how severe it is. A level that is not known is like a field
 * that is not there: neither more nor less than another. Only {@code level==unknown} finds it.
 */
final class LevelQuestion implements Question {
  private static final List<String> LABELS =
      Arrays.stream(Severity.values()).map(Severity::label).toList();

  @Override
  public Test alone() {
    return record -> record.severity() != Severity.UNKNOWN;
  }

  @Override
  public Test compared(Comparison comparison, Word value) throws BadCondition {
    byte[] word = value.text().getBytes(UTF_8);
    Severity severity = Severities.ofWord(word, 0, word.length);
    if (severity != Severity.UNKNOWN) {
      return record ->
          record.severity() != Severity.UNKNOWN
              && comparison.holds(record.severity().compareTo(severity));
    }
    if (!value.text().equals(Severity.UNKNOWN.label())) {
      throw new BadCondition(
          value.at(),
          "There is no level %s, only %s.".formatted(value.text(), String.join(", ", LABELS)),
          value.text(),
          LABELS);
    }
    if (comparison != Comparison.EQUAL) {
      throw new BadCondition(
          value.at(), "No level is more or less than unknown: write level==unknown.");
    }
    return record -> record.severity() == Severity.UNKNOWN;
  }

  @Override
  public Test matching(Word pattern) throws BadCondition {
    throw new BadCondition(
        pattern.at(),
        "Levels are not looked for by patterns: write level>=warn, or level in (info, warn).");
  }
}
