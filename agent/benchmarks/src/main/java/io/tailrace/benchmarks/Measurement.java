package io.tailrace.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of one job gave.
 *
 * @param agent the name of what was measured
 * @param problems why the figures are not to be trusted, such as lost lines; none if all went well
 */
record Measurement(Job job, String agent, Map<Quantity, Double> values, List<String> problems) {
  Measurement {
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }

  /** Of several runs of one job: the median of each quantity, and all their problems. */
  static Measurement median(List<Measurement> runs) {
    var values = new EnumMap<Quantity, Double>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      double[] sorted =
          runs.stream()
              .flatMap(run -> Optional.ofNullable(run.values().get(quantity)).stream())
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      if (sorted.length > 0) {
        values.put(quantity, median(sorted));
      }
    }
    List<String> problems = runs.stream().flatMap(run -> run.problems().stream()).toList();
    return new Measurement(runs.getFirst().job(), runs.getFirst().agent(), values, problems);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
