package io.tailrace.parsers.transform;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;

/**
 * {@code rename usr=user.name}: the value gets another name, and replaces one that had it. A field
 * keeps its place. What becomes the record's level, message or time is no field any more; if no
 * level or time can be read from it, it stays what it was and the record is flagged.
 */
final class RenameStep implements RecordStep {
  private final FieldName from;
  private final FieldName to;
  private final Subject source;
  private final Assignment target;

  RenameStep(FieldName from, FieldName to) {
    this.from = from;
    this.to = to;
    this.source = from.subject();
    this.target = new Assignment(to);
  }

  @Override
  public boolean apply(LogRecord record) {
    if (from.isField()) {
      renameField(record);
    } else if (source.find(record)) {
      renameOwn(record);
    }
    return true;
  }

  private void renameOwn(LogRecord record) {
    if (!target.set(record, source.bytes(), source.from(), source.to(), source.kind())) {
      record.flag(Flag.TRANSFORM_ERROR);
    } else if (from.role() == FieldName.Role.LEVEL) {
      record.severity(Severity.UNKNOWN);
    } else {
      record.message(record.bytes(), record.from(), record.from(), ValueKind.TEXT);
    }
  }

  private void renameField(LogRecord record) {
    int i = from.find(record);
    if (i < 0) {
      return;
    }
    if (!to.isField()) {
      makeOwn(record, i);
      return;
    }
    int replaced = to.find(record);
    record.renameField(i, to.bytes(), 0, to.bytes().length);
    if (replaced >= 0 && replaced != i) {
      record.removeField(replaced);
    }
  }

  private void makeOwn(LogRecord record, int i) {
    if (target.set(
        record,
        record.valueBytes(i),
        record.valueFrom(i),
        record.valueTo(i),
        record.valueKind(i))) {
      record.removeField(i);
    } else {
      record.flag(Flag.TRANSFORM_ERROR);
    }
  }
}
