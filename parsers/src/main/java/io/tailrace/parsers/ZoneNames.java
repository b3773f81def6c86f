package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Time zones by the short names that mean one thing wherever they are written. {@code CST}, {@code
 * IST} and {@code BST} are not among them: each is several zones, hours apart.
 */
enum ZoneNames {
  UTC(0),
  GMT(0),
  WET(0),
  WEST(60),
  CET(60),
  CEST(120),
  EET(120),
  EEST(180),
  MSK(180),
  JST(540),
  KST(540),
  EST(-300),
  EDT(-240),
  CDT(-300),
  MST(-420),
  MDT(-360),
  PST(-480),
  PDT(-420);

  static final int UNKNOWN = Integer.MIN_VALUE;

  private static final ZoneNames[] ALL = values();

  private final int minutesEast;

  @SuppressWarnings("ImmutableEnumChecker") // Never written to.
  private final byte[] spelling;

  ZoneNames(int minutesEast) {
    this.minutesEast = minutesEast;
    this.spelling = name().getBytes(US_ASCII);
  }

  /** Minutes east of UTC of a name or of {@code +hh} or {@code -hh}, or {@link #UNKNOWN}. */
  static int minutesEast(byte[] bytes, int from, int to) {
    int hours = to - from == 3 ? Scan.twoDigits(bytes, from + 1, to) : Scan.NONE;
    if (hours >= 0 && hours <= 18 && (bytes[from] == '+' || bytes[from] == '-')) {
      return bytes[from] == '-' ? -60 * hours : 60 * hours;
    }
    return named(bytes, from, to);
  }

  /** Minutes east of UTC of a name, or {@link #UNKNOWN}. */
  static int named(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < 3 || length > 4 || !endsLikeOne(bytes[to - 1])) {
      return UNKNOWN;
    }
    for (ZoneNames zone : ALL) {
      if (Arrays.equals(zone.spelling, 0, zone.spelling.length, bytes, from, to)) {
        return zone.minutesEast;
      }
    }
    return UNKNOWN;
  }

  /** No level does. */
  private static boolean endsLikeOne(byte last) {
    return last == 'T' || last == 'C' || last == 'K';
  }
}
