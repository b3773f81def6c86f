package io.tailrace.parsers;

/**
 * Recognises further lines of exceptions' messages, as widely used libraries of Python have them.
 */
final class PythonMessages {
  private static final byte[][] PARTS = {
    // PostgreSQL's fields.
    Ascii.of("DETAIL:"),
    Ascii.of("HINT:"),
    Ascii.of("CONTEXT:"),
    Ascii.of("LINE 1:"),
    // What SQLAlchemy adds to a database's message.
    Ascii.of("[SQL: "),
    Ascii.of("[parameters: "),
    Ascii.of("(Background on this error at: ")
  };

  private static final byte[] ARROW = Ascii.of(" -> ");

  private PythonMessages() {}

  /** Whether the line is certainly a part of the message above it. */
  static boolean arePart(byte[] bytes, int from, int to) {
    for (byte[] part : PARTS) {
      if (bytes[from] == part[0] && Ascii.startsWith(bytes, from, to, part)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the line says of what value a complaint is that stands indented below it, as Pydantic
   * writes it: {@code items.0.price}, {@code body -> id}.
   */
  static boolean isPlace(byte[] bytes, int from, int to) {
    if (Ascii.isIndented(bytes, from) || Ascii.isDigit(bytes[from])) {
      return false;
    }
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      boolean arrow = b == ' ' && Ascii.startsWith(bytes, i, to, ARROW);
      if (!arrow && !Ascii.isNamePart(b) && b != '.' && b != '[' && b != ']') {
        return false;
      }
      i += arrow ? ARROW.length : 1;
    }
    return true;
  }
}
