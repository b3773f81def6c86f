package io.tailrace.agent.settings;

import io.tailrace.parsers.transform.BadCondition;
import io.tailrace.parsers.transform.Condition;

/** Makes conditions of settings that were right when they were read. */
public final class Conditions {
  private Conditions() {}

  /** Another one each time, since a condition is one thread's. */
  public static Condition of(String text) {
    try {
      return Condition.parse(text);
    } catch (BadCondition e) {
      throw new IllegalStateException("a condition that was right before: " + text, e);
    }
  }
}
