package io.tailrace.agent.cli;

import io.tailrace.agent.dryrun.EventStream;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.FormatReason;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says of each record how it came to be:
 *
 * <pre>
 *   lines 4-9: plain (is in none of the formats that are known); joined by java trace; flags multiline
 *       bytes: "17" → 17
 * </pre>
 */
final class Explanation {
  private static final String INDENT = "    ";
  private static final String CHANGE_INDENT = "        ";
  private static final int EXCERPT_BYTES = 60;

  private final ParserSpec format;
  private final RecordReader reader;
  private Map<String, Long> redactions = Map.of();
  private @Nullable RecordSnapshot before;

  /**
   * @param reader which has not read anything yet
   */
  Explanation(ParserSpec format, RecordReader reader) {
    this.format = format;
    this.reader = reader.showing(record -> before = RecordSnapshot.of(record));
  }

  /** What is to be said of the record that was read last. */
  String of(EventStream events) {
    LogRecord record = events.record();
    List<String> parts = new ArrayList<>();
    parts.add(lines(events) + ": " + parser(record));
    if (record.has(Flag.MULTILINE)) {
      parts.add("joined by " + reader.joinedBy());
    }
    redacted(parts);
    if (record.flags() != 0) {
      parts.add("flags " + flags(record));
    }
    if (reader.isDropped()) {
      String by = reader.droppedBy();
      parts.add(
          "not shipped%s: %s"
              .formatted(
                  by.isEmpty() ? "" : ", by " + by,
                  Text.excerpt(record.bytes(), record.from(), record.to(), EXCERPT_BYTES)));
    }
    StringBuilder out = new StringBuilder(Text.wrap("  ", INDENT, String.join("; ", parts)));
    if (before != null) {
      before
          .changesTo(RecordSnapshot.of(record))
          .forEach(change -> out.append(Text.wrap(INDENT, CHANGE_INDENT, change)));
    }
    return out.toString();
  }

  private static String lines(EventStream events) {
    return events.firstLine() == events.lastLine()
        ? "line " + events.firstLine()
        : "lines %d-%d".formatted(events.firstLine(), events.lastLine());
  }

  private String parser(LogRecord record) {
    String why =
        record.has(Flag.PARSE_ERROR)
            ? "refused: " + Failures.reason(record)
            : FormatReason.of(format, reader.chosen());
    return "%s (%s)".formatted(reader.chosen(), why);
  }

  private void redacted(List<String> parts) {
    Map<String, Long> now = Map.copyOf(reader.redactions());
    List<String> found = new ArrayList<>();
    now.forEach((rule, count) -> {
      long more = count - redactions.getOrDefault(rule, 0L);
      if (more > 0) {
        found.add(more + " " + rule);
      }
    });
    redactions = now;
    if (!found.isEmpty()) {
      found.sort(null);
      parts.add("redacted " + String.join(", ", found));
    }
  }

  private static String flags(LogRecord record) {
    return Arrays.stream(Flag.values())
        .filter(record::has)
        .map(Flag::label)
        .collect(Collectors.joining(", "));
  }
}
