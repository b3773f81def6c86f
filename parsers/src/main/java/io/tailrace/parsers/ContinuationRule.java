package io.tailrace.parsers;

/**
 * Says which lines belong to the event before them. An event's first line is shown to {@link
 * #begin}, each further one to {@link #joins} until one does not.
 *
 * <p>Implementations remember no more than the event at hand, belong to one reader, and never see a
 * blank line or one that begins with a brace: those always end an event.
 */
interface ContinuationRule {
  /**
   * A new event begins with this line.
   *
   * @return whether a further line could belong to it
   */
  boolean begin(byte[] bytes, int from, int to);

  /** Whether this line belongs to the event too. */
  boolean joins(byte[] bytes, int from, int to);
}
