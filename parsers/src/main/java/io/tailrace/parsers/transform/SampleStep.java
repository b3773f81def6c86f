package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import java.util.List;

/**
 * {@code sample 10% by trace_id}: of all keys so many, and all records of those; the same ones on
 * every machine and after every restart. Of records without a key, each by its text.
 */
final class SampleStep implements RecordStep {
  /** Everywhere the same. */
  private static final long SEED = 0;

  private final long threshold;
  private final RecordKey key;

  /**
   * @param share of the records, more than 0 and at most 1
   */
  SampleStep(double share, List<FieldName> by) {
    this.threshold = (long) (share * Long.MAX_VALUE);
    this.key = new RecordKey(by, SEED);
  }

  @Override
  public boolean apply(LogRecord record) {
    long hash = key.of(record);
    if (!key.isThere()) {
      hash = Hash64.of(SEED, record.bytes(), record.from(), record.to());
    }
    return hash >>> 1 <= threshold;
  }
}
