package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Credentials that are known by their form, wherever they stand. */
final class Tokens {
  private static final byte[] BEARER = "bearer".getBytes(US_ASCII);

  /** Words that follow "bearer" where people write about it. */
  private static final byte[][] PROSE = {
    "token".getBytes(US_ASCII),
    "tokens".getBytes(US_ASCII),
    "auth".getBytes(US_ASCII),
    "authentication".getBytes(US_ASCII),
    "authorization".getBytes(US_ASCII),
    "scheme".getBytes(US_ASCII),
    "header".getBytes(US_ASCII),
    "realm".getBytes(US_ASCII),
    "error".getBytes(US_ASCII)
  };

  /** So long a word is none. */
  private static final int LONG_TOKEN = 20;

  /** RFC 7516 has five parts, RFC 7519 three. */
  private static final int MAX_PARTS = 5;

  private static final int LEAST_HEADER = 8;
  private static final int LEAST_PAYLOAD = 4;

  /** After {@code AKIA} or {@code ASIA}. */
  private static final int AWS_ID = 16;

  private Tokens() {}

  /** A JSON web token, looked for at the J of {@code eyJ}: Base64 of a brace and a quote. */
  static boolean findJwt(Spot spot) {
    int from = spot.at - 2;
    if (from < spot.left || spot.bytes[from] != 'e' || spot.bytes[from + 1] != 'y') {
      return false;
    }
    if (spot.isWordBefore(from) || spot.byteAt(from - 1) == '-') {
      return false;
    }
    int header = afterBase64Url(spot, from);
    if (header - from < LEAST_HEADER) {
      return false;
    }
    int end = -1;
    int i = header;
    for (int part = 2; part <= MAX_PARTS && spot.byteAt(i) == '.'; part++) {
      int begin = i + 1;
      i = afterBase64Url(spot, begin);
      boolean enough = part > 2 || i - begin >= LEAST_PAYLOAD || i == begin;
      if (!enough) {
        break;
      }
      end = i > begin ? i : end;
    }
    return end > 0 && spot.found(from, end);
  }

  private static int afterBase64Url(Spot spot, int i) {
    while (i < spot.to && isBase64Url(spot.bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBase64Url(byte b) {
    return Spot.isWord(b) || b == '-';
  }

  /** The id of an AWS key, {@code AKIA…} or {@code ASIA…}, looked for at its second letter. */
  static boolean findAwsId(Spot spot) {
    int from = spot.at - 1;
    if (from < spot.left
        || spot.bytes[from] != 'A'
        || spot.byteAt(from + 2) != 'I'
        || spot.byteAt(from + 3) != 'A'
        || spot.isWordBefore(from)) {
      return false;
    }
    int end = from + 4;
    while (end < spot.to && isUpperOrDigit(spot.bytes[end])) {
      end++;
    }
    return end - from == 4 + AWS_ID && !spot.isWordAt(end) && spot.found(from, end);
  }

  private static boolean isUpperOrDigit(byte b) {
    return Spot.isDigit(b) || (b >= 'A' && b <= 'Z');
  }

  /** {@code Bearer} and a token, looked for at the B; "the bearer of this" is none. */
  static boolean findBearer(Spot spot) {
    if (spot.isWordBefore(spot.at) || !spot.isAt(spot.at, BEARER)) {
      return false;
    }
    int word = spot.at + BEARER.length;
    int from = spot.afterBlanks(word);
    int end = afterToken(spot, from);
    if (from == word || end == from) {
      return false;
    }
    return isToken(spot, from, end) && spot.found(from, end);
  }

  /** RFC 6750's token68: letters, digits and some signs. */
  static int afterToken(Spot spot, int i) {
    while (i < spot.to && isTokenByte(spot.bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isTokenByte(byte b) {
    return Spot.isWord(b) || b == '-' || b == '.' || b == '~' || b == '+' || b == '/' || b == '=';
  }

  /** Not a word of a sentence: it has a digit, is long, or is all there is. */
  static boolean isToken(Spot spot, int from, int end) {
    for (int i = from; i < end; i++) {
      if (Spot.isDigit(spot.bytes[i])) {
        return true;
      }
    }
    if (end - from >= LONG_TOKEN) {
      return true;
    }
    for (byte[] word : PROSE) {
      if (spot.isAt(from, word) && !Spot.isLetter((byte) spot.byteAt(from + word.length))) {
        return false;
      }
    }
    return end == spot.to || !Spot.isBlank(spot.bytes[end]);
  }
}
