package io.tailrace.outputs;

import io.tailrace.parsers.LogRecord;

/**
 * Writes records into batches in the form one kind of destination takes. Owned by one pipeline's
 * thread; may keep caches of bounded size.
 */
public interface Encoder {
  /**
   * Appends one record to the batch; never refuses one.
   *
   * @param offset byte offset in the source's generation of the event's first byte
   * @param readNanos when the event was read, nanoseconds since 1970 UTC: the record's time if it
   *     has none of its own
   */
  void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch);
}
