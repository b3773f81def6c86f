package io.tailrace.outputs.ecs;

/** Steps through the members of a JSON object that is known to be valid. */
public final class JsonMembers {
  private JsonMembers() {}

  /**
   * The index of the next member's name, after its opening quote, or -1 when the object ends.
   *
   * @param i an index after the opening brace or after a member's value
   */
  public static int nextName(byte[] json, int i) {
    int at = i;
    while (json[at] != '"') {
      if (json[at] == '}') {
        return -1;
      }
      at++;
    }
    return at + 1;
  }

  /** The index of the quote that ends the string whose first character is at {@code i}. */
  public static int endOfString(byte[] json, int i) {
    int at = i;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at;
  }

  /** The index of a member's value. */
  public static int value(byte[] json, int endOfName) {
    int at = endOfName + 1;
    while (json[at] <= ' ' || json[at] == ':') {
      at++;
    }
    return at;
  }

  /** The index after the value that begins at {@code i}. */
  public static int endOfValue(byte[] json, int i) {
    int depth = 0;
    int at = i;
    do {
      switch (json[at]) {
        case '"' -> at = endOfString(json, at + 1) + 1;
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at = depth == 0 ? endOfWord(json, at) : at + 1;
      }
    } while (depth > 0);
    return at;
  }

  /** The index after a number, {@code true}, {@code false} or {@code null}. */
  private static int endOfWord(byte[] json, int i) {
    int at = i;
    while (json[at] > ' ' && json[at] != ',' && json[at] != '}' && json[at] != ']') {
      at++;
    }
    return at;
  }
}
