package io.tailrace.parsers.redaction;

/** IP addresses as RFC 791 and RFC 4291 have them written. */
final class IpAddresses {
  private static final int OCTETS = 4;
  private static final int GROUPS = 8;

  private IpAddresses() {}

  /**
   * IPv4, looked for where a run of digits begins. Not in a version of more parts; nor {@code
   * 120.0.0.0}, which is no host's address but that of browsers' versions.
   */
  static boolean findV4(Spot spot) {
    int end = endOfV4(spot, spot.at);
    if (end < 0 || isInsideMore(spot, end) || endsWithZeros(spot, end)) {
      return false;
    }
    return spot.found(spot.at, end);
  }

  private static boolean isInsideMore(Spot spot, int end) {
    int b = spot.byteAt(end);
    return spot.isWordAt(end)
        || (b == '.' && spot.isDigitAt(end + 1))
        || (b == '-' && end + 1 < spot.to && Spot.isLetter(spot.bytes[end + 1]));
  }

  private static boolean endsWithZeros(Spot spot, int end) {
    byte[] b = spot.bytes;
    for (int i = end - 1; i >= end - 6; i -= 2) {
      if (b[i] != '0' || b[i - 1] != '.') {
        return false;
      }
    }
    return true;
  }

  /** Where the address that begins at {@code i} ends, or -1 if none does. */
  private static int endOfV4(Spot spot, int i) {
    for (int octet = 1; ; octet++) {
      int from = i;
      int value = 0;
      while (spot.isDigitAt(i) && i - from < 3) {
        value = value * 10 + spot.bytes[i++] - '0';
      }
      if (i == from || value > 255) {
        return -1;
      }
      if (octet == OCTETS) {
        return i;
      }
      if (spot.byteAt(i) != '.') {
        return -1;
      }
      i++;
    }
  }

  /**
   * IPv6, looked for at a colon: the first of an address finds it. All eight groups, or {@code ::}
   * and a digit, so that neither times nor names in C++ are taken for one.
   */
  static boolean findV6(Spot spot) {
    int next = spot.byteAt(spot.at + 1);
    if (next != ':' && !Spot.isHex((byte) next)) {
      return false;
    }
    int from = spot.at;
    while (from > spot.left && spot.at - from < 4 && Spot.isHex(spot.bytes[from - 1])) {
      from--;
    }
    int before = spot.byteAt(from - 1);
    if (spot.isWordBefore(from) || before == ':' || before == '.') {
      return false;
    }
    if (from == spot.at && next != ':') {
      return false;
    }
    int end = endOfV6(spot, from);
    return end > 0 && !isInsideMoreGroups(spot, end) && spot.found(from, end);
  }

  private static boolean isInsideMoreGroups(Spot spot, int end) {
    int b = spot.byteAt(end);
    int next = spot.byteAt(end + 1);
    return spot.isWordAt(end)
        || (b == ':' && (next == ':' || Spot.isHex((byte) next)))
        || (b == '.' && spot.isDigitAt(end + 1));
  }

  /** Where the address that begins at {@code i} ends, or -1 if none does. */
  private static int endOfV6(Spot spot, int i) {
    int groups = 0;
    boolean compressed = false;
    boolean digit = false;
    while (groups < GROUPS) {
      if (spot.byteAt(i) == ':' && spot.byteAt(i + 1) == ':') {
        if (compressed) {
          return -1;
        }
        compressed = true;
        i += 2;
        if (!Spot.isHex((byte) spot.byteAt(i))) {
          break;
        }
      }
      int from = i;
      while (i - from < 4 && Spot.isHex((byte) spot.byteAt(i))) {
        digit |= Spot.isDigit(spot.bytes[i]);
        i++;
      }
      if (spot.byteAt(i) == '.' && groups + 2 <= GROUPS) {
        int v4 = endOfV4(spot, from);
        if (v4 > 0) {
          groups += 2;
          i = v4;
          break;
        }
      }
      groups++;
      boolean more =
          spot.byteAt(i) == ':'
              && (spot.byteAt(i + 1) == ':' || Spot.isHex((byte) spot.byteAt(i + 1)));
      if (!more) {
        break;
      }
      if (spot.byteAt(i + 1) != ':') {
        i++;
      }
    }
    boolean whole = compressed ? groups > 0 && groups < GROUPS && digit : groups == GROUPS;
    return whole ? i : -1;
  }
}
