package io.tailrace.parsers;

/**
 * Says which lines belong to the event before them. An event's first line is shown to {@link
 * #begin}, each further one to {@link #joins} or {@link #blank} until one does not.
 *
 * <p>Implementations remember no more than the event at hand, and belong to one reader. What they
 * say depends on the event's lines alone, so that events are the same however a file is cut into
 * chunks.
 */
interface ContinuationRule {
  /**
   * A new event begins with this line.
   *
   * @return whether a further line could belong to it
   */
  boolean begin(byte[] bytes, int from, int to);

  /** Whether this line, which is not blank, belongs to the event too. */
  Belongs joins(byte[] bytes, int from, int to);

  /** Whether this line of nothing but white space does; never {@link Belongs#YES}. */
  default Belongs blank(byte[] bytes, int from, int to) {
    return Belongs.NO;
  }

  /** What has joined the last event's lines, for people: {@code java trace}. */
  String joinedBy();

  /** Whether a line that begins with a brace is an event of its own, and never asked for. */
  default boolean leavesObjectsAlone() {
    return true;
  }
}
