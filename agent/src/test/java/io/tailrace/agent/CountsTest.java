package io.tailrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.pipeline.Pipeline.FinishedFiles;
import io.tailrace.agent.pipeline.Pipeline.ReadEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
  /** An output's pipeline is made anew for other settings, which may have other steps. */
  @Test
  void whatWasReadBeforeAReloadCountsOn() {
    ReadEvents before =
        new ReadEvents(
            10,
            Map.of("json", 10L),
            5,
            Map.of("drop", 2L, "sample", 3L),
            1,
            2,
            3,
            4,
            5,
            6,
            Map.of("email", 7L));
    ReadEvents now =
        new ReadEvents(
            100,
            Map.of("json", 90L, "plain", 10L),
            51,
            Map.of("drop", 20L, "limit", 31L),
            10,
            20,
            30,
            40,
            50,
            60,
            Map.of("ip", 70L));
    Counts counts =
        new Counts(Counts.NONE.shipper(), FinishedFiles.NONE, Map.of("default", before), Map.of());

    assertThat(counts.plus(Map.of("default", now)))
        .isEqualTo(
            Map.of(
                "default",
                new ReadEvents(
                    110,
                    Map.of("json", 100L, "plain", 10L),
                    56,
                    Map.of("drop", 22L, "sample", 3L, "limit", 31L),
                    11,
                    22,
                    33,
                    44,
                    55,
                    66,
                    Map.of("email", 7L, "ip", 70L))));
    assertThat(counts.plus(Map.of())).isEqualTo(Map.of("default", before));
  }
}
