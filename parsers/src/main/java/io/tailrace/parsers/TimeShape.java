package io.tailrace.parsers;

/**
 * Whether a text begins with what was meant to be a time, though it may be none: a day that does
 * not exist, a year out of range, a date in an order of its own, or a time of day alone.
 *
 * <pre>
 * 2026-02-30 12:00:00   99/99/2026   31.01.2026 12:00   0001-01-01T00:00:00Z
 * 31/Foo/2026:12:00:00   Feb 30 12:00:00   Sat, 31 Feb 2026 12:00:00   25:61:00
 * </pre>
 */
final class TimeShape {
  /** A time of day stands no further from the beginning: {@code Sat, 31 Jan 2026 12:00:00}. */
  private static final int MAX_BEFORE_TIME_OF_DAY = 17;

  private static final String NAMES =
      "jan feb mar apr may jun jul aug sep oct nov dec sun mon tue wed thu fri sat";

  private TimeShape() {}

  /** Whether the text {@code bytes[from, to)} begins so. */
  static boolean isAt(byte[] bytes, int from, int to) {
    if (to - from < 8) {
      return false;
    }
    if (Ascii.isDigit(bytes[from])) {
      return isDate(bytes, from, to)
          || isNamedDate(bytes, from, to)
          || isTimeOfDay(bytes, from, to);
    }
    return isName(bytes, from) && isBeforeTimeOfDay(bytes, from, to);
  }

  /** {@code 2026-13-32} or {@code 32.13.2026}. */
  private static boolean isDate(byte[] bytes, int from, int to) {
    int first = digitsTo(bytes, from, to);
    byte separator = first < to ? bytes[first] : 0;
    boolean separated = separator == '-' || separator == '/' || separator == '.';
    int second = separated ? digitsTo(bytes, first + 1, to) : to;
    if (second >= to || bytes[second] != separator || second - first != 3) {
      return false;
    }
    int third = digitsTo(bytes, second + 1, to);
    int last = third - second - 1;
    return first - from == 4 ? last == 2 : first - from == 2 && last == 4;
  }

  /** {@code 31/Foo/2026} or {@code 1 Foo 2026}. */
  private static boolean isNamedDate(byte[] bytes, int from, int to) {
    int day = digitsTo(bytes, from, to);
    int year = day + 5;
    return day - from <= 2
        && year < to
        && (bytes[day] == '/' || bytes[day] == '-' || bytes[day] == ' ')
        && bytes[day + 4] == bytes[day]
        && areLetters(bytes, day + 1, day + 4)
        && digitsTo(bytes, year, to) == year + 4;
  }

  /** {@code 25:61:00}. */
  private static boolean isTimeOfDay(byte[] bytes, int from, int to) {
    return from + 8 <= to
        && bytes[from + 2] == ':'
        && bytes[from + 5] == ':'
        && digitsTo(bytes, from, to) == from + 2
        && digitsTo(bytes, from + 3, to) == from + 5
        && digitsTo(bytes, from + 6, to) == from + 8;
  }

  /** The three letters of a month or a day of the week, and no more of them. */
  private static boolean isName(byte[] bytes, int from) {
    if (!areLetters(bytes, from, from + 3) || (bytes[from + 3] != ' ' && bytes[from + 3] != ',')) {
      return false;
    }
    for (int i = 0; i < NAMES.length(); i += 4) {
      if ((bytes[from] | 0x20) == NAMES.charAt(i)
          && (bytes[from + 1] | 0x20) == NAMES.charAt(i + 1)
          && (bytes[from + 2] | 0x20) == NAMES.charAt(i + 2)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBeforeTimeOfDay(byte[] bytes, int from, int to) {
    int last = from + MAX_BEFORE_TIME_OF_DAY;
    for (int i = from + 4; i <= last; i++) {
      if (i + 8 <= to && bytes[i - 1] == ' ' && isTimeOfDay(bytes, i, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean areLetters(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Scan.isLetter(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** No number in a time has more than four digits; of a longer one this is not the end. */
  private static int digitsTo(byte[] bytes, int from, int to) {
    return Ascii.afterDigits(bytes, from, Math.min(to, from + 5));
  }
}
