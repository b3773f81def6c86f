package io.tailrace.outputs;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import io.tailrace.outputs.RetryIntervals.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when the next attempt may be made: the one place that knows Resilience4j.
 *
 * <p>A batch that failed waits for a time of its own, which grows with every failure. All batches
 * of an output share a circuit: once several attempts in a row have failed, or the destination
 * asked for a pause, the circuit opens and nobody sends. When its time is over one single attempt
 * is made; if that is answered, everybody goes on at once, whatever wait of their own was left,
 * because the reason for it is gone, though no more of them at once than {@link RequestSlots} has
 * room for.
 *
 * <p>Called by all shipping threads of one output. Unbounded in time on purpose: see {@link
 * RetryIntervals}.
 */
final class RetryPolicy {
  /** The circuit judges by this many of the last attempts. */
  private static final int WINDOW_ATTEMPTS = 8;

  /** Fewer failures than this may be chance, such as one node of several that restarts. */
  private static final int MIN_FAILURES = 4;

  /** With it, an output that has just worked opens its circuit at {@link #MIN_FAILURES}. */
  private static final float FAILURE_PERCENT = 100f * MIN_FAILURES / WINDOW_ATTEMPTS;

  /** Every interval has reached its longest by then; its function's cost grows with the number. */
  private static final int MAX_GROWTH_STEPS = 20;

  private static final double GROWTH = 2;

  /** Spreads the retries of agents that lost their destination at the same moment. */
  private static final double JITTER = 0.5;

  private enum Attempt {
    ANSWERED,
    FAILED
  }

  private final LongSupplier nanoTime;
  private final IntervalFunction tryAgain;
  private final IntervalFunction overloaded;
  private final IntervalFunction blocked;
  private final Duration longestAsked;
  private final CircuitBreaker circuit;
  private final RequestSlots slots;
  private final long pollNanos;

  RetryPolicy(String output, int maxInFlight, RetryIntervals intervals, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.slots = new RequestSlots(maxInFlight);
    this.tryAgain = growing(intervals.tryAgain(), JITTER);
    this.overloaded = growing(overloaded(intervals), JITTER);
    this.blocked = growing(intervals.blocked(), 0);
    this.longestAsked = intervals.longestAsked();
    this.circuit = CircuitBreaker.of(output, circuitConfig(intervals, nanoTime));
    // The breaker can be asked, not waited for. A tenth of its shortest wait is late by too little
    // to notice, and costs nothing measurable for the few threads an output has.
    this.pollNanos = Math.max(intervals.circuit().first().toNanos() / 10, 1_000_000);
  }

  private static CircuitBreakerConfig circuitConfig(
      RetryIntervals intervals, LongSupplier nanoTime) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(WINDOW_ATTEMPTS, MIN_FAILURES, SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(FAILURE_PERCENT)
        .waitIntervalFunctionInOpenState(growing(intervals.circuit(), 0))
        .permittedNumberOfCallsInHalfOpenState(1)
        .recordResult(attempt -> attempt == Attempt.FAILED)
        .clock(new SteadyClock(nanoTime))
        .build();
  }

  /**
   * Fewer requests at once are what relieves the destination, not long waits; while others get
   * through, one that was refused is to find out as soon as after an outage that there is room.
   */
  private static Backoff overloaded(RetryIntervals intervals) {
    Duration first = intervals.tryAgain().first();
    Duration longest = intervals.circuit().longest();
    return new Backoff(first, first.compareTo(longest) > 0 ? first : longest);
  }

  private static IntervalFunction growing(Backoff backoff, double jitter) {
    IntervalFunction millis =
        jitter > 0
            ? IntervalFunction.ofExponentialRandomBackoff(
                backoff.first(), GROWTH, jitter, backoff.longest())
            : IntervalFunction.ofExponentialBackoff(backoff.first(), GROWTH, backoff.longest());
    return failures -> millis.apply(Math.min(failures, MAX_GROWTH_STEPS));
  }

  /**
   * Waits until an attempt may be made. Its end must be told, by {@link #turnOver}, and what became
   * of it, by {@link #answered}, {@link #failed}, {@link #overloaded} or {@link #blocked}, unless
   * the output is closing.
   *
   * @param backoff the batch's own wait; it is cut short when the circuit closes
   */
  void awaitTurn(Duration backoff) throws InterruptedException {
    long dueNanos = nanoTime.getAsLong() + backoff.toNanos();
    boolean circuitDecides = false;
    while (true) {
      circuitDecides |= circuit.getState() != CircuitBreaker.State.CLOSED;
      long leftNanos = circuitDecides ? 0 : dueNanos - nanoTime.getAsLong();
      if (leftNanos <= 0) {
        slots.acquire();
        if (circuit.tryAcquirePermission()) {
          return;
        }
        slots.release();
      }
      TimeUnit.NANOSECONDS.sleep(leftNanos > 0 ? Math.min(leftNanos, pollNanos) : pollNanos);
    }
  }

  /** The attempt is over, with or without an answer. */
  void turnOver() {
    slots.release();
  }

  /** The destination answered for itself, be it that it refused what was sent. */
  void answered() {
    slots.taken();
    circuit.onResult(0, TimeUnit.NANOSECONDS, Attempt.ANSWERED);
  }

  /** Nothing of the attempt is known to have arrived. */
  void failed() {
    circuit.onResult(0, TimeUnit.NANOSECONDS, Attempt.FAILED);
  }

  /** The destination has more to do than it can: from now on it gets less at once. */
  void overloaded() {
    slots.overloaded();
    failed();
  }

  /** The destination asked for a pause; nobody sends until it is over. */
  void pause(Duration asked) {
    Duration pause = asked.compareTo(longestAsked) > 0 ? longestAsked : asked;
    if (pause.isPositive()) {
      circuit.transitionToOpenStateFor(pause);
    }
  }

  /** A person must act; nobody sends for a while. */
  void blocked(int failures) {
    circuit.transitionToOpenStateFor(Duration.ofMillis(blocked.apply(failures)));
  }

  /**
   * How long one batch, or one dead letter, waits before it is tried again.
   *
   * @param failures how often in a row it has failed; at least once
   */
  Duration backoff(int failures) {
    return Duration.ofMillis(tryAgain.apply(failures));
  }

  /**
   * Likewise where the destination had no room for it; at most as long as between two trials of one
   * that is down.
   *
   * @param failures how often in a row it has failed; at least once
   */
  Duration backoffOfOverload(int failures) {
    return Duration.ofMillis(overloaded.apply(failures));
  }

  /** The breaker reckons in instants; these do not jump when somebody sets the clock. */
  private static final class SteadyClock extends Clock {
    private final LongSupplier nanoTime;

    SteadyClock(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanoTime.getAsLong());
    }
  }
}
