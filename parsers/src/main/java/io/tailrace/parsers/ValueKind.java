package io.tailrace.parsers;

/** How the bytes of a value are to be read. */
public enum ValueKind {
  /** Valid UTF-8 as it stood in the line; an encoder to JSON must escape it. */
  TEXT,
  /** The inside of a JSON string, already escaped and valid; JSON encoders copy it as it is. */
  JSON_TEXT,
  /** A JSON number. */
  NUMBER,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** {@code null}. */
  NULL,
  /** A whole, validated JSON object or array. */
  JSON;

  /** The kind of a valid JSON value, by its first byte. */
  public static ValueKind ofJson(byte first) {
    return switch (first) {
      case '"' -> JSON_TEXT;
      case '{', '[' -> JSON;
      case 't', 'f' -> BOOLEAN;
      case 'n' -> NULL;
      default -> NUMBER;
    };
  }
}
