package io.tailrace.parsers.redaction;

/** The password in {@code scheme://user:PASSWORD@host} (RFC 3986, section 3.2.1). */
final class UrlPasswords {
  private UrlPasswords() {}

  /** Looks at the colon after the scheme. */
  static boolean find(Spot spot) {
    int from = afterSlash(spot, afterSlash(spot, spot.at + 1));
    if (from < 0 || !spot.isWordBefore(spot.at)) {
      return false;
    }
    int colon = -1;
    int sign = -1;
    for (int i = from; i < spot.to && !endsAuthority(spot.bytes[i]); i++) {
      if (spot.bytes[i] == ':' && colon < 0) {
        colon = i;
      } else if (spot.bytes[i] == '@') {
        sign = i;
      }
    }
    if (colon < 0 || sign <= colon + 1) {
      return false;
    }
    return spot.found(colon + 1, sign);
  }

  /** Index after a slash at {@code i}, which some write {@code \/} in JSON; -1 if there is none. */
  private static int afterSlash(Spot spot, int i) {
    int slash = spot.escaped && spot.byteAt(i) == '\\' ? i + 1 : i;
    return i >= 0 && spot.byteAt(slash) == '/' ? slash + 1 : -1;
  }

  private static boolean endsAuthority(byte b) {
    return switch (b) {
      case '/', '?', '#', '"', '\'', '<', '>', '\\', '`' -> true;
      default -> b >= 0 && b <= ' ';
    };
  }
}
