package io.tailrace.parsers;

/**
 * A {@link ContinuationRule} and what holds for all of them: a line that begins with a NUL is never
 * joined to anything, nor one that begins with a brace unless the rule wants to see those too or
 * the brace is all there is, as where JSON is written over several lines; and no more than {@link
 * #MAX_DOUBTFUL} lines in a row wait for one that decides.
 *
 * <p>Owned by one {@link EventReader}.
 */
final class Continuation {
  /**
   * What is looked at in vain is looked at again as events of its own: without a bound that would
   * take the square of the lines. A message between an exception's first line and its frames is
   * shorter.
   */
  static final int MAX_DOUBTFUL = 16;

  private final ContinuationRule rule;
  private final boolean leavesObjectsAlone;

  private int doubtful;

  Continuation(ContinuationRule rule) {
    this.rule = rule;
    this.leavesObjectsAlone = rule.leavesObjectsAlone();
  }

  /** An event begins with this line; whether a further one could belong to it. */
  boolean mayFollow(byte[] bytes, int from, int to) {
    doubtful = 0;
    return to > from && (to == from + 1 || !isObject(bytes[from])) && rule.begin(bytes, from, to);
  }

  /** Whether this line belongs to the event too. */
  Belongs joins(byte[] bytes, int from, int to) {
    Belongs belongs = ask(bytes, from, to);
    if (belongs != Belongs.PERHAPS) {
      doubtful = 0;
      return belongs;
    }
    doubtful++;
    return doubtful > MAX_DOUBTFUL ? Belongs.NO : Belongs.PERHAPS;
  }

  /** As {@link ContinuationRule#joinedBy}. */
  String joinedBy() {
    return rule.joinedBy();
  }

  private Belongs ask(byte[] bytes, int from, int to) {
    if (LineSplitter.isBlank(bytes, from, to)) {
      return rule.blank(bytes, from, to);
    }
    if (bytes[from] == 0 || isObject(bytes[from])) {
      return Belongs.NO;
    }
    return rule.joins(bytes, from, to);
  }

  private boolean isObject(byte first) {
    return first == '{' && leavesObjectsAlone;
  }
}
