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

  /**
   * What has kept the last record from being shipped, for people, in the words of the settings:
   * {@code TAILRACE_ONLY_IF}. Asked only of a record that is not shipped.
   */
  default String droppedBy() {
    return "";
  }

  /** How many records it dropped, by the reason's word; those that dropped any. */
  default Map<String, Long> drops() {
    return Map.of();
  }

  /** This step and then another one, which sees only what this one does not drop. */
  default RecordStep then(RecordStep next) {
    return new StepAndNext(this, next);
  }
}
