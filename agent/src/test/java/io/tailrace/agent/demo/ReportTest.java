package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Written WRITTEN =
      new Written(Map.of(SampleLog.ACCESS, new Written.Count(3, 3, 500, 1)), true);

  @Test
  void allThereOnceIsAPass() {
    Outcome outcome = outcome(WRITTEN, OptionalInt.of(0), 1, 2, 3);

    assertThat(outcome.isPerfect()).isTrue();
    assertThat(new Report(outcome).verdict())
        .isEqualTo(
            "3 events written, each one found in Elasticsearch 9 exactly once and whole,"
                + " though it was killed half way and down for 4.2 s.");
  }

  @Test
  void oneLostIsAFailureAndSaysWhich() {
    Outcome outcome = outcome(WRITTEN, OptionalInt.of(0), 1, 3);

    assertThat(outcome.isPerfect()).isFalse();
    assertThat(new Report(outcome).verdict()).startsWith("Not as it must be");
    assertThat(new Report(outcome).lines())
        .anySatisfy(line -> assertThat(line).contains("lost", "access.log: event 2"));
  }

  @Test
  void oneTwiceIsAFailure() {
    assertThat(outcome(WRITTEN, OptionalInt.of(0), 1, 2, 3, 3).isPerfect()).isFalse();
  }

  @Test
  void anAgentThatEndsBadlyIsAFailure() {
    assertThat(outcome(WRITTEN, OptionalInt.of(3), 1, 2, 3).isPerfect()).isFalse();
    assertThat(outcome(WRITTEN, OptionalInt.empty(), 1, 2, 3).isPerfect()).isFalse();
  }

  @Test
  void anApplicationThatDidNotFinishProvesNothing() {
    var cut = new Written(WRITTEN.logs(), false);

    assertThat(outcome(cut, OptionalInt.of(0), 1, 2, 3).isPerfect()).isFalse();
  }

  private static Outcome outcome(Written written, OptionalInt exit, int... found) {
    var audit = new Audit(written);
    for (int number : found) {
      byte[] event = SampleLog.ACCESS.event(number, Instant.parse("2026-01-01T00:00:00Z"));
      audit.found(new String(event, StandardCharsets.UTF_8));
    }
    return new Outcome(
        "Elasticsearch 9",
        written,
        audit,
        Optional.empty(),
        Duration.ofSeconds(5),
        exit,
        Duration.ofMillis(300),
        Optional.of(Duration.ofMillis(4_200)),
        Optional.empty());
  }
}
