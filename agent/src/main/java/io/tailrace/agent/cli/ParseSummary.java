package io.tailrace.agent.cli;

import io.tailrace.agent.dryrun.DryRun;
import io.tailrace.agent.dryrun.EventStream;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.FormatReason;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what became of the lines that were tried, for a person who chooses settings. Keeps counts
 * only, of which there are few, and the first {@link Failures#SHOWN} failures.
 */
final class ParseSummary {
  private static final int MIN_NAME_WIDTH = 8;

  /** What drops is a setting's word; of a step that puts more into it, this many are told apart. */
  private static final int MAX_DROPPERS = 20;

  private static final String OTHERS = "others";

  /**
   * How an event was read; there are as many as formats in three wrappings, refused or not.
   *
   * @param chosen as of {@link RecordReader#chosen}
   */
  private record Reading(String chosen, boolean refused) {}

  private final ParserSpec format;
  private final RecordReader reader;
  private final Map<Reading, Long> readings = new LinkedHashMap<>();
  private final Map<String, Long> dropped = new LinkedHashMap<>();
  private final Failures failures = new Failures();
  private final long[] bySeverity = new long[Severity.values().length];
  private long withTime;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  ParseSummary(ParserSpec format, RecordReader reader) {
    this.format = format;
    this.reader = reader;
  }

  /** Counts the record that was read last, whether it is dropped or not. */
  void count(EventStream events) {
    LogRecord record = events.record();
    readings.merge(new Reading(reader.chosen(), record.has(Flag.PARSE_ERROR)), 1L, Long::sum);
    failures.count(record, events.firstLine());
    bySeverity[record.severity().ordinal()]++;
    if (record.timeNanos() != LogRecord.NO_TIME) {
      withTime++;
      earliest = Math.min(earliest, record.timeNanos());
      latest = Math.max(latest, record.timeNanos());
    }
    if (reader.isDropped()) {
      String by = reader.droppedBy();
      boolean known = dropped.containsKey(by) || dropped.size() < MAX_DROPPERS;
      dropped.merge(known ? by : OTHERS, 1L, Long::sum);
    }
  }

  /**
   * All of it.
   *
   * @param dryRun of the records that were not dropped, {@linkplain DryRun#end ended}
   * @param ofSettings what else is to be said: paragraphs
   */
  String text(DryRun dryRun, List<String> ofSettings) {
    StringBuilder out = new StringBuilder();
    out.append(Text.count(reader.events(), "record"))
        .append(", parser ")
        .append(format.label())
        .append(":\n");
    readings(out);
    out.append(
        "%d with a time, %d with a level; %d of several lines, %d truncated, %d not UTF-8\n"
            .formatted(
                withTime,
                reader.events() - bySeverity[Severity.UNKNOWN.ordinal()],
                reader.multiline(),
                reader.truncated(),
                reader.invalidUtf8()));
    times(out);
    counts(out, "levels: ", levels());
    counts(out, "redacted: ", reader.redactions());
    counts(out, "not shipped: ", dropped);
    out.append(failures.text());
    out.append(FiguresText.fields(dryRun.fields()));
    out.append(FiguresText.outputs(dryRun.estimates()));
    List<String> advice = new ArrayList<>(ofSettings);
    advice.addAll(dryRun.advice());
    out.append(FiguresText.advice(advice));
    return out.toString();
  }

  private void readings(StringBuilder out) {
    int width =
        readings.keySet().stream()
            .mapToInt(reading -> reading.chosen().length())
            .reduce(MIN_NAME_WIDTH, Math::max);
    readings.forEach((reading, count) -> {
      String first = "  %6d  %s  ".formatted(count, Text.padded(reading.chosen(), width));
      String reason =
          reading.refused()
              ? "the parser refused them; each says so in tailrace.parse_error"
              : FormatReason.of(format, reading.chosen());
      out.append(Text.wrap(first, " ".repeat(first.length()), reason));
    });
  }

  private void times(StringBuilder out) {
    if (withTime > 0) {
      out.append("from ").append(instant(earliest)).append(" to ").append(instant(latest));
      out.append('\n');
    }
  }

  private static Instant instant(long nanos) {
    return Instant.EPOCH.plus(nanos, ChronoUnit.NANOS);
  }

  private Map<String, Long> levels() {
    Map<String, Long> levels = new LinkedHashMap<>();
    Arrays.stream(Severity.values())
        .filter(severity -> severity != Severity.UNKNOWN && bySeverity[severity.ordinal()] > 0)
        .sorted(Comparator.comparing((Severity severity) -> -bySeverity[severity.ordinal()]))
        .forEach(severity -> levels.put(severity.label(), bySeverity[severity.ordinal()]));
    return levels;
  }

  private static void counts(StringBuilder out, String title, Map<String, Long> counts) {
    List<String> words = new ArrayList<>();
    counts.forEach((name, count) -> words.add((count + " " + name).strip()));
    if (!words.isEmpty()) {
      out.append(Text.wrap(title, "  ", String.join(", ", words)));
    }
  }
}
