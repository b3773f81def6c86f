package io.tailrace.outputs.loki;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.util.Map;

/** Records for tests, as a parser would leave them. */
final class Events {
  /** 2026-01-01T00:00:00Z. */
  static final long NEW_YEAR = 1_767_225_600_000_000_000L;

  static final Source SHOP =
      new Source("AAAAAAAAAAAAAAAA", "/var/log/shop.log", Map.of("service.name", "shop"));

  private final LogRecord record = new LogRecord();

  static Events line(String line) {
    var event = new Events();
    // Not at the start of its buffer, as in a chunk of many lines.
    byte[] buffer = ("before\n" + line + "\nafter").getBytes(UTF_8);
    event.record.reset(buffer, 7, 7 + line.getBytes(UTF_8).length);
    event.record.timeNanos(NEW_YEAR);
    return event;
  }

  Events at(long nanos) {
    record.timeNanos(nanos);
    return this;
  }

  Events level(Severity severity) {
    record.severity(severity);
    return this;
  }

  Events flag(Flag flag) {
    record.flag(flag);
    return this;
  }

  Events text(String name, String value) {
    return field(name, value, ValueKind.TEXT);
  }

  Events json(String name, String escaped) {
    return field(name, escaped, ValueKind.JSON_TEXT);
  }

  Events field(String name, String value, ValueKind kind) {
    byte[] nameBytes = name.getBytes(UTF_8);
    byte[] valueBytes = value.getBytes(UTF_8);
    record.addField(nameBytes, 0, nameBytes.length, valueBytes, 0, valueBytes.length, kind);
    return this;
  }

  LogRecord record() {
    return record;
  }

  void to(Encoder encoder, Batch batch) {
    to(encoder, SHOP, batch);
  }

  void to(Encoder encoder, Source source, Batch batch) {
    encoder.encode(record, source, batch.count() * 100L, NEW_YEAR + 1, batch);
  }
}
