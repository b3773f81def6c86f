package io.tailrace.agent.cli;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what became of the lines that were tried, for a person who chooses a parser. */
final class ParseSummary {
  /** Between what lines are wrapped in and what is in them. */
  private static final String WRAPPING = " > ";

  private static final int MIN_NAME_WIDTH = 8;

  /**
   * How an event was read; there are as many as formats in three wrappings, refused or not.
   *
   * @param chosen as of {@link RecordReader#chosen}
   */
  private record Reading(String chosen, boolean refused) {}

  private final ParserSpec format;
  private final Map<Reading, Long> readings = new LinkedHashMap<>();
  private long withTime;
  private long withLevel;

  ParseSummary(ParserSpec format) {
    this.format = format;
  }

  /** Counts the record that the reader read last. */
  void count(LogRecord record, RecordReader reader) {
    readings.merge(new Reading(reader.chosen(), record.has(Flag.PARSE_ERROR)), 1L, Long::sum);
    withTime += record.timeNanos() == LogRecord.NO_TIME ? 0 : 1;
    withLevel += record.severity() == Severity.UNKNOWN ? 0 : 1;
  }

  String text(RecordReader reader) {
    StringBuilder out = new StringBuilder();
    out.append(Text.count(reader.events(), "record"))
        .append(", parser ")
        .append(format.label())
        .append(":\n");
    int width =
        readings.keySet().stream()
            .mapToInt(reading -> reading.chosen().length())
            .reduce(MIN_NAME_WIDTH, Math::max);
    readings.forEach((reading, count) -> {
      String first = "  %6d  %s  ".formatted(count, Text.padded(reading.chosen(), width));
      out.append(Text.wrap(first, " ".repeat(first.length()), reason(reading)));
    });
    out.append(
        "%d with a time, %d with a level; %d of several lines, %d truncated, %d not UTF-8\n"
            .formatted(
                withTime, withLevel, reader.multiline(), reader.truncated(), reader.invalidUtf8()));
    if (!reader.redactions().isEmpty()) {
      List<String> redacted = new ArrayList<>();
      reader.redactions().forEach((name, count) -> redacted.add(count + " " + name));
      out.append("redacted: ").append(String.join(", ", redacted)).append('\n');
    }
    return out.toString();
  }

  private String reason(Reading reading) {
    if (reading.refused()) {
      return "the parser refused them; each says so in tailrace.parse_error";
    }
    return format.looks()
        ? reasonOfLook(reading.chosen())
        : "as the parser " + format.label() + " says";
  }

  /** Why the parser that looks at each line took them for this. */
  private static String reasonOfLook(String chosen) {
    int wrapping = chosen.indexOf(WRAPPING);
    String format = wrapping < 0 ? chosen : chosen.substring(wrapping + WRAPPING.length());
    String they = wrapping < 0 ? "they " : "their payloads ";
    return they
        + switch (format) {
          case "json" -> "begin with a brace and are JSON objects";
          case "logfmt" -> "are key=value pairs";
          case "plain" -> "are in none of the formats that are known";
          case "access" -> "have host, user, time, request and status as access logs do";
          case "nginx-error" -> "begin with nginx' date, level, process and thread";
          case "apache-error" -> "begin with Apache's date and level in brackets";
          case "syslog" -> "begin with a priority, or with time, host and program";
          case "klog" -> "begin with a letter for the level, date, thread and file";
          case "logback" -> "have time, level and logger as Logback and Log4j write them";
          case "python" -> "have name and level as Python's logging writes them";
          case "go" -> "begin with date and time as Go's log writes them";
          case "postgres" -> "have time, process and level as PostgreSQL writes them";
          case "redis" -> "begin with process, role and time as Redis writes them";
          case "kafka" -> "begin with time and level and end with a logger";
          default -> throw new IllegalStateException("format " + format);
        };
  }
}
