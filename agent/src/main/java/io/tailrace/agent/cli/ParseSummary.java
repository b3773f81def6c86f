package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.Severity;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of the lines that were tried, for a person who chooses a parser. */
final class ParseSummary {
  /** What an event was taken for, and why. */
  private enum Format {
    JSON("json", "they begin with a brace and are JSON objects"),
    LOGFMT("logfmt", "they are key=value pairs"),
    PLAIN("plain", "they are neither JSON objects nor key=value pairs"),
    REFUSED("plain", "the parser refused them; each says so in tailrace.parse_error");

    final String parser;
    final String reason;

    Format(String parser, String reason) {
      this.parser = parser;
      this.reason = reason;
    }
  }

  /** What a container runtime's frame adds; not a sign of logfmt. */
  private static final byte[] STREAM = "stream".getBytes(US_ASCII);

  private final ParserChoice choice;
  private final Map<Format, Long> formats = new EnumMap<>(Format.class);
  private long withTime;
  private long withLevel;

  ParseSummary(ParserChoice choice) {
    this.choice = choice;
  }

  void count(LogRecord record) {
    formats.merge(formatOf(record), 1L, Long::sum);
    withTime += record.timeNanos() == LogRecord.NO_TIME ? 0 : 1;
    withLevel += record.severity() == Severity.UNKNOWN ? 0 : 1;
  }

  private Format formatOf(LogRecord record) {
    if (record.has(Flag.PARSE_ERROR)) {
      return Format.REFUSED;
    }
    return switch (choice) {
      case JSON -> Format.JSON;
      case LOGFMT -> Format.LOGFMT;
      case PLAIN -> Format.PLAIN;
      case AUTO, CRI, DOCKER -> guessed(record);
    };
  }

  /** The parser that looks at each line does not say what it saw; what it found tells. */
  private static Format guessed(LogRecord record) {
    int i = record.from();
    while (i < record.to() && (record.bytes()[i] == ' ' || record.bytes()[i] == '\t')) {
      i++;
    }
    // A message inside of an object is shorter than the object.
    boolean wholeIsMessage = record.messageTo() - record.messageFrom() == record.length();
    if (i < record.to() && record.bytes()[i] == '{' && !wholeIsMessage) {
      return Format.JSON;
    }
    int fields = record.fieldCount() - (record.find(STREAM) < 0 ? 0 : 1);
    return fields > 0 ? Format.LOGFMT : Format.PLAIN;
  }

  String text(RecordReader reader) {
    StringBuilder out = new StringBuilder();
    out.append(Text.count(reader.events(), "record"))
        .append(", parser ")
        .append(choice.label())
        .append(":\n");
    formats.forEach((format, count) ->
        out.append(
            Text.wrap(
                "  %6d  %-8s".formatted(count, format.parser), " ".repeat(18), reason(format))));
    out.append(
        "%d with a time, %d with a level; %d of several lines, %d truncated, %d not UTF-8\n"
            .formatted(
                withTime, withLevel, reader.multiline(), reader.truncated(), reader.invalidUtf8()));
    return out.toString();
  }

  private String reason(Format format) {
    if (format == Format.REFUSED) {
      return format.reason;
    }
    return switch (choice) {
      case JSON, LOGFMT, PLAIN -> "as --parser " + choice.label() + " says";
      case AUTO, CRI, DOCKER -> format.reason;
    };
  }
}
