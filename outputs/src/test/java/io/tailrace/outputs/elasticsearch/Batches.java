package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.LogRecord;
import java.util.Map;

/** Batches of plain lines, as a pipeline would make them. */
final class Batches {
  static final Source SOURCE = new Source("AZsk3kWyT0aXbC12", "/var/log/app.log", Map.of());
  static final long READ = 1_767_323_045_000_000_000L;

  private Batches() {}

  /** Encodes each line at an offset of 100 times its index. */
  static Batch of(String... lines) {
    return at(0, lines);
  }

  /** The same, the first line at an offset of its own. */
  static Batch at(long offset, String... lines) {
    Batch batch = new Batch(1024);
    BulkEncoder encoder = new BulkEncoder();
    LogRecord record = new LogRecord();
    for (int i = 0; i < lines.length; i++) {
      byte[] bytes = lines[i].getBytes(UTF_8);
      record.reset(bytes, 0, bytes.length);
      encoder.encode(record, SOURCE, offset + i * 100L, READ, batch);
    }
    return batch;
  }

  /** The batch's bytes as text. */
  static String text(Batch batch) {
    return new String(batch.bytes(), 0, batch.size(), UTF_8);
  }
}
