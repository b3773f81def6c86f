package io.tailrace.parsers.redaction;

/**
 * The value of a {@code Cookie} or {@code Set-Cookie} header (RFC 6265): {@code a=1; b=2; Secure}.
 */
final class Cookies {
  private Cookies() {}

  /** Where cookies that begin at {@code from} end; {@code from} if there are none. */
  static int end(Spot spot, int from) {
    int end = from;
    int i = from;
    while (true) {
      int name = afterName(spot, i);
      boolean valued = name > i && spot.byteAt(name) == '=';
      if (name == i || (!valued && end == from)) {
        return end;
      }
      end = valued ? afterValue(spot, name + 1) : name;
      if (spot.byteAt(end) != ';') {
        return end;
      }
      i = spot.afterBlanks(end + 1);
    }
  }

  private static int afterName(Spot spot, int from) {
    int i = from;
    while (i < spot.to && isOctet(spot.bytes[i]) && spot.bytes[i] != '=') {
      i++;
    }
    return i;
  }

  private static int afterValue(Spot spot, int from) {
    int i = from;
    while (i < spot.to && isOctet(spot.bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isOctet(byte b) {
    return switch (b) {
      case '"', '\'', ',', ';', '\\', '<', '>', ']', '}' -> false;
      default -> b > ' ' && b < 0x7f;
    };
  }

  /** Whether a whole value is some: there is a name and a value in it. */
  static boolean areIn(byte[] bytes, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] == '=') {
        return true;
      }
    }
    return false;
  }
}
