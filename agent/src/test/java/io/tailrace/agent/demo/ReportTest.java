package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.stage.Prose;
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

  @Test
  void latencyThatIsNotMeasuredHasItsTrueReason() {
    var met = new Latencies.Summary.AllMetOutage(Duration.ofMillis(6_100));

    assertThat(text(outcome(met, 1, 2, 3)))
        .contains("not measured: every event met the crash, the longest waited 6.1 s");
    assertThat(text(outcome(new Latencies.Summary.Unknown(), 1, 2, 3)))
        .contains("not measured: this destination does not tell");
    assertThat(text(outcome(new Latencies.Summary.Unknown())))
        .contains("not measured: no event was found");
  }

  @Test
  void everyLineFitsATerminalOf80Columns() {
    var millions = new Written.Count(1_800_000, 9_000_000, 900_000_000, 360);
    var written =
        new Written(
            Map.of(
                SampleLog.ACCESS, millions, SampleLog.ORDERS, millions, SampleLog.SHOP, millions),
            true);
    var slow =
        new Latencies.Summary.Ordinary(
            5_400_000, Duration.ofSeconds(999), Duration.ofSeconds(9_999), Duration.ofHours(1));
    Outcome outcome = outcome(written, slow, OptionalInt.empty(), 1, 2, 3, 3);

    assertThat(new Report(outcome).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Prose.WIDTH));
  }

  @Test
  void progressFitsATerminalOf80ColumnsWithAWordAboutTheServer() {
    var look = new Timeline.Look(Instant.EPOCH, 4_500_000, 0, 1_000_000);

    assertThat(Report.progress(1800, look) + "   server down")
        .contains("3,500,000 waiting")
        .hasSizeLessThanOrEqualTo(Prose.WIDTH);
  }

  private static String text(Outcome outcome) {
    return String.join(" ", new Report(outcome).lines()).replaceAll(" +", " ");
  }

  private static Outcome outcome(Latencies.Summary latencies, int... found) {
    return outcome(WRITTEN, latencies, OptionalInt.of(0), found);
  }

  private static Outcome outcome(Written written, OptionalInt exit, int... found) {
    return outcome(written, new Latencies.Summary.Unknown(), exit, found);
  }

  private static Outcome outcome(
      Written written, Latencies.Summary latencies, OptionalInt exit, int... found) {
    var audit = new Audit(written);
    for (int number : found) {
      byte[] event = SampleLog.ACCESS.event(number, Instant.parse("2026-01-01T00:00:00Z"));
      audit.found(new String(event, StandardCharsets.UTF_8));
    }
    return new Outcome(
        "Elasticsearch 9",
        written,
        audit,
        latencies,
        Duration.ofSeconds(5),
        exit,
        Duration.ofMillis(300),
        Optional.of(Duration.ofMillis(4_200)),
        Optional.empty());
  }
}
