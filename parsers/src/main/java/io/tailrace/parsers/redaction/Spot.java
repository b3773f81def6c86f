package io.tailrace.parsers.redaction;

/**
 * A place in a text that is looked at, and what was found there. Reused, owned by one thread.
 *
 * <p>What is found begins at {@link #left} or later, except for names, which may be followed by an
 * escaped quote; it never has half an escape in it.
 */
final class Spot {
  /** Blanks between a name and its value, or before a token: more is no such thing. */
  static final int MAX_BLANKS = 8;

  byte[] bytes = {};

  /** Nothing before it may be replaced: where the text begins, or what was found last ends. */
  int start;

  /** As {@link #start}, or where the last escape ends. */
  int left;

  /** Where what may be an escape ended last: the letter before it is not one of a word. */
  int boundary;

  int at;
  int to;

  /** Whether it is the inside of a JSON text, in which a backslash begins an escape. */
  boolean escaped;

  /** What was found. */
  int from;

  int end;

  /** Begins to look at a text. */
  void begin(int from, int to, boolean escaped) {
    this.start = from;
    this.left = from;
    this.boundary = from;
    this.to = to;
    this.escaped = escaped;
  }

  /** Notes what was found; true, so that a rule may end with it. */
  boolean found(int from, int end) {
    this.from = from;
    this.end = end;
    return true;
  }

  /** The byte at an index, or 0 outside of the text. */
  int byteAt(int i) {
    return i >= left && i < to ? bytes[i] : 0;
  }

  boolean isWordBefore(int i) {
    return i > left && i != boundary && isWord(bytes[i - 1]);
  }

  boolean isWordAt(int i) {
    return i < to && isWord(bytes[i]);
  }

  boolean isDigitAt(int i) {
    return i >= left && i < to && isDigit(bytes[i]);
  }

  /** The first index from {@code i} on with no blank, unless there are too many. */
  int afterBlanks(int i) {
    int limit = Math.min(to, i + MAX_BLANKS);
    while (i < limit && isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Whether the text from {@code i} on is this, in lower case, whatever its own case. */
  boolean isAt(int i, byte[] lowerCase) {
    if (i + lowerCase.length > to) {
      return false;
    }
    for (int k = 0; k < lowerCase.length; k++) {
      if (lower(bytes[i + k]) != lowerCase[k]) {
        return false;
      }
    }
    return true;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isLetter(byte b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z' && b > 0;
  }

  static boolean isAlphanumeric(byte b) {
    return isDigit(b) || isLetter(b);
  }

  static boolean isWord(byte b) {
    return isAlphanumeric(b) || b == '_';
  }

  static boolean isHex(byte b) {
    int lower = b | 0x20;
    return isDigit(b) || (lower >= 'a' && lower <= 'f');
  }

  static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
  }
}
