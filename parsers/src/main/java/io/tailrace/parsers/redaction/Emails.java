package io.tailrace.parsers.redaction;

/**
 * E-mail addresses as people have them: of RFC 5322's local part only what needs no quotes, at most
 * 64 bytes, and a domain that ends with letters.
 */
final class Emails {
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
    if (from == spot.at) {
      return false;
    }
    int end = endOfDomain(spot, spot.at + (encoded ? 3 : 1));
    return end > 0 && spot.found(from, end);
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
    while (i < limit && (Spot.isAlphanumeric(spot.bytes[i]) || spot.bytes[i] == '-')) {
      i++;
      boolean over = i == limit || !(Spot.isAlphanumeric(spot.bytes[i]) || spot.bytes[i] == '-');
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

  /** Letters, or an internationalised name, {@code xn--…}. */
  private static boolean isTopLevel(Spot spot, int from, int to) {
    if (to - from < 2) {
      return false;
    }
    boolean international =
        to - from > 4 && spot.bytes[from + 2] == '-' && spot.bytes[from + 3] == '-';
    for (int i = from; i < to; i++) {
      if (!Spot.isLetter(spot.bytes[i]) && !international) {
        return false;
      }
    }
    return true;
  }
}
