package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.transform.ConditionText.Word;
import java.util.List;
import java.util.Locale;

/** Refuses words where a field's name stands in a condition that would be none of any record. */
final class FieldWords {
  private static final List<String> OWN = List.of("level", "log.level", "message");

  /** What a record gets only when it is shipped. */
  private static final List<String> LATER = List.of("log.file.path", "log.offset", "log.flags");

  private static final List<String> VALUES = List.of("true", "false", "null");

  private FieldWords() {}

  /**
   * Checks the word.
   *
   * @throws BadCondition if it can only be a mistake: the test would hold of no record
   */
  static void check(Word name) throws BadCondition {
    String text = name.text();
    String lower = text.toLowerCase(Locale.ROOT);
    if (OWN.contains(lower)) {
      throw bad(name, "Names have upper and lower case: write %s.".formatted(lower));
    }
    if (LATER.contains(text)) {
      throw bad(
          name,
          ("No line has %s: a record gets it when it is shipped, and no condition sees it. An input"
                  + " may have a condition of its own.")
              .formatted(text));
    }
    byte[] bytes = text.getBytes(UTF_8);
    if (VALUES.contains(text) || new Decimal().read(bytes, 0, bytes.length)) {
      throw bad(
          name,
          "Here stands the value %s, where a field's name must: status==200.".formatted(text));
    }
  }

  private static BadCondition bad(Word name, String sentences) {
    return new BadCondition(
        name.at(), "%s For a field that is named so write `%s`.".formatted(sentences, name.text()));
  }
}
