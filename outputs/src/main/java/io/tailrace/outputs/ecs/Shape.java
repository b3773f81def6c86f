package io.tailrace.outputs.ecs;

import io.tailrace.parsers.ValueKind;

/** What a value is to a mapping of Elasticsearch. */
enum Shape {
  /** Text, a number or a boolean. */
  VALUE,
  /** Fits any mapping. */
  NULL,
  ARRAY,
  OBJECT;

  static Shape of(ValueKind kind, byte[] value, int from) {
    return switch (kind) {
      case TEXT, JSON_TEXT, NUMBER, BOOLEAN -> VALUE;
      case NULL -> NULL;
      case JSON -> ofJson(value[from]);
    };
  }

  /** The shape of the valid JSON value that begins with this byte. */
  static Shape ofJson(byte first) {
    return switch (first) {
      case '{' -> OBJECT;
      case '[' -> ARRAY;
      case 'n' -> NULL;
      default -> VALUE;
    };
  }
}
