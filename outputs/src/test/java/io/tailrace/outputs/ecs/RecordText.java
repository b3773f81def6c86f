package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;

/** Fills a record for a test, each slice in an array of its own. */
final class RecordText {
  final LogRecord record = new LogRecord();

  RecordText(String message) {
    byte[] bytes = message.getBytes(UTF_8);
    record.reset(bytes, 0, bytes.length);
  }

  RecordText field(String name, String value, ValueKind kind) {
    byte[] nameBytes = name.getBytes(UTF_8);
    byte[] valueBytes = value.getBytes(UTF_8);
    record.addField(nameBytes, 0, nameBytes.length, valueBytes, 0, valueBytes.length, kind);
    return this;
  }

  RecordText text(String name, String value) {
    return field(name, value, ValueKind.TEXT);
  }

  RecordText json(String name, String value) {
    return field(name, value, ValueKind.JSON);
  }
}
