package io.tailrace.outputs.console;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.EcsDocument;
import io.tailrace.parsers.LogRecord;

/**
 * One JSON object per line, the same that Elasticsearch is sent. Owned by one pipeline's thread.
 */
final class NdjsonEncoder implements Encoder {
  private final EcsDocument document = new EcsDocument();

  @Override
  public void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
    document.write(record, source, offset, readNanos, batch);
    byte[] bytes = batch.reserve(1);
    int at = batch.size();
    bytes[at] = '\n';
    batch.advance(at + 1);
    batch.endRecord(
        0,
        record.timeNanos() == LogRecord.NO_TIME ? readNanos : record.timeNanos(),
        source,
        offset);
  }
}
