package io.tailrace.parsers;

/** UTF-8 as bytes: whether it is valid, and what is put in its place where it is not. */
final class Utf8 {
  /** Repairing makes a text at most this many times longer: U+FFFD takes three bytes. */
  static final int MAX_GROWTH = 3;

  /** What {@link #sequence} answers for bytes that are no character. */
  private static final int INVALID = 0;

  private Utf8() {}

  /** Whether {@code bytes[from, to)} is valid UTF-8. */
  static boolean isValid(byte[] bytes, int from, int to) {
    int i = afterAscii(bytes, from, to);
    while (i < to) {
      int length = sequence(bytes, i, to);
      if (length == INVALID) {
        return false;
      }
      i = afterAscii(bytes, i + length, to);
    }
    return true;
  }

  /**
   * Copies the text with U+FFFD for what is not UTF-8, as many of them as Java's own decoder puts.
   *
   * @param target has room for {@link #MAX_GROWTH} times the text at {@code at}
   * @return the index after the last byte written
   */
  static int repair(byte[] bytes, int from, int to, byte[] target, int at) {
    int i = from;
    while (i < to) {
      int length = sequence(bytes, i, to);
      if (length == INVALID) {
        i += malformed(bytes, i, to);
        target[at++] = (byte) 0xEF;
        target[at++] = (byte) 0xBF;
        target[at++] = (byte) 0xBD;
      } else {
        System.arraycopy(bytes, i, target, at, length);
        i += length;
        at += length;
      }
    }
    return at;
  }

  /**
   * The last index up to {@code to} at which the text may be cut without cutting a character. Bytes
   * that are no UTF-8 anyway are cut where they are.
   */
  static int floor(byte[] bytes, int from, int to) {
    int i = to;
    while (i > from && to - i < 3 && isContinuation(bytes[i])) {
      i--;
    }
    return isContinuation(bytes[i]) ? to : i;
  }

  private static int afterAscii(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Swar.WIDTH; i += Swar.WIDTH) {
      long marks = Swar.nonAsciiMarks(Swar.load(bytes, i));
      if (marks != 0) {
        return i + Swar.first(marks);
      }
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /** The length of the character that begins at {@code i}, or {@link #INVALID}. */
  private static int sequence(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    int length =
        lead < 0xC2 ? INVALID : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : INVALID;
    if (i + length > to) {
      return INVALID;
    }
    for (int k = 1; k < length; k++) {
      if (!isContinuation(bytes[i + k])) {
        return INVALID;
      }
    }
    boolean outside = length > 2 && !isSecondInRange(lead, bytes[i + 1] & 0xFF);
    return outside ? INVALID : length;
  }

  /** No longer form than needed, no surrogates, nothing above U+10FFFF (RFC 3629 section 4). */
  private static boolean isSecondInRange(int lead, int second) {
    return switch (lead) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }

  /** How many bytes one U+FFFD stands for: the longest beginning of a character, at least one. */
  private static int malformed(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    if (lead < 0xE0 || lead > 0xF4 || i + 1 == to || !isContinuation(bytes[i + 1])) {
      return 1;
    }
    boolean third = i + 2 < to && isContinuation(bytes[i + 2]);
    if (lead == 0xED) {
      return third ? 3 : 2; // An encoded surrogate, which Java takes as one piece.
    }
    if (!isSecondInRange(lead, bytes[i + 1] & 0xFF)) {
      return 1;
    }
    return third && lead >= 0xF0 ? 3 : 2;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
