package io.tailrace.parsers;

/**
 * A {@link ContinuationRule} and what holds for all of them: a blank line, a line that begins with
 * a brace and one that begins with a NUL are never joined to anything. Owned by one {@link
 * EventReader}.
 */
final class Continuation {
  private final ContinuationRule rule;

  Continuation(ContinuationRule rule) {
    this.rule = rule;
  }

  /** An event begins with this line; whether a further one could belong to it. */
  boolean mayFollow(byte[] bytes, int from, int to) {
    return to > from && bytes[from] != '{' && rule.begin(bytes, from, to);
  }

  /** Whether this line belongs to the event too. */
  boolean joins(byte[] bytes, int from, int to) {
    return !LineSplitter.isBlank(bytes, from, to)
        && bytes[from] != '{'
        && bytes[from] != 0
        && rule.joins(bytes, from, to);
  }
}
