package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;

/** Fields of the record at hand that are to go, so that all of them go at once. */
final class Removals {
  private final boolean[] marked = new boolean[LogRecord.MAX_FIELDS];
  private int first = LogRecord.MAX_FIELDS;

  void mark(int field) {
    marked[field] = true;
    first = Math.min(first, field);
  }

  /** Removes the fields that are marked; none is any more then. */
  void apply(LogRecord record) {
    if (first >= record.fieldCount()) {
      return;
    }
    int kept = first;
    for (int i = first; i < record.fieldCount(); i++) {
      if (marked[i]) {
        marked[i] = false;
      } else {
        record.moveField(i, kept++);
      }
    }
    record.keepFields(kept);
    first = LogRecord.MAX_FIELDS;
  }
}
