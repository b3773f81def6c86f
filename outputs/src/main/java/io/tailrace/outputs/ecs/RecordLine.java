package io.tailrace.outputs.ecs;

import io.tailrace.outputs.Batch;
import io.tailrace.parsers.LogRecord;

/**
 * Writes what a record says as one line, for where time, level and source have a place of their
 * own. Owned by one pipeline's thread; makes no objects for a record once its buffers have grown.
 */
public sealed interface RecordLine permits JsonLine, LogfmtLine {
  /** Appends a record's line, without a line end. Does not {@linkplain Batch#endRecord end} it. */
  void write(LogRecord record, OmittedFields omitted, Batch batch);
}
