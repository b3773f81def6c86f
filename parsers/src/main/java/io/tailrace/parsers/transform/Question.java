package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.EcsRoot;
import io.tailrace.parsers.WellKnown;
import io.tailrace.parsers.transform.ConditionText.Word;
import org.jspecify.annotations.Nullable;

/** What stands left in a test, and the tests it can become. */
sealed interface Question permits LevelQuestion, ValueQuestion {
  /** The test of a field that nothing is said of. */
  Test alone();

  Test compared(Comparison comparison, Word value) throws BadCondition;

  Test matching(Word pattern) throws BadCondition;

  /**
   * What a word asks of: the record's own level or message, or a field; {@code host} is {@code
   * host.name}, as parsers have it.
   */
  static Question of(Word name, String condition) throws BadCondition {
    byte[] bytes = name.text().getBytes(UTF_8);
    @Nullable WellKnown known = WellKnown.named(bytes, 0, bytes.length);
    if (known == null) {
      FieldWords.check(name);
      @Nullable EcsRoot root = EcsRoot.named(bytes, 0, bytes.length);
      return root == null
          ? ofField(name, condition)
          : new ValueQuestion(new FieldSubject(new String(root.valueName(), UTF_8)), condition);
    }
    return switch (known) {
      case LEVEL, LOG_LEVEL -> new LevelQuestion();
      case MESSAGE -> new ValueQuestion(new MessageSubject(), condition);
      default -> throw known(name, known);
    };
  }

  /** The field of exactly this name. */
  static Question ofField(Word name, String condition) throws BadCondition {
    if (name.text().isEmpty()) {
      throw new BadCondition(name.at(), "There is no field whose name is empty.");
    }
    if (name.text().chars().filter(c -> c == '.').count() >= FieldSubject.MAX_PARTS) {
      throw new BadCondition(
          name.at(), "A name of more than %d parts.".formatted(FieldSubject.MAX_PARTS));
    }
    return new ValueQuestion(new FieldSubject(name.text()), condition);
  }

  /** No record has a field of this name, unless it has several of the kind. */
  private static BadCondition known(Word name, WellKnown known) {
    String advice =
        switch (known.role()) {
          case TIME -> "is a record's time, which cannot be compared. For";
          case LEVEL -> "is a record's level: write level. For";
          case MESSAGE -> "is a record's message: write message. For";
        };
    return new BadCondition(
        name.at(),
        "What lines name %1$s %2$s a field that is named so nevertheless write `%1$s`."
            .formatted(name.text(), advice));
  }
}
