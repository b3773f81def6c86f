package io.tailrace.parsers.transform;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;
import java.util.List;

/**
 * {@code remove password, debug.*}: fields by their names, or by what their names begin with. A
 * record without its level has none, one without its message an empty one, one without its time the
 * time at which it was read.
 */
final class RemoveStep implements RecordStep {
  private final FieldName[] names;
  private final byte[][] prefixes;
  private final Removals removals = new Removals();

  /**
   * @param prefixes as they stand in records
   */
  RemoveStep(List<FieldName> names, List<byte[]> prefixes) {
    this.names = names.toArray(FieldName[]::new);
    this.prefixes = prefixes.toArray(byte[][]::new);
  }

  @Override
  public boolean apply(LogRecord record) {
    for (FieldName name : names) {
      removeOwn(record, name.role());
    }
    for (int i = 0; i < record.fieldCount(); i++) {
      if (isToGo(record, i)) {
        removals.mark(i);
      }
    }
    removals.apply(record);
    return true;
  }

  private static void removeOwn(LogRecord record, FieldName.Role role) {
    switch (role) {
      case FIELD -> {}
      case LEVEL -> record.severity(Severity.UNKNOWN);
      case TIME -> removeTime(record);
      case MESSAGE -> record.message(record.bytes(), record.from(), record.from(), ValueKind.TEXT);
    }
  }

  private static void removeTime(LogRecord record) {
    record.timeNanos(LogRecord.NO_TIME);
    if (!record.has(Flag.BAD_TIME)) {
      record.flag(Flag.NO_TIME);
    }
  }

  private boolean isToGo(LogRecord record, int i) {
    for (FieldName name : names) {
      if (record.isNamed(i, name.bytes())) {
        return true;
      }
    }
    int from = record.nameFrom(i);
    int length = record.nameTo(i) - from;
    for (byte[] prefix : prefixes) {
      if (length >= prefix.length
          && Arrays.equals(
              record.nameBytes(i), from, from + prefix.length, prefix, 0, prefix.length)) {
        return true;
      }
    }
    return false;
  }
}
