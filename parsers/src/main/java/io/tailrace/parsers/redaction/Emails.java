package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * E-mail addresses as people have them: of RFC 5322's local part only what needs no quotes, at most
 * 64 bytes, and a domain that ends with letters.
 */
final class Emails {
  private static final byte[] GIT = "git".getBytes(US_ASCII);
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 255;

  private Emails() {}

  /** Looks at {@code @}, or at {@code %40}, which it is in a URL. */
  static boolean find(Spot spot) {
    boolean encoded = spot.bytes[spot.at] == '%';
    if (encoded && (spot.byteAt(spot.at + 1) != '4' || spot.byteAt(spot.at + 2) != '0')) {
      return false;
    }
    int from = spot.at;
    while (from > spot.left && isLocal(spot.bytes[from - 1])) {
      from--;
      if (spot.at - from > MAX_LOCAL) {
        return false;
      }
    }
    while (from < spot.at && spot.bytes[from] == '.') {
      from++;
    }
    if (isGit(spot, from)) {
      return false;
    }
    from = beforeOtherLetters(spot, from);
    if (from == spot.at) {
      return false;
    }
    int end = endOfDomain(spot, spot.at + (encoded ? 3 : 1));
    return end > 0 && spot.found(from, end);
  }

  /** {@code git@github.com:acme/shop.git} is nobody's. */
  private static boolean isGit(Spot spot, int from) {
    return spot.at - from == GIT.length && spot.isAt(from, GIT);
  }

  /** Of an address with other letters (RFC 6531), unless it is so long that it is text. */
  private static int beforeOtherLetters(Spot spot, int from) {
    int i = from;
    while (true) {
      if (i > spot.left && isLocal(spot.bytes[i - 1])) {
        i--;
      } else if (i - 2 >= spot.left && isOtherLetter(spot, i - 2)) {
        i -= 2;
      } else {
        return i;
      }
      if (spot.at - i > MAX_LOCAL) {
        return from;
      }
    }
  }

  /**
   * Latin, Greek and Cyrillic letters, two bytes each in UTF-8. Those of languages that are written
   * without blanks are not taken, for they would be the sentence that an address stands in.
   */
  private static boolean isOtherLetter(Spot spot, int i) {
    int lead = spot.byteAt(i) & 0xFF;
    return lead >= 0xC3 && lead <= 0xD4 && spot.byteAt(i + 1) < 0;
  }

  private static boolean isLocal(byte b) {
    return Spot.isWord(b) || b == '.' || b == '-' || b == '+';
  }

  /** Where the domain that begins at {@code from} ends, or -1 if none does. */
  private static int endOfDomain(Spot spot, int from) {
    int end = -1;
    int label = from;
    int i = from;
    int limit = Math.min(spot.to, from + MAX_DOMAIN);
    if (isScale(spot, from)) {
      return -1;
    }
    while (i < limit && isDomain(spot, i)) {
      i++;
      boolean over = i == limit || !isDomain(spot, i);
      if (over) {
        if (label > from && isTopLevel(spot, label, i)) {
          end = i;
        }
        if (spot.byteAt(i) != '.') {
          break;
        }
        i++;
        label = i;
      }
    }
    return end;
  }

  private static boolean isDomain(Spot spot, int i) {
    byte b = spot.bytes[i];
    return Spot.isAlphanumeric(b)
        || b == '-'
        || isOtherLetter(spot, i)
        || (b < 0 && isOtherLetter(spot, i - 1));
  }

  /** {@code logo@2x.png} is an image for other screens. */
  private static boolean isScale(Spot spot, int from) {
    return spot.isDigitAt(from) && spot.byteAt(from + 1) == 'x' && spot.byteAt(from + 2) == '.';
  }

  /** Letters, or an internationalised name, {@code xn--…}. */
  private static boolean isTopLevel(Spot spot, int from, int to) {
    if (to - from < 2) {
      return false;
    }
    boolean international =
        to - from > 4 && spot.bytes[from + 2] == '-' && spot.bytes[from + 3] == '-';
    for (int i = from; i < to; i++) {
      if (!Spot.isLetter(spot.bytes[i]) && spot.bytes[i] >= 0 && !international) {
        return false;
      }
    }
    return true;
  }
}
