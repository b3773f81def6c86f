package io.tailrace.parsers.transform;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.SideText;
import io.tailrace.parsers.ValueKind;
import org.jspecify.annotations.Nullable;

/**
 * {@code add env=prod, where="${host}:${port}"}: sets a field, or the record's own level, message
 * or time. A value is text, unless it is nothing but one reference: that is copied as it is. What
 * cannot be set is left out and the record is flagged.
 */
final class AddStep implements RecordStep {
  private static final byte[] NOTHING = {};

  private final Assignment target;
  private final boolean mayBeEmpty;
  private final Template value;
  private final @Nullable Subject copied;
  private final SideText side;

  AddStep(FieldName name, Template value, SideText side) {
    this.target = new Assignment(name);
    this.mayBeEmpty =
        switch (name.role()) {
          case FIELD, MESSAGE -> true;
          case LEVEL, TIME -> false; // What nothing is said of stays as it is.
        };
    this.value = value;
    this.copied = value.onlyReference();
    this.side = side;
  }

  @Override
  public boolean apply(LogRecord record) {
    if (!(copied == null ? setText(record) : copy(record, copied))) {
      record.flag(Flag.TRANSFORM_ERROR);
    }
    return true;
  }

  private boolean copy(LogRecord record, Subject reference) {
    if (reference.find(record)) {
      return target.set(
          record, reference.bytes(), reference.from(), reference.to(), reference.kind());
    }
    return !mayBeEmpty || target.set(record, NOTHING, 0, 0, ValueKind.TEXT);
  }

  private boolean setText(LogRecord record) {
    int from = side.length();
    if (!value.write(record)) {
      return false;
    }
    int to = side.length();
    return (from == to && !mayBeEmpty)
        || target.set(record, side.bytes(), from, to, ValueKind.TEXT);
  }
}
