package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A text read as the type that a user says it has.
 *
 * <p>Numbers become JSON numbers: {@code +007} is 7 and {@code .5} is 0.5. Reused from value to
 * value by its owner.
 */
public final class TypedValue {
  /** So many digits a long holds in any case. */
  private static final int MAX_INT_DIGITS = 18;

  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);
  private static final String[] TRUE_WORDS = {"true", "yes", "on", "1"};
  private static final String[] FALSE_WORDS = {"false", "no", "off", "0"};

  private final SideText side;

  private byte[] bytes = TRUE;
  private int from;
  private int to;
  private ValueKind kind = ValueKind.TEXT;

  /**
   * @param side where numbers are written that do not stand in the line as JSON wants them
   */
  public TypedValue(SideText side) {
    this.side = side;
  }

  /** Reads a text that is not empty; false if it is not of the type. */
  public boolean read(ValueType type, byte[] bytes, int from, int to) {
    return switch (type) {
      case TEXT -> set(bytes, from, to, ValueKind.TEXT);
      case INT -> readInt(bytes, from, to);
      case FLOAT -> readFloat(bytes, from, to);
      case BOOL -> readBool(bytes, from, to);
    };
  }

  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  public ValueKind kind() {
    return kind;
  }

  private boolean set(byte[] bytes, int from, int to, ValueKind kind) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.kind = kind;
    return true;
  }

  private boolean readInt(byte[] bytes, int from, int to) {
    int digits = isSign(bytes[from]) ? from + 1 : from;
    if (digits == to || skipDigits(bytes, digits, to) != to) {
      return false;
    }
    int first = skipZeros(bytes, digits, to - 1);
    return to - first <= MAX_INT_DIGITS && number(bytes, from, first, to);
  }

  private boolean readFloat(byte[] bytes, int from, int to) {
    int digits = isSign(bytes[from]) ? from + 1 : from;
    int point = skipDigits(bytes, digits, to);
    int first = skipZeros(bytes, digits, point - 1);
    boolean bare =
        point == digits && to - point > 1 && bytes[point] == '.' && isDigit(bytes[point + 1]);
    if (point == digits && !bare) {
      return false;
    }
    int end =
        point == to - 1 && bytes[point] == '.' ? point : to; // Of "1." the point says nothing.
    return number(bytes, from, bare ? point : first, end);
  }

  /**
   * Takes the number whose significant part begins at {@code first}: as it stands, or written anew
   * for its sign or point.
   */
  private boolean number(byte[] bytes, int from, int first, int to) {
    boolean negative = bytes[from] == '-';
    int start = negative && first == from + 1 ? from : first;
    if ((!negative || start == from) && JsonScanner.number(bytes, start, to) == to) {
      return set(bytes, start, to, ValueKind.NUMBER);
    }
    int at = side.length();
    if (negative) {
      side.append((byte) '-');
    }
    if (bytes[first] == '.') {
      side.append((byte) '0');
    }
    side.append(bytes, first, to);
    boolean valid = JsonScanner.number(side.bytes(), at, side.length()) == side.length();
    return valid && set(side.bytes(), at, side.length(), ValueKind.NUMBER);
  }

  private boolean readBool(byte[] bytes, int from, int to) {
    if (isOneOf(TRUE_WORDS, bytes, from, to)) {
      return set(TRUE, 0, TRUE.length, ValueKind.BOOLEAN);
    }
    return isOneOf(FALSE_WORDS, bytes, from, to) && set(FALSE, 0, FALSE.length, ValueKind.BOOLEAN);
  }

  private static boolean isOneOf(String[] words, byte[] bytes, int from, int to) {
    for (String word : words) {
      if (word.length() == to - from && isWord(word, bytes, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(String word, byte[] bytes, int from) {
    for (int i = 0; i < word.length(); i++) {
      byte b = bytes[from + i];
      int lower = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
      if (lower != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int skipZeros(byte[] bytes, int from, int last) {
    int i = from;
    while (i < last && bytes[i] == '0') {
      i++;
    }
    return i;
  }

  private static int skipDigits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isDigit(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSign(byte b) {
    return b == '+' || b == '-';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
