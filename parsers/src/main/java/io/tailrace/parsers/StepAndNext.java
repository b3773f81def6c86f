package io.tailrace.parsers;

import java.util.LinkedHashMap;
import java.util.Map;

/** One step after the other. */
record StepAndNext(RecordStep first, RecordStep next) implements RecordStep {
  @Override
  public boolean apply(LogRecord record) {
    return first.apply(record) && next.apply(record);
  }

  @Override
  public Map<String, Long> droppedBy() {
    Map<String, Long> dropped = new LinkedHashMap<>(first.droppedBy());
    next.droppedBy().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    return dropped;
  }
}
