package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a record said at one moment, for people.
 *
 * @param values by field; excerpts of long ones, texts in quotes
 */
record RecordSnapshot(Map<String, String> values) {
  private static final int MAX_BYTES = 60;

  RecordSnapshot {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static RecordSnapshot of(LogRecord record) {
    Map<String, String> values = new LinkedHashMap<>();
    if (record.timeNanos() != LogRecord.NO_TIME) {
      values.put("@timestamp", Instant.EPOCH.plus(record.timeNanos(), ChronoUnit.NANOS).toString());
    }
    if (record.severity() != Severity.UNKNOWN) {
      values.put("log.level", record.severity().label());
    }
    values.put(
        "message",
        Text.excerpt(record.messageBytes(), record.messageFrom(), record.messageTo(), MAX_BYTES));
    for (int i = 0; i < record.fieldCount(); i++) {
      String name =
          new String(
              record.nameBytes(i),
              record.nameFrom(i),
              record.nameTo(i) - record.nameFrom(i),
              UTF_8);
      values.put(name, value(record, i));
    }
    return new RecordSnapshot(values);
  }

  private static String value(LogRecord record, int i) {
    String text =
        Text.excerpt(record.valueBytes(i), record.valueFrom(i), record.valueTo(i), MAX_BYTES);
    ValueKind kind = record.valueKind(i);
    return kind == ValueKind.TEXT || kind == ValueKind.JSON_TEXT ? '"' + text + '"' : text;
  }

  /** What another one says that is not as it was here: {@code bytes: "17" → 17}. */
  List<String> changesTo(RecordSnapshot after) {
    List<String> changes = new ArrayList<>();
    values.forEach((name, value) -> {
      String now = after.values.get(name);
      if (now == null) {
        changes.add("- " + name);
      } else if (!now.equals(value)) {
        changes.add("%s: %s → %s".formatted(name, value, now));
      }
    });
    after.values.forEach((name, value) -> {
      if (!values.containsKey(name)) {
        changes.add("+ %s: %s".formatted(name, value));
      }
    });
    return changes;
  }
}
