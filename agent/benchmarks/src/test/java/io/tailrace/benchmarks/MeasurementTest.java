package io.tailrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Job JOB = new Job.Start(1);

  @Test
  void medianIsTheMiddleOfEachQuantityAndKeepsEveryProblem() {
    Measurement median =
        Measurement.median(
            List.of(run(9, "2 lines are lost"), run(1, "exit code 3"), run(4, "exit code 1")));
    assertThat(median.values()).containsExactly(Map.entry(Quantity.RSS_MB, 4.0));
    assertThat(median.problems()).containsExactly("2 lines are lost", "exit code 3", "exit code 1");
  }

  @Test
  void medianOfTwoLiesBetweenThem() {
    Measurement median = Measurement.median(List.of(run(1, "a"), run(4, "b")));
    assertThat(median.values()).containsEntry(Quantity.RSS_MB, 2.5);
  }

  @Test
  void reportHasARowForEachAgentAndTellsOfProblems() {
    var report =
        new Report(
            List.of("# Benchmark"),
            List.of(
                new Measurement(JOB, "Tailrace", Map.of(Quantity.START_MILLIS, 300.0), List.of()),
                new Measurement(
                    JOB, "Other", Map.of(Quantity.START_MILLIS, 400.4), List.of("exit code 1")),
                new Measurement(JOB, "Tailrace", Map.of(Quantity.START_MILLIS, 500.0), List.of())));
    assertThat(report.markdown())
        .startsWith("# Benchmark\n")
        .contains("| process start → first batch acknowledged | Tailrace | 400 |\n")
        .contains("| process start → first batch acknowledged | Other | 400 |\n")
        .contains("* Other, process start → first batch acknowledged: exit code 1");
    assertThat(report.csv()).contains("start,Tailrace,3,START_MILLIS,500.0\n");
    assertThat(report.problems()).hasSize(1);
  }

  private static Measurement run(double rss, String problem) {
    return new Measurement(JOB, "Tailrace", Map.of(Quantity.RSS_MB, rss), List.of(problem));
  }
}
