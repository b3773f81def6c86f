package io.tailrace.outputs;

import java.time.Duration;

/**
 * How long a {@link Shipper} waits before it tries again. It never stops trying: only a person can
 * decide that records are not wanted any more.
 *
 * @param tryAgain after a failure that may pass by itself, for one batch
 * @param blocked after a failure that a person must mend, for all batches of the output
 * @param circuit between two trials of a destination that is down, for all batches of the output;
 *     its longest is how late it is noticed that the destination is back, or has room again
 * @param longestAsked the longest wait granted to a destination that asks for one: a proxy that
 *     says "in a day" must not hold up the logs for a day
 */
public record RetryIntervals(
    Backoff tryAgain, Backoff blocked, Backoff circuit, Duration longestAsked) {

  /**
   * What people who watch a restart of their destination, and its operators, can both live with.
   */
  public static final RetryIntervals USUAL =
      new RetryIntervals(
          new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30)),
          new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30)),
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5)),
          Duration.ofMinutes(5));

  /**
   * A wait that grows from one failure to the next.
   *
   * @param first at least a millisecond
   * @param longest at least {@code first}
   */
  public record Backoff(Duration first, Duration longest) {
    public Backoff {
      if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException("first " + first + ", longest " + longest);
      }
    }
  }

  public RetryIntervals {
    if (longestAsked.toMillis() < 1) {
      throw new IllegalArgumentException("longest asked " + longestAsked);
    }
  }
}
