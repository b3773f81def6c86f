package io.tailrace.agent.torture;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A {@link TortureResult} for people, in lines of at most 79 characters where they can be. */
final class TortureReport {
  private static final String ROW = "  %-16s %9s %9s %6s %6s %6s %7s %9s";

  private final TortureResult result;

  TortureReport(TortureResult result) {
    this.result = result;
  }

  /** The table, and what it is about. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        ROW.formatted(
            "log", "written", "delivered", "dead", "lost", "twice", "altered", "unordered"));
    result.verdict().tallies().forEach((log, tally) -> lines.add(row(log, tally)));
    lines.add(row("all", result.verdict().total()));
    lines.add("");
    lines.add("  dead       dead letters: refused by the destination for good, kept by the agent");
    lines.add("  unordered  arrived after a later one of its log; nothing is promised of that");
    lines.add("");
    addDeeds(lines);
    return lines;
  }

  private static String row(String log, Tally tally) {
    return ROW.formatted(
        log,
        number(tally.written()),
        number(tally.delivered()),
        number(tally.deadLettered()),
        number(tally.lost()),
        number(tally.twice()),
        number(tally.altered()),
        number(tally.outOfOrder()));
  }

  private void addDeeds(List<String> lines) {
    Counts counts = result.counts();
    Tally total = result.verdict().total();
    lines.add("  destination  " + result.target().name());
    lines.add(
        "  agent        %d times SIGKILL, %d times SIGTERM; checkpoint damaged %d times"
            .formatted(counts.kills, counts.terminations, result.damages()));
    lines.add("  rotations    " + counted(result.rotations()));
    String faults = faults();
    lines.add("  faults       " + (faults.isEmpty() ? "none" : faults));
    lines.add(
        "  again        %s records came again and were known; %s dead letters are there twice"
            .formatted(number(result.target().again()), number(total.lettersTwice())));
    lines.add("  time         " + result.length().toSeconds() + " s");
    lines.add("  seed         " + result.options().seed());
  }

  private String faults() {
    var faults = new TreeMap<>(result.target().faults());
    faults.remove(Fault.NONE);
    return faults.entrySet().stream()
        .map(fault -> fault.getValue() + " × " + fault.getKey().what())
        .collect(joining("\n               "));
  }

  private static String counted(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(joining(", "));
  }

  /** In one sentence. */
  String verdict() {
    Tally total = result.verdict().total();
    if (result.isGood()) {
      return "Nothing lost, %s, nothing altered: %s events, each %s. Promised of %s: %s."
          .formatted(
              total.twice() == 0 ? "nothing twice" : number(total.twice()) + " copies from kills",
              number(total.written()),
              total.deadLettered() == 0 ? "delivered" : "delivered or a dead letter",
              result.target().name(),
              result.target().promise());
    }
    return ("NOT AS PROMISED: %s lost, %s twice, %s dead letters twice, %s altered, %s that nobody"
            + " wrote, of %s events.")
        .formatted(
            number(total.lost()),
            number(total.twice()),
            number(total.lettersTwice()),
            number(total.altered()),
            number(result.verdict().strangers()),
            number(total.written()));
  }

  /** What to look at when it is not as promised. */
  List<String> findings(Path volume) {
    var findings = new ArrayList<String>();
    result
        .verdict()
        .lost()
        .forEach(mark -> findings.add("lost: " + mark + whereabouts(mark, volume)));
    findings.addAll(result.verdict().examples());
    findings.addAll(result.counts().troubles());
    return findings;
  }

  /**
   * A lost event may well be in a file still; one that is not was removed too early, or never
   * there.
   */
  private static String whereabouts(String mark, Path volume) {
    try (Stream<Path> files = Files.list(volume)) {
      String names =
          files
              .filter(Files::isRegularFile)
              .filter(file -> holds(file, mark))
              .map(file -> file.getFileName().toString())
              .collect(joining(", "));
      return names.isEmpty() ? "(in no file any more)" : "(in " + names + ")";
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }

  private static boolean holds(Path file, String mark) {
    try {
      // One byte for a character: it is only looked for what is ASCII.
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that does it again. */
  String rerun() {
    TortureOptions options = result.options();
    String real =
        switch (options.elasticsearch().orElse(null)) {
          case null -> "";
          case TortureOptions.Elasticsearch.Own _ -> " --elasticsearch real";
          case TortureOptions.Elasticsearch.Theirs(var url) -> " --elasticsearch " + url;
        };
    return "./tailrace torture --seed %d --kills %d --output %s%s --writers %d --lines-per-second %d --modes %s"
        .formatted(
            options.seed(),
            options.kills(),
            options.output().name().toLowerCase(Locale.ROOT),
            real,
            options.writers(),
            options.linesPerSecond(),
            options.modes().stream().map(Mode::label).collect(joining(",")));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
