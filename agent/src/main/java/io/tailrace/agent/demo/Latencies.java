package io.tailrace.agent.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How long events took from being written to being safe in the destination.
 *
 * <p>An event that met the outage (written while the server was down or its backlog was not yet
 * worked off, or on its way when it was killed) says how long that lasted and nothing of how fast
 * the agent is; so it counts apart. Filled by one thread; bounded: eight bytes an event.
 */
final class Latencies {
  private final Timeline timeline;
  private final Optional<Outage> outage;
  private final LongStream.Builder ordinary = LongStream.builder();
  private long measured;
  private long longestMillis;

  /**
   * @param killed when the server was
   * @param over when the backlog was worked off
   */
  record Outage(Instant killed, Instant over) {
    boolean met(Instant written, Instant stored) {
      return written.isBefore(over) && stored.isAfter(killed);
    }
  }

  /** What can be said of all events together. */
  sealed interface Summary {
    /**
     * Of the events that did not meet the outage, and of all.
     *
     * @param count how many did not meet it
     * @param longest of all events
     */
    record Ordinary(long count, Duration p50, Duration p99, Duration longest) implements Summary {}

    /**
     * Every event met the outage.
     *
     * @param longest of them
     */
    record AllMetOutage(Duration longest) implements Summary {}

    /** Of no event it is known when it was safe. */
    record Unknown() implements Summary {}
  }

  Latencies(Timeline timeline, Optional<Outage> outage) {
    this.timeline = timeline;
    this.outage = outage;
  }

  /**
   * @param position how many records were stored before this one
   */
  void add(EventId id, long position) {
    timeline.firstBeyond(position).ifPresent(stored -> add(id, stored));
  }

  Summary summary() {
    if (measured == 0) {
      return new Summary.Unknown();
    }
    Duration longest = Duration.ofMillis(longestMillis);
    long[] sorted = ordinary.build().sorted().toArray();
    return sorted.length == 0
        ? new Summary.AllMetOutage(longest)
        : new Summary.Ordinary(
            sorted.length, quantile(sorted, 0.50), quantile(sorted, 0.99), longest);
  }

  private void add(EventId id, Instant stored) {
    Instant written = Instant.ofEpochMilli(id.writtenMillis());
    long millis = Duration.between(written, stored).toMillis();
    measured++;
    longestMillis = Math.max(longestMillis, millis);
    if (outage.isEmpty() || !outage.get().met(written, stored)) {
      ordinary.add(millis);
    }
  }

  private static Duration quantile(long[] sorted, double q) {
    return Duration.ofMillis(sorted[(int) Math.ceil(q * sorted.length) - 1]);
  }
}
