package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import java.util.Arrays;

/**
 * The name of a field as a user writes it, or of what is no field but the record's own.
 *
 * @param text without escapes, not empty
 * @param bytes as it stands in records: the inside of a JSON string; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record FieldName(String text, Role role, byte[] bytes) {
  /** As JSON's parser has it of names that it puts together. */
  static final int MAX_BYTES = 1_024;

  /** What a name stands for. */
  enum Role {
    FIELD,
    LEVEL,
    MESSAGE,
    TIME
  }

  static FieldName of(String text, Role role) {
    byte[] plain = text.getBytes(UTF_8);
    byte[] escaped = new byte[JsonText.MAX_GROWTH * plain.length];
    int length = JsonText.escape(plain, 0, plain.length, escaped, 0);
    return new FieldName(text, role, Arrays.copyOf(escaped, length));
  }

  /** Whether it is a field's. */
  boolean isField() {
    return role == Role.FIELD;
  }

  /** The index of the field of this name, or -1. */
  int find(LogRecord record) {
    return record.find(bytes);
  }

  /** For one owner: finds the value in records. A time is none that can be found. */
  Subject subject() {
    return switch (role) {
      case LEVEL -> new LevelSubject();
      case MESSAGE -> new MessageSubject();
      case FIELD, TIME -> new FieldSubject(text);
    };
  }
}
