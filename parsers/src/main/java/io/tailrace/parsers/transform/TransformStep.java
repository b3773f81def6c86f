package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.SideText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All steps, one after the other, up to the first that drops the record. Owned by one thread; makes
 * no objects for a record once its buffer has grown.
 */
public final class TransformStep implements RecordStep {
  private final StepKind[] kinds;
  private final RecordStep[] steps;
  private final long[] dropped;

  /** The step that has dropped the last record. */
  private int dropper;

  private final SideText side;

  TransformStep(List<StepSource> sources, StepParts parts) {
    this.kinds = sources.stream().map(StepSource::kind).toArray(StepKind[]::new);
    this.steps =
        sources.stream().map(source -> source.maker().apply(parts)).toArray(RecordStep[]::new);
    this.dropped = new long[steps.length];
    this.side = parts.side();
  }

  @Override
  public boolean apply(LogRecord record) {
    side.clear();
    for (int i = 0; i < steps.length; i++) {
      if (!steps[i].apply(record)) {
        dropped[i]++;
        dropper = i;
        return false;
      }
    }
    return true;
  }

  @Override
  public String droppedBy() {
    return "TRANSFORM: " + kinds[dropper].word();
  }

  /** By the words of the steps. */
  @Override
  public Map<String, Long> drops() {
    Map<String, Long> byWord = new LinkedHashMap<>();
    for (int i = 0; i < steps.length; i++) {
      if (dropped[i] > 0) {
        byWord.merge(kinds[i].word(), dropped[i], Long::sum);
      }
    }
    return byWord;
  }
}
