package io.tailrace.parsers.transform;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LevelAndTime;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;

/** Gives a name of a record another value. Owned by one step. */
final class Assignment {
  private final FieldName name;
  private final LevelAndTime reading = new LevelAndTime();

  Assignment(FieldName name) {
    this.name = name;
  }

  /**
   * Sets the field, or the record's own level, message or time.
   *
   * @return false if it cannot be: no level or time can be read from it, or there is no room
   */
  boolean set(LogRecord record, byte[] bytes, int from, int to, ValueKind kind) {
    return switch (name.role()) {
      case FIELD -> setField(record, bytes, from, to, kind);
      case LEVEL -> setLevel(record, reading.level(bytes, from, to, kind));
      case TIME -> setTime(record, reading.time(bytes, from, to, kind), reading.isZoned());
      case MESSAGE -> setMessage(record, bytes, from, to, kind);
    };
  }

  private boolean setField(LogRecord record, byte[] bytes, int from, int to, ValueKind kind) {
    int i = name.find(record);
    if (i >= 0) {
      record.replaceValue(i, bytes, from, to, kind);
      return true;
    }
    byte[] own = name.bytes();
    return record.addField(own, 0, own.length, bytes, from, to, kind);
  }

  private static boolean setLevel(LogRecord record, Severity severity) {
    if (severity == Severity.UNKNOWN) {
      return false;
    }
    record.severity(severity);
    return true;
  }

  private static boolean setTime(LogRecord record, long nanos, boolean zoned) {
    if (nanos == LogRecord.NO_TIME) {
      return false;
    }
    record.timeNanos(nanos, zoned);
    record.unflag(Flag.NO_TIME);
    record.unflag(Flag.BAD_TIME);
    return true;
  }

  private static boolean setMessage(
      LogRecord record, byte[] bytes, int from, int to, ValueKind kind) {
    int end = kind == ValueKind.NULL ? from : to;
    record.message(
        bytes, from, end, kind == ValueKind.JSON_TEXT ? ValueKind.JSON_TEXT : ValueKind.TEXT);
    return true;
  }
}
