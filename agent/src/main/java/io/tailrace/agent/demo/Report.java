package io.tailrace.agent.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo's end: what was counted, as a table and in words. */
final class Report {
  private final Outcome outcome;

  Report(Outcome outcome) {
    this.outcome = outcome;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.addAll(table());
    lines.add("");
    lines.addAll(latency());
    lines.addAll(throughput());
    lines.add(agent());
    lines.addAll(faults());
    return lines;
  }

  /** What is proven, or what is wrong. */
  String verdict() {
    if (!outcome.isPerfect()) {
      return "Not as it must be: see lost, twice, torn, strangers and the agent's exit above.";
    }
    return "%s events written, each one found in %s exactly once and whole%s."
        .formatted(
            count(outcome.written().events()),
            outcome.destination(),
            outcome
                .downtime()
                .map(time -> ", though it was killed half way and down for " + seconds(time))
                .orElse(""));
  }

  private List<String> table() {
    var rows = new ArrayList<String>();
    rows.add(
        row(
            "file",
            "lines written",
            "events written",
            "rotated",
            "documents found",
            "lost",
            "twice",
            "torn"));
    int rotations = 0;
    for (SampleLog log : SampleLog.values()) {
      Written.Count count = outcome.written().count(log);
      rotations += count.rotations();
      rows.add(
          row(
              log.file(),
              count.lines(),
              count.events(),
              count.rotations(),
              outcome.audit().tally(log)));
    }
    rows.add("  " + "─".repeat(90));
    rows.add(
        row(
            "all",
            outcome.written().lines(),
            outcome.written().events(),
            rotations,
            outcome.audit().total()));
    return rows;
  }

  private List<String> faults() {
    var lines = new ArrayList<String>();
    for (SampleLog log : SampleLog.values()) {
      outcome
          .audit()
          .firstLost(log)
          .ifPresent(
              number -> lines.add(fact("lost", "first of " + log.file() + ": event " + number)));
    }
    if (outcome.audit().strangers() > 0) {
      lines.add(
          fact(
              "strangers",
              count(outcome.audit().strangers())
                  + " documents are no event that was written, such as a part of a stack trace"));
    }
    return lines;
  }

  private List<String> latency() {
    if (outcome.latencies().isEmpty()) {
      return List.of(fact("latency", "not measured: this destination does not tell when"));
    }
    Latencies.Summary known = outcome.latencies().get();
    var lines = new ArrayList<String>();
    lines.add(
        fact(
            "latency",
            "p50 %,d ms, p99 %,d ms from a line written to its document safe on the server's disk"
                .formatted(known.p50().toMillis(), known.p99().toMillis())));
    lines.add(
        fact(
            "",
            "(seen by looking every 100 ms, so up to that much too long), over the %s events"
                .formatted(count(known.count()))));
    lines.add(
        fact(
            "",
            outcome.downtime().isPresent()
                ? "that did not meet the crash; of those that did, the longest waited "
                    + seconds(known.longest())
                : "of the whole run; the longest took " + seconds(known.longest())));
    return lines;
  }

  private List<String> throughput() {
    var lines = new ArrayList<String>();
    lines.add(
        fact(
            "speed",
            "%s at the application's own pace, %s from the first line to the last document: %s"
                .formatted(
                    megabytes(outcome.written().bytes()),
                    seconds(outcome.length()),
                    rate(outcome.written().bytes(), outcome.length()))));
    outcome
        .catchUp()
        .ifPresent(caught ->
            lines.add(
                fact(
                    "",
                    "%s after the outage: %s events (%s) within %s of the server's answering"
                        .formatted(
                            rate(caught.bytes(), caught.took()),
                            count(caught.events()),
                            megabytes(caught.bytes()),
                            seconds(caught.took())))));
    return lines;
  }

  private String agent() {
    String how =
        outcome.agentExit().isPresent()
            ? "drained and ended with exit code %d, %s after SIGTERM"
                .formatted(outcome.agentExit().getAsInt(), seconds(outcome.agentDrain()))
            : "did not end within %s of SIGTERM and was killed"
                .formatted(seconds(outcome.agentDrain()));
    return fact("agent", how);
  }

  private static String row(
      String file, long lines, long events, long rotations, Audit.Tally tally) {
    return row(
        file,
        count(lines),
        count(events),
        rotations + "×",
        count(tally.found()),
        count(tally.lost()),
        count(tally.twice()),
        count(tally.torn()));
  }

  private static String row(Object... cells) {
    return "  %-12s %13s %14s %9s %15s %7s %7s %7s".formatted(cells);
  }

  private static String fact(String name, String text) {
    return "  %-12s %s".formatted(name, text);
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String rate(long bytes, Duration time) {
    return String.format(Locale.ROOT, "%.2f MB/s", bytes / 1e3 / Math.max(1, time.toMillis()));
  }
}
