package io.tailrace.agent.settings;

import java.util.OptionalInt;

/**
 * A text that is no value of its setting's kind. The message is one or more sentences: what is
 * wrong, what is accepted, what was perhaps meant.
 */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int UNKNOWN = -1;

  private final int index;

  BadValue(String message) {
    this(UNKNOWN, message);
  }

  /**
   * With the place in the text.
   *
   * @param index of the character at which it is wrong
   */
  BadValue(int index, String message) {
    super(message);
    this.index = index;
  }

  /** The sentences; never absent, unlike those of exceptions in general. */
  String sentences() {
    return String.valueOf(getMessage());
  }

  /** Where in the text it is wrong, if that is one place. */
  OptionalInt index() {
    return index == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
