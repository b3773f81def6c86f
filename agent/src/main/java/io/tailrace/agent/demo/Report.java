package io.tailrace.agent.demo;

import io.tailrace.agent.stage.Prose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo's end: what was counted, as a table and in words. */
final class Report {
  /** As wide as a row without its indent. */
  private static final int RULE = 75;

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
    lines.addAll(agent());
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
    rows.add(row("file", "events written", "rotated", "documents found", "lost", "twice", "torn"));
    int rotations = 0;
    for (SampleLog log : SampleLog.values()) {
      Written.Count count = outcome.written().count(log);
      rotations += count.rotations();
      rows.add(row(log.file(), count.events(), count.rotations(), outcome.audit().tally(log)));
    }
    rows.add("  " + "─".repeat(RULE));
    rows.add(row("all", outcome.written().events(), rotations, outcome.audit().total()));
    return rows;
  }

  private List<String> faults() {
    var lines = new ArrayList<String>();
    for (SampleLog log : SampleLog.values()) {
      outcome
          .audit()
          .firstLost(log)
          .ifPresent(
              number -> lines.addAll(fact("lost", "first of " + log.file() + ": event " + number)));
    }
    if (outcome.audit().strangers() > 0) {
      lines.addAll(
          fact(
              "strangers",
              count(outcome.audit().strangers())
                  + " documents are no event that was written, such as a part of a stack trace"));
    }
    return lines;
  }

  private List<String> latency() {
    return switch (outcome.latencies()) {
      case Latencies.Summary.Ordinary known -> latency(known);
      case Latencies.Summary.AllMetOutage met ->
          fact(
              "latency",
              "not measured: every event met the crash, the longest waited %s; with more --seconds some do not"
                  .formatted(seconds(met.longest())));
      case Latencies.Summary.Unknown _ ->
          fact(
              "latency",
              outcome.audit().total().found() == 0
                  ? "not measured: no event was found"
                  : "not measured: this destination does not tell in which order it stored them");
    };
  }

  private List<String> latency(Latencies.Summary.Ordinary known) {
    var lines = new ArrayList<String>();
    lines.addAll(
        fact(
            "latency",
            "p50 %,d ms, p99 %,d ms from a line written to its document safe on the server's disk"
                .formatted(known.p50().toMillis(), known.p99().toMillis())));
    lines.addAll(
        fact(
            "",
            "(seen by looking every 100 ms, so up to that much too long), over the %s events %s %s"
                .formatted(
                    count(known.count()),
                    outcome.downtime().isPresent()
                        ? "that did not meet the crash; of those that did, the longest waited"
                        : "of the whole run; the longest took",
                    seconds(known.longest()))));
    return lines;
  }

  private List<String> throughput() {
    var lines = new ArrayList<String>();
    lines.addAll(
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
            lines.addAll(
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

  private List<String> agent() {
    String how =
        outcome.agentExit().isPresent()
            ? "drained and ended with exit code %d, %s after SIGTERM"
                .formatted(outcome.agentExit().getAsInt(), seconds(outcome.agentDrain()))
            : "did not end within %s of SIGTERM and was killed"
                .formatted(seconds(outcome.agentDrain()));
    return fact("agent", how);
  }

  private static String row(String file, long events, long rotations, Audit.Tally tally) {
    return row(
        file,
        count(events),
        rotations + "×",
        count(tally.found()),
        count(tally.lost()),
        count(tally.twice()),
        count(tally.torn()));
  }

  private static String row(Object... cells) {
    return "  %-12s %14s %7s %15s %7s %7s %7s".formatted(cells);
  }

  private static List<String> fact(String name, String text) {
    return Prose.lines("  %-12s ".formatted(name), " ".repeat(15), text);
  }

  /** How far it is, in fewer than 80 columns also with a few words after it. */
  static String progress(long second, Timeline.Look look) {
    return "  %4d s  %9s written  %9s stored  %9s waiting"
        .formatted(
            second,
            count(look.written()),
            count(look.stored()),
            count(Math.max(0, look.backlog())));
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
