package io.tailrace.parsers;

/**
 * How the traces of one language are written. It remembers the trace at hand and no other, and
 * belongs to one {@link TraceRule}. It is shown no blank line, but asked whether one may be there.
 */
interface Traces {
  /** Whose traces they are: the label of a {@link Multiline}. */
  String language();

  /** Whether a line that begins so need be shown to {@link #begins} or {@link #below}. */
  boolean mayBeginWith(byte first, FirstWord word);

  /** Whether this line, an event's first one, begins a trace. */
  boolean begins(byte[] bytes, int from, int to);

  /**
   * Whether this line begins a trace that belongs to the text above it. If {@link Belongs#PERHAPS},
   * what {@link #joins} says of the next lines decides.
   */
  Belongs below(byte[] bytes, int from, int to);

  /** As {@link #below}, of what some logger writes with a blank line above it. */
  default Belongs belowBlank(byte[] bytes, int from, int to) {
    return Belongs.NO;
  }

  /** Whether this line belongs to the trace that was begun. */
  Belongs joins(byte[] bytes, int from, int to);

  /** Whether this line is always an event's first one, so that nothing above can wait for it. */
  default boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    return false;
  }

  /** Whether the trace may go on below a blank line. */
  boolean mayPause();
}
