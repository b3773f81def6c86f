package io.tailrace.parsers;

import java.util.LinkedHashMap;
import java.util.Map;

/** One step after the other. */
final class StepAndNext implements RecordStep {
  private final RecordStep first;
  private final RecordStep next;

  /** Which of them the last record went to last. */
  private RecordStep last;

  StepAndNext(RecordStep first, RecordStep next) {
    this.first = first;
    this.next = next;
    this.last = first;
  }

  @Override
  public boolean apply(LogRecord record) {
    last = first;
    if (!first.apply(record)) {
      return false;
    }
    last = next;
    return next.apply(record);
  }

  @Override
  public String droppedBy() {
    return last.droppedBy();
  }

  @Override
  public Map<String, Long> drops() {
    Map<String, Long> drops = new LinkedHashMap<>(first.drops());
    next.drops().forEach((reason, count) -> drops.merge(reason, count, Long::sum));
    return drops;
  }
}
