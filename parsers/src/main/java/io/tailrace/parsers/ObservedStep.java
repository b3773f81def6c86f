package io.tailrace.parsers;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows each record to somebody before it goes through another step, if there is one. */
record ObservedStep(Consumer<LogRecord> observer, @Nullable RecordStep next) implements RecordStep {
  @Override
  public boolean apply(LogRecord record) {
    observer.accept(record);
    return next == null || next.apply(record);
  }

  @Override
  public String droppedBy() {
    return next == null ? "" : next.droppedBy();
  }

  @Override
  public Map<String, Long> drops() {
    return next == null ? Map.of() : next.drops();
  }
}
