package io.tailrace.outputs.ecs;

import static io.tailrace.outputs.ecs.BatchWriter.append;
import static io.tailrace.outputs.ecs.BatchWriter.appendEscaped;
import static io.tailrace.outputs.ecs.BatchWriter.appendOnOneLine;

import io.tailrace.outputs.Batch;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;

/**
 * Writes the fields of a record as members of a JSON object, each with a comma before it. Those
 * that stand next to each other in a JSON line are copied as one piece.
 */
final class FieldMembers {
  private FieldMembers() {}

  /** Appends the message as the inside of a JSON string. */
  static void writeMessage(LogRecord record, Batch batch) {
    int from = record.messageFrom();
    int to = record.messageTo();
    if (record.messageKind() == ValueKind.JSON_TEXT) {
      append(batch, record.messageBytes(), from, to);
    } else {
      appendEscaped(batch, record.messageBytes(), from, to);
    }
  }

  /** Appends the fields from the one numbered {@code from} up to that before {@code to}. */
  static void write(LogRecord record, FieldNames names, int from, int to, Batch batch) {
    int i = from;
    while (i < to) {
      append(batch, ',');
      int end = verbatimEnd(record, names, i);
      if (end < 0) {
        writeField(record, names, i, batch);
        i++;
      } else {
        i = writeRun(record, names, i, end, to, batch);
      }
    }
  }

  /** Writes field {@code i} and those that follow it in the same line; returns the next one. */
  private static int writeRun(
      LogRecord record, FieldNames names, int i, int endOfFirst, int to, Batch batch) {
    int end = endOfFirst;
    int next = i + 1;
    while (next < to && follows(record, i, end, next)) {
      int endOfNext = verbatimEnd(record, names, next);
      if (endOfNext < 0) {
        break;
      }
      end = endOfNext;
      next++;
    }
    append(batch, record.nameBytes(i), record.nameFrom(i) - 1, end);
    return next;
  }

  /** Whether only a comma, and at most one space, is between {@code end} and field {@code next}. */
  private static boolean follows(LogRecord record, int first, int end, int next) {
    byte[] bytes = record.nameBytes(first);
    int quote = record.nameFrom(next) - 1;
    return isSame(record.nameBytes(next), bytes)
        && (quote == end + 1 || (quote == end + 2 && bytes[end + 1] == ' '))
        && bytes[end] == ',';
  }

  /**
   * The index after the last byte of field {@code i} if it stands in its line as it can be copied,
   * {@code "name":value}, with at most one space before the value; else -1.
   */
  private static int verbatimEnd(LogRecord record, FieldNames names, int i) {
    byte[] bytes = record.nameBytes(i);
    int from = record.nameFrom(i);
    int colon = record.nameTo(i) + 1;
    if (names.isRenamed(i)
        || !isSame(record.valueBytes(i), bytes)
        || from == 0
        || bytes[from - 1] != '"'
        || record.valueTo(i) >= bytes.length
        || record.valueFrom(i) <= colon
        || bytes[colon - 1] != '"'
        || bytes[colon] != ':') {
      return -1;
    }
    int value = bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    return switch (record.valueKind(i)) {
      case TEXT -> -1;
      case JSON_TEXT ->
          record.valueFrom(i) == value + 1 && bytes[value] == '"' && bytes[record.valueTo(i)] == '"'
              ? record.valueTo(i) + 1
              : -1;
      case NUMBER, BOOLEAN, NULL -> record.valueFrom(i) == value ? record.valueTo(i) : -1;
      case JSON ->
          record.valueFrom(i) == value && isOnOneLine(bytes, value, record.valueTo(i))
              ? record.valueTo(i)
              : -1;
    };
  }

  @SuppressWarnings("ReferenceEquality") // Two slices of one line are slices of one array.
  private static boolean isSame(byte[] array, byte[] other) {
    return array == other;
  }

  private static boolean isOnOneLine(byte[] json, int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        return false;
      }
    }
    return true;
  }

  private static void writeField(LogRecord record, FieldNames names, int i, Batch batch) {
    append(batch, '"');
    if (names.isRenamed(i)) {
      append(batch, names.newName(), names.newNameFrom(i), names.newNameTo(i));
    } else {
      append(batch, record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
    }
    append(batch, '"');
    append(batch, ':');
    writeValue(record, i, batch);
  }

  private static void writeValue(LogRecord record, int i, Batch batch) {
    byte[] bytes = record.valueBytes(i);
    int from = record.valueFrom(i);
    int to = record.valueTo(i);
    switch (record.valueKind(i)) {
      case TEXT -> {
        append(batch, '"');
        appendEscaped(batch, bytes, from, to);
        append(batch, '"');
      }
      case JSON_TEXT -> {
        append(batch, '"');
        append(batch, bytes, from, to);
        append(batch, '"');
      }
      case NUMBER, BOOLEAN, NULL -> append(batch, bytes, from, to);
      case JSON -> appendOnOneLine(batch, bytes, from, to);
    }
  }
}
