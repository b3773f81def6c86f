package io.tailrace.agent.pipeline;

import io.tailrace.agent.pipeline.Cursor.FlushLevel;
import java.time.Duration;

/**
 * How long the end of a file is held back when nothing follows.
 *
 * @param completeLinesNanos for an event that a further line could belong to
 * @param partialLineNanos for a line without its newline
 */
record FlushTimes(long completeLinesNanos, long partialLineNanos) {
  /** What stays without a newline for seconds is a prompt or a writer that died. */
  private static final Duration PARTIAL_LINE = Duration.ofSeconds(5);

  /** When the agent is ending: the application has a moment to finish its last line. */
  private static final Duration LAST_LINE = Duration.ofMillis(500);

  /**
   * @param hold for an event that a further line could belong to
   */
  static FlushTimes usual(Duration hold) {
    return of(hold, PARTIAL_LINE);
  }

  /** When the agent is ending. */
  static FlushTimes draining(Duration hold) {
    return of(hold, LAST_LINE);
  }

  private static FlushTimes of(Duration hold, Duration partialLine) {
    long partialLineNanos = partialLine.toNanos();
    return new FlushTimes(Math.min(hold.toNanos(), partialLineNanos), partialLineNanos);
  }

  long waitNanos(FlushLevel level) {
    return switch (level) {
      case NOTHING -> 0;
      case COMPLETE_LINES -> completeLinesNanos;
      case EVERYTHING -> partialLineNanos;
    };
  }
}
