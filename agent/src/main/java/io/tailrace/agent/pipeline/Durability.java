package io.tailrace.agent.pipeline;

/**
 * What a pipeline wants kept before it ships: where it ended an event for want of anything that
 * followed. Else after a crash the event would be read again with what has followed since, under
 * the same id, and a destination that knows the id would throw the new part away.
 */
public interface Durability {
  /** Asks that all positions, as they are now, be written; from any thread. */
  long request();

  /** Whether what this request asked for is written, or cannot be and that was said. */
  boolean isMet(long request);
}
