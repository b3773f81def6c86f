package io.tailrace.parsers;

/**
 * Validates JSON values where they stand (RFC 8259), without making anything of them.
 *
 * <p>Every method takes the index at which the value begins and answers the index after it, or
 * {@link #INVALID}. Nesting is kept in the bits of one long, so no input can exhaust the stack.
 */
public final class JsonScanner {
  /** What every method answers for what is no JSON, or beyond a limit. */
  public static final int INVALID = -1;

  /** Deeper nesting than this is refused: one bit each, and no log line needs it. */
  static final int MAX_DEPTH = Long.SIZE;

  /** Longer numbers are refused: destinations could not hold their value. */
  static final int MAX_NUMBER_BYTES = 100;

  /** Numbers of a greater power of ten are refused: no double can hold them. */
  static final int MAX_EXPONENT = 307;

  private JsonScanner() {}

  /** Index of the first byte that is no JSON white space. */
  public static int skipBlanks(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  /**
   * Scans a string.
   *
   * @param from index of its opening quote
   * @return the index after its closing quote, or {@link #INVALID}
   */
  public static int string(byte[] bytes, int from, int to) {
    int i = indexOfSpecial(bytes, from + 1, to);
    while (i < to && bytes[i] == '\\') {
      i = escape(bytes, i, to);
      if (i == INVALID) {
        return INVALID;
      }
      i = indexOfSpecial(bytes, i, to);
    }
    return i < to && bytes[i] == '"' ? i + 1 : INVALID;
  }

  /** Index of the first quote, backslash or control byte, or {@code to}. */
  static int indexOfSpecial(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Swar.WIDTH; i += Swar.WIDTH) {
      long marks = Swar.jsonSpecialMarks(Swar.load(bytes, i));
      if (marks != 0) {
        return i + Swar.first(marks);
      }
    }
    while (i < to && !isSpecial(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpecial(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < 0x20);
  }

  private static int escape(byte[] bytes, int from, int to) {
    if (from + 1 == to) {
      return INVALID;
    }
    return switch (bytes[from + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 2;
      case 'u' -> hex4(bytes, from + 2, to);
      default -> INVALID;
    };
  }

  private static int hex4(byte[] bytes, int from, int to) {
    if (from + 4 > to) {
      return INVALID;
    }
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(bytes[i], 16) < 0) {
        return INVALID;
      }
    }
    return from + 4;
  }

  /** Scans a number. */
  public static int number(byte[] bytes, int from, int to) {
    int integer = from < to && bytes[from] == '-' ? from + 1 : from;
    int i = skipDigits(bytes, integer, to);
    int integerDigits = i - integer;
    if (integerDigits == 0 || (integerDigits > 1 && bytes[integer] == '0')) {
      return INVALID;
    }
    if (i < to && bytes[i] == '.') {
      int fraction = i + 1;
      i = skipDigits(bytes, fraction, to);
      if (i == fraction) {
        return INVALID;
      }
    }
    if (i < to && (bytes[i] | 0x20) == 'e') {
      i = exponent(bytes, i + 1, to, integerDigits);
    }
    return i - from > MAX_NUMBER_BYTES ? INVALID : i;
  }

  private static int exponent(byte[] bytes, int from, int to, int integerDigits) {
    boolean negative = from < to && bytes[from] == '-';
    int digits = negative || (from < to && bytes[from] == '+') ? from + 1 : from;
    int i = skipDigits(bytes, digits, to);
    if (i == digits || i - from > MAX_NUMBER_BYTES) {
      return INVALID;
    }
    int value = 0;
    for (int k = digits; k < i; k++) {
      value = Math.min(value * 10 + (bytes[k] - '0'), MAX_EXPONENT + 1);
    }
    // The point stands after the integer digits, so these count as powers of ten too.
    boolean tooLarge = !negative && value + integerDigits - 1 > MAX_EXPONENT;
    return tooLarge ? INVALID : i;
  }

  private static int skipDigits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  /** Scans {@code true}, {@code false} or {@code null}. */
  static int literal(byte[] bytes, int from, int to) {
    return switch (bytes[from]) {
      case 't' -> word(bytes, from, to, "true");
      case 'f' -> word(bytes, from, to, "false");
      case 'n' -> word(bytes, from, to, "null");
      default -> INVALID;
    };
  }

  private static int word(byte[] bytes, int from, int to, String word) {
    if (to - from < word.length()) {
      return INVALID;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return INVALID;
      }
    }
    return from + word.length();
  }

