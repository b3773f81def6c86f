package io.tailrace.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.ShipperStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicLong nanos = new AtomicLong();
  private final RecordingLogger log = new RecordingLogger();
  private final Progress progress =
      new Progress(
          "loki",
          new ShipperOptions(
              RetryIntervals.USUAL,
              () -> START.plusNanos(nanos.get()),
              nanos::get,
              (thread, bug) -> {}),
          log);

  @Test
  void outageIsLoggedWhenItStartsAndWhenItIsOverAndNotInBetween() {
    progress.retrying("connection refused");
    pass(Duration.ofSeconds(100));
    progress.retrying("503");
    pass(Duration.ofSeconds(100));
    progress.healthy();
    progress.healthy();

    assertThat(log.lines)
        .containsExactly(
            "WARN loki: trying again: connection refused", "INFO loki: recovered after 3 min 20 s");
  }

  @Test
  void stateKeepsWhenItBeganAndGivesTheLatestReason() {
    progress.retrying("connection refused");
    pass(Duration.ofSeconds(7));
    progress.retrying("503");

    assertThat(state()).isEqualTo(new State.Retrying(START, "503"));
  }

  @Test
  void flappingDestinationIsLoggedOncePerIntervalInWholePairs() {
    for (int i = 0; i < 40; i++) {
      progress.retrying("429");
      pass(Duration.ofMillis(500));
      progress.healthy();
      pass(Duration.ofMillis(500));
    }

    assertThat(log.lines)
        .containsExactly(
            "WARN loki: trying again: 429",
            "INFO loki: recovered after 0.5 s",
            "WARN loki: trying again: 429 (and 29 more like it since)",
            "INFO loki: recovered after 0.5 s");
  }

  @Test
  void outageThatBeganTooSoonAfterAnotherIsLoggedLaterInsteadOfNever() {
    progress.retrying("429");
    progress.healthy();
    progress.retrying("connection refused");
    pass(Progress.REPEAT_INTERVAL);
    progress.retrying("connection refused");

    assertThat(log.lines)
        .endsWith("WARN loki: trying again: connection refused (and 1 more like it since)");
  }

  @Test
  void blockedIsAnErrorThatIsRepeatedForItIsNotMendedByItself() {
    for (int i = 0; i < 7; i++) {
      progress.blocked("401");
      pass(Duration.ofSeconds(10));
    }

    assertThat(log.lines)
        .containsExactly(
            "ERROR loki: blocked until somebody acts: 401",
            "ERROR loki: blocked until somebody acts: 401 (and 2 more like it since)",
            "ERROR loki: blocked until somebody acts: 401 (and 2 more like it since)");
    assertThat(state()).isEqualTo(new State.Blocked(START, "401"));
  }

  @Test
  void troubleThatChangesItsKindIsLoggedAgainAndLastsFromItsBeginning() {
    progress.retrying("connection refused");
    pass(Duration.ofSeconds(5));
    progress.blocked("401");
    pass(Duration.ofSeconds(5));
    progress.healthy();

    assertThat(log.lines)
        .containsExactly(
            "WARN loki: trying again: connection refused",
            "ERROR loki: blocked until somebody acts: 401",
            "INFO loki: recovered after 10.0 s");
  }

  @Test
  void deliveriesDoNotMakeItHealthyWhileALetterCannotBeKept() {
    progress.letterWaits();
    progress.blocked("no space left");
    progress.healthy();

    assertThat(state()).isEqualTo(new State.Blocked(START, "no space left"));

    progress.letterWaitsNoMore();

    assertThat(state()).isEqualTo(new State.Healthy());
  }

  @Test
  void deadLettersAreErrorsWithTheirReason() {
    progress.deadLettered("mapping conflict");
    progress.deadLettered("mapping conflict");

    assertThat(log.lines).containsExactly("ERROR loki: dead-lettered a record: mapping conflict");
    assertThat(progress.status(0).recordsDeadLettered()).isEqualTo(2);
  }

  private State state() {
    return progress.status(0).state();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
