package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Timeline timeline = new Timeline();

  @Test
  void anEventIsSafeAtTheFirstLookThatCountsIt() {
    look(100, OptionalLong.of(0));
    look(200, OptionalLong.of(2));
    look(300, OptionalLong.of(3));
    var latencies = new Latencies(timeline, Optional.empty());

    latencies.add(written(1, 50), 0);
    latencies.add(written(2, 60), 1);
    latencies.add(written(3, 70), 2);
    latencies.add(written(4, 80), 3);

    assertThat(latencies.summary())
        .isEqualTo(
            new Latencies.Summary.Ordinary(
                3, Duration.ofMillis(150), Duration.ofMillis(230), Duration.ofMillis(230)));
  }

  @Test
  void eventsThatMetTheOutageOnlyCountForTheLongest() {
    look(100, OptionalLong.of(1));
    look(200, OptionalLong.empty());
    look(300, OptionalLong.of(0));
    look(5_000, OptionalLong.of(3));
    look(5_100, OptionalLong.of(4));
    var outage = new Latencies.Outage(START.plusMillis(150), START.plusMillis(5_000));
    var latencies = new Latencies(timeline, Optional.of(outage));

    latencies.add(written(1, 0), 0);
    latencies.add(written(2, 140), 1);
    latencies.add(written(3, 1_000), 2);
    latencies.add(written(4, 5_000), 3);

    assertThat(latencies.summary())
        .isEqualTo(
            new Latencies.Summary.Ordinary(
                2, Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(4_860)));
  }

  @Test
  void nothingMeasuredIsNoNumber() {
    assertThat(new Latencies(timeline, Optional.empty()).summary())
        .isEqualTo(new Latencies.Summary.Unknown());
  }

  @Test
  void whereEveryEventMetTheOutageOnlyTheLongestIsKnown() {
    look(5_000, OptionalLong.of(1));
    var outage = new Latencies.Outage(START, START.plusMillis(5_000));
    var latencies = new Latencies(timeline, Optional.of(outage));

    latencies.add(written(1, 1_000), 0);

    assertThat(latencies.summary())
        .isEqualTo(new Latencies.Summary.AllMetOutage(Duration.ofSeconds(4)));
  }

  @Test
  void theBacklogIsWorkedOffWhenLittleEnoughWaits() {
    timeline.add(START, written(10), OptionalLong.of(10));
    timeline.add(START.plusSeconds(1), written(20), OptionalLong.empty());
    timeline.add(START.plusSeconds(2), written(30), OptionalLong.of(12));
    timeline.add(START.plusSeconds(3), written(40), OptionalLong.of(38));

    assertThat(timeline.caughtUp(START.plusMillis(500), 5))
        .map(Timeline.Look::time)
        .contains(START.plusSeconds(3));
    assertThat(timeline.lastBefore(START.plusSeconds(2))).map(Timeline.Look::backlog).contains(10L);
    assertThat(timeline.length()).isEqualTo(Duration.ofSeconds(3));
  }

  private void look(long millis, OptionalLong stored) {
    timeline.add(START.plusMillis(millis), written(4), stored);
  }

  private static Written written(int events) {
    return new Written(Map.of(SampleLog.SHOP, new Written.Count(events, events, 0, 0)), false);
  }

  private static EventId written(int number, long millis) {
    return new EventId(SampleLog.SHOP, number, START.plusMillis(millis).toEpochMilli());
  }
}
