package io.tailrace.agent.settings;

/**
 * A text that is no value of its setting's kind. The message is one or more sentences: what is
 * wrong, what is accepted, what was perhaps meant.
 */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  BadValue(String message) {
    super(message);
  }

  /** The sentences; never absent, unlike those of exceptions in general. */
  String sentences() {
    return String.valueOf(getMessage());
  }
}
