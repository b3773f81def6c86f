package io.tailrace.parsers.transform;

import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;

/**
 * What a test asks of: a field or the message, and where its value stands in the record that is
 * being asked. Owned by one test. Keeps a buffer that grows to the longest escaped value.
 */
abstract sealed class Subject permits FieldSubject, LevelSubject, MessageSubject {
  private byte[] bytes = {};
  private int from;
  private int to;
  private ValueKind kind = ValueKind.NULL;

  private byte[] unescaped = {};

  /** Finds the value in a record; false if it is not there, or null. */
  abstract boolean find(LogRecord record);

  /** Says where it is; whether it is more than null. */
  boolean found(byte[] bytes, int from, int to, ValueKind kind) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.kind = kind;
    return kind != ValueKind.NULL;
  }

  /** Undoes the escapes of a JSON text, so that it can be compared with any other text. */
  void unescape() {
    if (kind != ValueKind.JSON_TEXT || JsonText.indexOfBackslash(bytes, from, to) == to) {
      return;
    }
    if (unescaped.length < to - from) {
      unescaped = new byte[Math.max(to - from, 2 * unescaped.length)];
    }
    int length = JsonText.unescape(bytes, from, to, unescaped, 0);
    found(unescaped, 0, length, ValueKind.TEXT);
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  ValueKind kind() {
    return kind;
  }
}
