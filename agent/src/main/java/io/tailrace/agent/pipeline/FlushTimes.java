package io.tailrace.agent.pipeline;

import io.tailrace.agent.pipeline.Cursor.FlushLevel;
import java.util.concurrent.TimeUnit;

/**
 * How long the end of a file is held back when nothing follows.
 *
 * @param completeLinesNanos for an event that a further line could belong to
 * @param partialLineNanos for a line without its newline
 */
record FlushTimes(long completeLinesNanos, long partialLineNanos) {
  /**
   * A stack trace comes in one write or a few; what stays without a newline for seconds is a prompt
   * or a writer that died.
   */
  static final FlushTimes NORMAL =
      new FlushTimes(TimeUnit.MILLISECONDS.toNanos(200), TimeUnit.SECONDS.toNanos(5));

  /** When the agent is ending: the application has a moment to finish its last line. */
  static final FlushTimes DRAINING =
      new FlushTimes(TimeUnit.MILLISECONDS.toNanos(200), TimeUnit.MILLISECONDS.toNanos(500));

  long waitNanos(FlushLevel level) {
    return switch (level) {
      case NOTHING -> 0;
      case COMPLETE_LINES -> completeLinesNanos;
      case EVERYTHING -> partialLineNanos;
    };
  }
}
