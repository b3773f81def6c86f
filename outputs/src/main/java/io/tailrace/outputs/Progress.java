package io.tailrace.outputs;

import io.tailrace.outputs.ShipperStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a shipper has achieved and how its destination is doing. Tells the log of changes, each kind
 * at most every {@link #REPEAT_INTERVAL}.
 *
 * <p>Written by all shipping threads, read by any; counters and one immutable state, no lock.
 */
final class Progress {
  /** Often enough for who looks at the log now, rare enough for who pays for keeping it. */
  static final Duration REPEAT_INTERVAL = Duration.ofSeconds(30);

  private final String output;
  private final ShipperOptions options;
  private final Logger log;
  private final RepeatLimiter limiter;

  private final LongAdder recordsDelivered = new LongAdder();
  private final LongAdder bytesDelivered = new LongAdder();
  private final LongAdder recordsDeadLettered = new LongAdder();

  /** Refused records whose letters cannot be kept now, and which therefore are not settled. */
  private final AtomicInteger lettersWaiting = new AtomicInteger();

  private final LongAdder attempts = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final AtomicReference<@Nullable Instant> lastDelivery = new AtomicReference<>();
  private final AtomicReference<Standing> standing = new AtomicReference<>(Standing.HEALTHY);

  Progress(String output, ShipperOptions options, Logger log) {
    this.output = output;
    this.options = options;
    this.log = log;
    this.limiter = new RepeatLimiter(REPEAT_INTERVAL, options.nanoTime());
  }

  void attempted(boolean again) {
    attempts.increment();
    if (again) {
      retries.increment();
    }
  }

  void delivered(int records, long bytes) {
    recordsDelivered.add(records);
    bytesDelivered.add(bytes);
    lastDelivery.set(options.clock().instant());
  }

  void deadLettered(String reason) {
    recordsDeadLettered.increment();
    limiter
        .admit("dead-lettered", output + ": dead-lettered a record: " + reason)
        .ifPresent(log::error);
  }

  /** A dead letter cannot be kept; until it is, no delivery of others makes the output healthy. */
  void letterWaits() {
    lettersWaiting.incrementAndGet();
  }

  /** One that had to wait is kept. */
  void letterWaitsNoMore() {
    lettersWaiting.decrementAndGet();
    healthy();
  }

  /** The last attempt was answered, and nothing is left to be sent again. */
  void healthy() {
    if (lettersWaiting.get() > 0 || standing().isHealthy()) {
      return;
    }
    Standing before = standing.getAndSet(Standing.HEALTHY);
    if (before.troubleTold) {
      Duration trouble = Duration.ofNanos(options.nanoTime().getAsLong() - before.sinceNanos);
      log.info("{}: recovered after {}", output, inWords(trouble));
    }
  }

  /** Something failed that may pass by itself. */
  void retrying(String reason) {
    State.Retrying state = new State.Retrying(options.clock().instant(), reason);
    Standing now = enter(state);
    if (!now.stateTold) {
      limiter
          .admit("retrying", output + ": trying again: " + reason)
          .ifPresent(message -> tell(now, () -> log.warn(message)));
    }
  }

  /** Something failed that a person must mend. */
  void blocked(String reason) {
    Standing now = enter(new State.Blocked(options.clock().instant(), reason));
    limiter
        .admit("blocked", output + ": blocked until somebody acts: " + reason)
        .ifPresent(message -> tell(now, () -> log.error(message)));
  }

  private Standing enter(State state) {
    long nanos = options.nanoTime().getAsLong();
    while (true) {
      Standing before = standing();
      Standing now = before.enter(state, nanos);
      if (standing.compareAndSet(before, now)) {
        return now;
      }
    }
  }

  private Standing standing() {
    return Objects.requireNonNull(standing.get());
  }

  private void tell(Standing now, Runnable line) {
    line.run();
    standing.compareAndSet(now, now.afterTelling());
  }

  ShipperStatus status(int batchesInFlight) {
    return new ShipperStatus(
        standing().state,
        batchesInFlight,
        recordsDelivered.sum(),
        bytesDelivered.sum(),
        recordsDeadLettered.sum(),
        attempts.sum(),
        retries.sum(),
        Optional.ofNullable(lastDelivery.get()));
  }

  private static String inWords(Duration duration) {
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
  }

  /**
   * The state, and what the log knows of it. Recovery is told if and only if the trouble was, so
   * that the log's last word is never the wrong one.
   *
   * @param sinceNanos when the trouble began, of whatever kind it was then
   * @param stateTold whether the log knows of the trouble as it is now
   * @param troubleTold whether the log knows of the trouble in any of its kinds
   */
  private record Standing(State state, long sinceNanos, boolean stateTold, boolean troubleTold) {
    static final Standing HEALTHY = new Standing(new State.Healthy(), 0, false, false);

    boolean isHealthy() {
      return state instanceof State.Healthy;
    }

    Standing enter(State next, long nanos) {
      return switch (next) {
        case State.Healthy() -> HEALTHY;
        case State.Retrying(Instant since, String reason) ->
            state instanceof State.Retrying(Instant first, String earlier)
                ? continued(new State.Retrying(first, reason))
                : changed(next, nanos);
        case State.Blocked(Instant since, String reason) ->
            state instanceof State.Blocked(Instant first, String earlier)
                ? continued(new State.Blocked(first, reason))
                : changed(next, nanos);
      };
    }

    private Standing continued(State next) {
      return new Standing(next, sinceNanos, stateTold, troubleTold);
    }

    private Standing changed(State next, long nanos) {
      return new Standing(next, isHealthy() ? nanos : sinceNanos, false, troubleTold);
    }

    Standing afterTelling() {
      return new Standing(state, sinceNanos, true, true);
    }
  }
}
