package io.tailrace.parsers.redaction;

/** Finds where a value without quotes ends. */
final class BareValue {
  private BareValue() {}

  /** The index after the last byte of the value that begins at {@code from}. */
  static int end(Spot spot, int from) {
    int i = from;
    while (i < spot.to && !endsAt(spot, i)) {
      i += lengthAt(spot, i);
    }
    return Math.min(i, spot.to);
  }

  /** An escape is one character, whatever its length. */
  private static int lengthAt(Spot spot, int i) {
    if (!spot.escaped || spot.bytes[i] != '\\') {
      return 1;
    }
    return spot.byteAt(i + 1) == 'u' ? 6 : 2;
  }

  /** Whether a value that has come so far has ended. */
  static boolean endsAt(Spot spot, int i) {
    if (i >= spot.to) {
      return true;
    }
    byte b = spot.bytes[i];
    return switch (b) {
      case '"', '\'', '&', '<', '>', '`' -> true;
      case '\\' -> endsAtBackslash(spot, i);
      case ',', ';' -> endsAtComma(spot, i + 1);
      case ')', ']', '}' -> endsAtBracket(spot, i + 1);
      default -> b >= 0 && b <= ' ';
    };
  }

  private static boolean endsAtBackslash(Spot spot, int i) {
    int next = spot.byteAt(i + 1);
    if (spot.escaped) {
      return next != '\\' && next != '/' && next != 'u';
    }
    return next == '"' || next == '\'';
  }

  /** {@code a=b,c=d} has two values, {@code a=b,c} one. */
  private static boolean endsAtComma(Spot spot, int next) {
    if (isBreak(spot, next)) {
      return true;
    }
    for (int i = next; i < spot.to; i++) {
      byte b = spot.bytes[i];
      if (b == '=' || b == ':') {
        return true;
      }
      if (!Spot.isWord(b) && b != '-' && b != '.') {
        return b == '\\' || b == '"';
      }
    }
    return false;
  }

  private static boolean endsAtBracket(Spot spot, int next) {
    return isBreak(spot, next) || spot.byteAt(next) == '.';
  }

  private static boolean isBreak(Spot spot, int i) {
    int b = spot.byteAt(i);
    return b >= 0 && (b <= ' ' || "\"'\\,;)]}&<>".indexOf(b) >= 0);
  }
}
