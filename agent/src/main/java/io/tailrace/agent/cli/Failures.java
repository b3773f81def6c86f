package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import java.util.ArrayList;
import java.util.List;

/** What a parser refused: how many events, and of the first few where they are and why. */
final class Failures {
  /** Enough to see what is the matter. */
  static final int SHOWN = 5;

  private static final int EXCERPT_BYTES = 60;
  private static final byte[] REASON = "tailrace.parse_error".getBytes(US_ASCII);

  private final List<String> first = new ArrayList<>();
  private long count;

  /** Counts the record if it was refused. */
  void count(LogRecord record, long line) {
    if (!record.has(Flag.PARSE_ERROR)) {
      return;
    }
    count++;
    if (first.size() < SHOWN) {
      first.add(
          "line %d: %s: %s"
              .formatted(
                  line,
                  reason(record),
                  Text.excerpt(record.bytes(), record.from(), record.to(), EXCERPT_BYTES)));
    }
  }

  /** What the parser says against the record: {@code not json}. */
  static String reason(LogRecord record) {
    int field = record.find(REASON);
    return field < 0
        ? ""
        : new String(
            record.valueBytes(field),
            record.valueFrom(field),
            record.valueTo(field) - record.valueFrom(field),
            US_ASCII);
  }

  /** Nothing if there were none. */
  String text() {
    if (count == 0) {
      return "";
    }
    StringBuilder out = new StringBuilder("not in the format");
    if (count > SHOWN) {
      out.append(", the first %d of %s".formatted(SHOWN, Text.number(count)));
    }
    out.append(":\n");
    first.forEach(failure -> out.append(Text.wrap("  ", "    ", failure)));
    return out.toString();
  }
}