  /**
   * Scans a value of any kind.
   *
   * @param depth how many objects and arrays it stands in
   */
  public static int value(byte[] bytes, int from, int to, int depth) {
    return switch (bytes[from]) {
      case '"' -> string(bytes, from, to);
      case '{', '[' -> container(bytes, from, to, depth);
      case 't', 'f', 'n' -> literal(bytes, from, to);
      default -> number(bytes, from, to);
    };
  }

  /** Scans a string, number or literal. */
  private static int scalar(byte[] bytes, int from, int to) {
    return switch (bytes[from]) {
      case '"' -> string(bytes, from, to);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(bytes, from, to);
      default -> literal(bytes, from, to);
    };
  }

  /**
   * Scans an object or array.
   *
   * @param from index of its opening bracket
   * @param depth how many objects and arrays it stands in
   */
  static int container(byte[] bytes, int from, int to, int depth) {
    long objects = 0; // One bit for each open container, the innermost lowest: is it an object?
    int open = 0;
    int i = from;
    while (true) {
      // A value begins at i.
      boolean object = bytes[i] == '{';
      if (object || bytes[i] == '[') {
        if (depth + ++open > MAX_DEPTH) {
          return INVALID;
        }
        objects = objects << 1 | (object ? 1 : 0);
        i = firstMember(bytes, i + 1, to, object);
        if (i == INVALID) {
          return INVALID;
        }
        if (!isClosing(bytes[i])) {
          continue;
        }
      } else {
        i = scalar(bytes, i, to);
      }
      // A value ended before i, or its container closes at i.
      i = i == INVALID ? to : skipBlanks(bytes, i, to);
      while (i < to && bytes[i] == closing(objects)) {
        objects >>>= 1;
        if (--open == 0) {
          return i + 1;
        }
        i = skipBlanks(bytes, i + 1, to);
      }
      i = nextMember(bytes, i, to, isObject(objects));
      if (i == INVALID) {
        return INVALID;
      }
    }
  }

  private static boolean isObject(long objects) {
    return (objects & 1) == 1;
  }

  private static byte closing(long objects) {
    return (byte) (isObject(objects) ? '}' : ']');
  }

  /** Index of the value after the comma at {@code from}. */
  private static int nextMember(byte[] bytes, int from, int to, boolean object) {
    if (from >= to || bytes[from] != ',') {
      return INVALID;
    }
    int i = skipBlanks(bytes, from + 1, to);
    int value = object ? name(bytes, i, to) : i;
    return value == to ? INVALID : value;
  }

  /** Index of the first value in a container, or of its own closing bracket. */
  private static int firstMember(byte[] bytes, int from, int to, boolean object) {
    int i = skipBlanks(bytes, from, to);
    if (i == to) {
      return INVALID;
    }
    if (bytes[i] == (object ? '}' : ']')) {
      return i;
    }
    int value = object ? name(bytes, i, to) : i;
    // A bracket that closes nothing must not pass for this container's own.
    return value == INVALID || value == to || isClosing(bytes[value]) ? INVALID : value;
  }

  /** Scans a member's name and colon; answers the index of its value. */
  private static int name(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '"') {
      return INVALID;
    }
    int i = string(bytes, from, to);
    if (i == INVALID) {
      return INVALID;
    }
    i = skipBlanks(bytes, i, to);
    return i < to && bytes[i] == ':' ? skipBlanks(bytes, i + 1, to) : INVALID;
  }

  private static boolean isClosing(byte b) {
    return b == '}' || b == ']';
  }
}
