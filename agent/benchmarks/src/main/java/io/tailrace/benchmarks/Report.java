package io.tailrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The medians as tables in Markdown, and every run as CSV. */
final class Report {
  private final List<String> head;
  private final List<Measurement> runs;
  private final List<Measurement> medians;

  /**
   * @param head lines above the tables: what, when and where
   * @param runs the ones of one job and agent are taken together
   */
  Report(List<String> head, List<Measurement> runs) {
    this.head = List.copyOf(head);
    this.runs = List.copyOf(runs);
    this.medians =
        runs.stream()
            .map(run -> new Competitor(run.job(), run.agent()))
            .distinct()
            .map(competitor -> Measurement.median(runs.stream().filter(competitor::ran).toList()))
            .toList();
  }

  private record Competitor(Job job, String agent) {
    boolean ran(Measurement run) {
      return run.job().equals(job) && run.agent().equals(agent);
    }
  }

  /** What made figures worthless; nothing if all is well. */
  List<String> problems() {
    return medians.stream()
        .flatMap(median ->
            median.problems().stream()
                .map(problem -> median.agent() + ", " + median.job().title() + ": " + problem))
        .toList();
  }

  /** As it is kept in the repository. */
  String markdown() {
    var lines = new ArrayList<>(head);
    table(lines, "Written beforehand, shipped as fast as it goes", job -> job instanceof Job.Ship);
    growth(lines);
    table(lines, "Line written → line acknowledged", job -> job instanceof Job.Latency);
    table(lines, "Nothing to do", job -> job instanceof Job.Idle);
    table(lines, "Start", job -> job instanceof Job.Start);
    if (!problems().isEmpty()) {
      lines.addAll(List.of("", "## Not as it should be", ""));
      problems().forEach(problem -> lines.add("* " + problem));
    }
    return String.join("\n", lines) + "\n";
  }

  /** What a process costs before it has shipped anything is in every row; here it is not. */
  private void growth(List<String> lines) {
    List<Measurement> growth =
        medians.stream().filter(median -> median.job().id().startsWith("growth")).toList();
    if (growth.size() < 2) {
      return;
    }
    Measurement small = growth.getFirst();
    Measurement large = growth.getLast();
    double gigabytes = difference(small, large, Quantity.INPUT_MB) / 1000;
    lines.add("");
    lines.add(
        "Growth: from the smallest to the largest input each further GB took %.2f CPU-s and %.2f s."
            .formatted(
                difference(small, large, Quantity.CPU_SECONDS) / gigabytes,
                difference(small, large, Quantity.WALL_SECONDS) / gigabytes));
  }

  private static double difference(Measurement from, Measurement to, Quantity quantity) {
    return to.values().getOrDefault(quantity, 0.0) - from.values().getOrDefault(quantity, 0.0);
  }

  private void table(List<String> lines, String title, Predicate<Job> jobs) {
    List<Measurement> rows = medians.stream().filter(median -> jobs.test(median.job())).toList();
    if (rows.isEmpty()) {
      return;
    }
    List<Quantity> columns = new ArrayList<>(rows.getFirst().values().keySet());
    columns.sort(null);
    lines.addAll(List.of("", "## " + title, ""));
    var heading = new StringBuilder("| job | agent |");
    var rule = new StringBuilder("|---|---|");
    for (Quantity column : columns) {
      heading.append(' ').append(column.heading()).append(" |");
      rule.append("--:|");
    }
    lines.add(heading.toString());
    lines.add(rule.toString());
    rows.forEach(row -> lines.add(row(row, columns)));
  }

  private static String row(Measurement median, List<Quantity> columns) {
    var row = new StringBuilder("| " + median.job().title() + " | " + median.agent() + " |");
    for (Quantity column : columns) {
      Double value = median.values().get(column);
      row.append(' ').append(value == null ? "" : column.text(value)).append(" |");
    }
    return row.toString();
  }

  /** Every run: {@code job,agent,run,quantity,value}. */
  String csv() {
    var lines = new StringBuilder("job,agent,run,quantity,value\n");
    for (int i = 0; i < runs.size(); i++) {
      Measurement run = runs.get(i);
      for (Quantity quantity : Quantity.values()) {
        Double value = run.values().get(quantity);
        if (value != null) {
          lines.append(
              "%s,%s,%d,%s,%s\n".formatted(run.job().id(), run.agent(), i + 1, quantity, value));
        }
      }
    }
    return lines.toString();
  }
}
