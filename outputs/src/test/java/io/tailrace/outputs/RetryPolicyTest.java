package io.tailrace.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.RetryIntervals.Backoff;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The waits run on a clock that only moves when a test says so; the threads are real. */
@Timeout(30)
class RetryPolicyTest {
  private static final Duration NONE = Duration.ZERO;

  private final AtomicLong nanos = new AtomicLong();
  private final RetryPolicy policy =
      new RetryPolicy(
          "test",
          1_000,
          new RetryIntervals(
              new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30)),
              new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30)),
              new Backoff(Duration.ofMillis(10), Duration.ofMillis(40)),
              Duration.ofMinutes(5)),
          nanos::get);

  @Test
  void backoffGrowsFromTheFirstToTheLongestAndIsSpread() {
    assertThat(policy.backoff(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(300));
    assertThat(policy.backoff(4)).isBetween(Duration.ofMillis(800), Duration.ofMillis(2_400));
    assertThat(policy.backoff(1_000_000)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  @Test
  void afterAnOverloadItIsNeverLongerThanBetweenTwoTrialsOfADestinationThatIsDown() {
    var usual = new RetryPolicy("test", 1, RetryIntervals.USUAL, nanos::get);

    assertThat(usual.backoffOfOverload(1))
        .isBetween(Duration.ofMillis(100), Duration.ofMillis(300));
    assertThat(usual.backoffOfOverload(1_000_000))
        .isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
  }

  @Test
  void batchWaitsForItsOwnBackoffWhileTheCircuitIsClosed() throws Exception {
    Turn turn = new Turn(Duration.ofMillis(200));

    pass(Duration.ofMillis(199));
    assertThat(turn.hasCome(20)).isFalse();

    pass(Duration.ofMillis(1).plusNanos(1));
    assertThat(turn.hasCome(10_000)).isTrue();
  }

  @Test
  void circuitOpensAfterSeveralFailuresAndLetsOneTrialThrough() throws Exception {
    fail(4);
    Turn first = new Turn(NONE);
    Turn second = new Turn(NONE);
    assertThat(first.hasCome(20) || second.hasCome(20)).isFalse();

    pass(Duration.ofMillis(10).plusNanos(1));

    Turn trial = whicheverComes(first, second);
    Turn other = trial == first ? second : first;
    assertThat(other.hasCome(20)).isFalse();
    policy.answered();
    assertThat(other.hasCome(10_000)).isTrue();
  }

  @Test
  void fewerFailuresThanMayBeChanceLeaveTheCircuitClosed() throws Exception {
    fail(3);

    assertThat(new Turn(NONE).hasCome(10_000)).isTrue();
  }

  @Test
  void failedTrialDoublesTheWaitUpToTheLongest() throws Exception {
    fail(4);
    for (long waitMillis : new long[] {10, 20, 40, 40, 40}) {
      Turn trial = new Turn(NONE);
      pass(Duration.ofMillis(waitMillis - 1));
      assertThat(trial.hasCome(5)).isFalse();
      pass(Duration.ofMillis(1).plusNanos(1));
      assertThat(trial.hasCome(10_000)).isTrue();
      policy.failed();
    }
  }

  @Test
  void closingCircuitCutsShortTheBackoffOfThoseWhoWaited() throws Exception {
    fail(4);
    Turn patient = new Turn(Duration.ofSeconds(30));
    Turn trial = new Turn(NONE);
    assertThat(patient.hasCome(20) || trial.hasCome(20)).isFalse();
    pass(Duration.ofMillis(10).plusNanos(1));
    whicheverComes(patient, trial);

    policy.answered();

    assertThat(patient.hasCome(10_000)).isTrue();
    assertThat(trial.hasCome(10_000)).isTrue();
  }

  @Test
  void pauseTheDestinationAskedForHoldsUpEverybodyAndIsCapped() throws Exception {
    policy.pause(Duration.ofDays(1));
    Turn turn = new Turn(NONE);

    pass(Duration.ofMinutes(5).minusMillis(1));
    assertThat(turn.hasCome(20)).isFalse();

    pass(Duration.ofMillis(1).plusNanos(1));
    assertThat(turn.hasCome(10_000)).isTrue();
  }

  @Test
  void blockedDestinationIsTriedAtItsOwnLongerIntervals() throws Exception {
    policy.blocked(1);
    Turn turn = new Turn(NONE);

    pass(Duration.ofMillis(4_999));
    assertThat(turn.hasCome(20)).isFalse();

    pass(Duration.ofMillis(1).plusNanos(1));
    assertThat(turn.hasCome(10_000)).isTrue();
  }

  private void fail(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      policy.awaitTurn(NONE);
      policy.failed();
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Turn whicheverComes(Turn first, Turn second) throws InterruptedException {
    while (true) {
      if (first.hasCome(5)) {
        return first;
      }
      if (second.hasCome(5)) {
        return second;
      }
    }
  }

  /** A thread that waits for its turn; it waits, or has had it, once the constructor returns. */
  private final class Turn {
    private final CountDownLatch come = new CountDownLatch(1);

    Turn(Duration backoff) {
      Thread thread = Thread.ofVirtual().start(() -> await(backoff));
      while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }

    private void await(Duration backoff) {
      try {
        policy.awaitTurn(backoff);
        come.countDown();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean hasCome(long waitMillis) throws InterruptedException {
      return come.await(waitMillis, TimeUnit.MILLISECONDS);
    }
  }
}
