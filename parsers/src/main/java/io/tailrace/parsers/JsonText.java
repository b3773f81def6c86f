package io.tailrace.parsers;

/** The inside of JSON strings as bytes: escaping and its undoing (RFC 8259 section 7). */
public final class JsonText {
  /**
   * Escaping makes a text at most this many times longer: one control byte becomes {@code u001f}.
   */
  public static final int MAX_GROWTH = 6;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private JsonText() {}

  /**
   * Escapes UTF-8 text.
   *
   * @param target has room for {@link #MAX_GROWTH} times the text at {@code at}
   * @return the index after the last byte written
   */
  public static int escape(byte[] text, int from, int to, byte[] target, int at) {
    int i = from;
    while (true) {
      int special = JsonScanner.indexOfSpecial(text, i, to);
      System.arraycopy(text, i, target, at, special - i);
      at += special - i;
      if (special == to) {
        return at;
      }
      at = escapeOne(text[special], target, at);
      i = special + 1;
    }
  }

  private static int escapeOne(byte b, byte[] target, int at) {
    if (b != '"' && b != '\\') {
      return escapeControl(b, target, at);
    }
    target[at++] = '\\';
    target[at++] = b;
    return at;
  }

  private static int escapeControl(byte b, byte[] target, int at) {
    target[at++] = '\\';
    switch (b) {
      case '\n' -> target[at++] = 'n';
      case '\t' -> target[at++] = 't';
      case '\r' -> target[at++] = 'r';
      default -> {
        target[at++] = 'u';
        target[at++] = '0';
        target[at++] = '0';
        target[at++] = HEX[b >> 4];
        target[at++] = HEX[b & 15];
      }
    }
    return at;
  }

  /**
   * Undoes the escapes of valid JSON text. A lone surrogate, which no UTF-8 can hold, becomes
   * U+FFFD.
   *
   * @param target has room for the text's own length at {@code at}: undoing never makes it longer
   * @return the index after the last byte written
   */
  public static int unescape(byte[] json, int from, int to, byte[] target, int at) {
    int i = from;
    while (true) {
      int backslash = indexOfBackslash(json, i, to);
      System.arraycopy(json, i, target, at, backslash - i);
      at += backslash - i;
      if (backslash == to) {
        return at;
      }
      byte escape = json[backslash + 1];
      i = backslash + 2;
      if (escape != 'u') {
        target[at++] = unescapeSimple(escape);
        continue;
      }
      int codePoint = codePoint(json, i, to);
      i += codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 4 : 10;
      at = encodeUtf8(codePoint, target, at);
    }
  }

  /** Index of the first backslash, or {@code to}. */
  public static int indexOfBackslash(byte[] json, int from, int to) {
    int i = from;
    for (; i <= to - Swar.WIDTH; i += Swar.WIDTH) {
      long marks = Swar.backslashMarks(Swar.load(json, i));
      if (marks != 0) {
        return i + Swar.first(marks);
      }
    }
    while (i < to && json[i] != '\\') {
      i++;
    }
    return i;
  }

  /** The code point of the four digits, or of two surrogates with the six bytes that follow. */
  private static int codePoint(byte[] json, int from, int to) {
    char unit = (char) hex4(json, from);
    if (!Character.isSurrogate(unit)) {
      return unit;
    }
    int next = from + 4;
    if (Character.isHighSurrogate(unit)
        && next + 6 <= to
        && json[next] == '\\'
        && json[next + 1] == 'u') {
      char low = (char) hex4(json, next + 2);
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(unit, low);
      }
    }
    return 0xFFFD;
  }

  private static byte unescapeSimple(byte escape) {
    return switch (escape) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> escape;
    };
  }

  private static int hex4(byte[] json, int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      value = (value << 4) | Character.digit(json[i], 16);
    }
    return value;
  }

  private static int encodeUtf8(int codePoint, byte[] target, int at) {
    if (codePoint < 0x80) {
      target[at++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      target[at++] = (byte) (0xC0 | (codePoint >> 6));
      target[at++] = (byte) (0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
      target[at++] = (byte) (0xE0 | (codePoint >> 12));
      target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      target[at++] = (byte) (0x80 | (codePoint & 0x3F));
    } else {
      target[at++] = (byte) (0xF0 | (codePoint >> 18));
      target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      target[at++] = (byte) (0x80 | (codePoint & 0x3F));
    }
    return at;
  }
}
