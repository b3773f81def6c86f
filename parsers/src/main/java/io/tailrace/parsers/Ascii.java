package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** What is asked of a line's bytes; {@link Scan} goes on from there. */
final class Ascii {
  private Ascii() {}

  /** The bytes of a text that is looked for. */
  static byte[] of(String text) {
    return text.getBytes(US_ASCII);
  }

  static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  static boolean endsWith(byte[] bytes, int from, int to, byte[] suffix) {
    return to - from >= suffix.length
        && Arrays.equals(bytes, to - suffix.length, to, suffix, 0, suffix.length);
  }

  static boolean equals(byte[] bytes, int from, int to, byte[] text) {
    return Arrays.equals(bytes, from, to, text, 0, text.length);
  }

  /** Whether a line that is not empty begins with white space. */
  static boolean isIndented(byte[] bytes, int from) {
    return isBlank(bytes[from]);
  }

  /** Index of the first byte that is neither space nor tab, or {@code to}. */
  static int afterBlanks(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Index of the first byte that is no digit, or {@code to}. */
  static int afterDigits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isDigit(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Index of the first byte that cannot be part of a name, or {@code to}. */
  static int afterName(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isNamePart(bytes[i])) {
      i++;
    }
    return i;
  }

  /** A letter, a digit, an underscore or a dollar sign. */
  static boolean isNamePart(byte b) {
    return isUpper(b) || (b >= 'a' && b <= 'z') || isDigit(b) || b == '_' || b == '$';
  }

  static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
