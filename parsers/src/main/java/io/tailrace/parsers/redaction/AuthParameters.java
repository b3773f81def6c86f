package io.tailrace.parsers.redaction;

/**
 * What follows a scheme that has no token but parameters (RFC 9110, section 11.2), as Digest:
 * {@code username="bob", nonce="1f", response=77}.
 */
final class AuthParameters {
  private AuthParameters() {}

  /** Where those that begin at {@code from} end; {@code from} if there are none. */
  static int end(Spot spot, int from) {
    int end = from;
    int i = from;
    while (true) {
      int value = afterName(spot, i);
      int next = value == i ? i : afterValue(spot, value);
      if (next <= value) {
        return end;
      }
      end = next;
      i = spot.afterBlanks(next);
      if (spot.byteAt(i) != ',') {
        return end;
      }
      i = spot.afterBlanks(i + 1);
    }
  }

  /** Index after the equals sign of a name, or {@code from}. */
  private static int afterName(Spot spot, int from) {
    int i = from;
    while (i < spot.to && (Spot.isWord(spot.bytes[i]) || spot.bytes[i] == '-')) {
      i++;
    }
    return i > from && spot.byteAt(i) == '=' ? i + 1 : from;
  }

  private static int afterValue(Spot spot, int from) {
    int quote = from;
    while (spot.byteAt(quote) == '\\') {
      quote++;
    }
    if (spot.byteAt(quote) == '"') {
      int end = QuotedText.end(spot, quote + 1, quote - from);
      return Math.min(spot.to, end + quote - from + 1);
    }
    int i = from;
    while (i < spot.to && isBare(spot.bytes[i])) {
      i++;
    }
    return spot.byteAt(from) == '=' ? from : i;
  }

  private static boolean isBare(byte b) {
    return b > ' ' && b != ',' && b != '"' && b != '\'' && b != '\\' && b != ']' && b != '}';
  }
}
