package io.tailrace.parsers.transform;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.SideText;
import io.tailrace.parsers.TypedValue;
import io.tailrace.parsers.ValueKind;
import io.tailrace.parsers.ValueType;

/**
 * {@code convert bytes:int}: another type for a field's value. As with the columns of a table an
 * empty text, or {@code -}, is no number or boolean, and the field is removed; what is not of the
 * type stays as it is and the record is flagged. Null stays null. Any value can become text, which
 * of an object is its JSON.
 */
final class ConvertStep implements RecordStep {
  private final FieldName name;
  private final ValueType type;
  private final SideText side;
  private final TypedValue value;

  ConvertStep(FieldName name, ValueType type, SideText side) {
    this.name = name;
    this.type = type;
    this.side = side;
    this.value = new TypedValue(side);
  }

  @Override
  public boolean apply(LogRecord record) {
    int i = name.find(record);
    if (i >= 0 && record.valueKind(i) != ValueKind.NULL) {
      if (type == ValueType.TEXT) {
        toText(record, i);
      } else if (record.valueKind(i) == ValueKind.JSON) {
        record.flag(Flag.TRANSFORM_ERROR);
      } else {
        toType(record, i);
      }
    }
    return true;
  }

  private static void toText(LogRecord record, int i) {
    if (record.valueKind(i) != ValueKind.JSON_TEXT) {
      record.replaceValue(
          i, record.valueBytes(i), record.valueFrom(i), record.valueTo(i), ValueKind.TEXT);
    }
  }

  private void toType(LogRecord record, int i) {
    byte[] bytes = record.valueBytes(i);
    int from = record.valueFrom(i);
    int to = record.valueTo(i);
    if (record.valueKind(i) == ValueKind.JSON_TEXT
        && JsonText.indexOfBackslash(bytes, from, to) < to) {
      side.reserve(to - from);
      int start = side.length();
      to = JsonText.unescape(bytes, from, to, side.bytes(), start);
      side.appendedTo(to);
      bytes = side.bytes();
      from = start;
    }
    if (from == to || (to - from == 1 && bytes[from] == '-')) {
      record.removeField(i);
    } else if (value.read(type, bytes, from, to)) {
      record.replaceValue(i, value.bytes(), value.from(), value.to(), value.kind());
    } else {
      record.flag(Flag.TRANSFORM_ERROR);
    }
  }
}
