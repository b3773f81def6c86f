package io.tailrace.outputs.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;
import java.time.Instant;
import java.util.Map;

/** Records as a parser would leave them, and what encoders make of them. */
final class Records {
  static final Source SOURCE = new Source("AAAAAAAAAAAAAAAA", "/var/log/app.log", Map.of());
  static final long READ_NANOS =
      Instant.parse("2026-01-02T03:04:05.123456789Z").getEpochSecond() * 1_000_000_000
          + 123_456_789;

  private Records() {}

  static LogRecord message(String message) {
    LogRecord record = new LogRecord();
    byte[] bytes = message.getBytes(UTF_8);
    record.reset(bytes, 0, bytes.length);
    return record;
  }

  static LogRecord with(LogRecord record, String name, String value, ValueKind kind) {
    byte[] nameBytes = name.getBytes(UTF_8);
    byte[] valueBytes = value.getBytes(UTF_8);
    record.addField(nameBytes, 0, nameBytes.length, valueBytes, 0, valueBytes.length, kind);
    return record;
  }

  static Batch encode(Encoder encoder, LogRecord... records) {
    Batch batch = new Batch(64);
    for (int i = 0; i < records.length; i++) {
      encoder.encode(records[i], SOURCE, 100L * i, READ_NANOS, batch);
    }
    return batch;
  }

  static Batch lines(String... messages) {
    Batch batch = new Batch(64);
    Encoder encoder = new NdjsonEncoder();
    for (String message : messages) {
      encoder.encode(message(message), SOURCE, batch.count(), READ_NANOS, batch);
    }
    return batch;
  }

  static String text(Batch batch) {
    return new String(batch.bytes(), 0, batch.size(), UTF_8);
  }

  static String text(Batch batch, int record) {
    int from = batch.recordFrom(record);
    return new String(batch.bytes(), from, batch.recordTo(record) - from, UTF_8);
  }
}
