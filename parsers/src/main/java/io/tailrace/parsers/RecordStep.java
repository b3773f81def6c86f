package io.tailrace.parsers;

import java.util.Map;

/**
 * What is done to a record between reading and encoding. Owned by the pipeline's thread, so it may
 * keep buffers and counts; a record's new bytes have to stay as they are until the next record.
 */
@FunctionalInterface
public interface RecordStep {
  /**
   * Changes the record as it likes.
   *
   * @return whether it is to be shipped
   */
  boolean apply(LogRecord record);

  /** How many records it dropped, by the reason's word; those that dropped any. */
  default Map<String, Long> droppedBy() {
    return Map.of();
  }

  /** This step and then another one, which sees only what this one does not drop. */
  default RecordStep then(RecordStep next) {
    return new StepAndNext(this, next);
  }
}
