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

  /**
   * How many bytes of a file before the place where reading goes on after a restart hold what the
   * next records' encoding may depend on; 0 when it depends on nothing but the record.
   */
  default int recallBytes() {
    return 0;
  }

  /**
   * Is told of a record that an earlier run encoded, in the order of the file, before the first one
   * of that file is encoded; nothing is shipped of it.
   */
  default void recall(LogRecord record, Source source) {}
}
