package io.tailrace.agent.settings;

import io.tailrace.parsers.transform.BadCondition;
import io.tailrace.parsers.transform.Condition;

/** Kinds of what is asked of records. */
final class ConditionKinds {
  /** It stays a text: two of them are to be compared, and each thread reads its own. */
  static final Kind<String> CONDITION = Kind.of("condition", ConditionKinds::condition);

  private ConditionKinds() {}

  private static String condition(String text) throws BadValue {
    try {
      return Condition.parse(TextKinds.line(text)).toString();
    } catch (BadCondition e) {
      throw new BadValue(
          e.index(),
          "Column %d: %s%s"
              .formatted(e.index() + 1, e.sentence(), Suggestions.sentence(e.word(), e.known())));
    }
  }
}
