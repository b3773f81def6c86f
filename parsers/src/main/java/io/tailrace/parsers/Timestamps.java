package io.tailrace.parsers;

/**
 * Reads points in time from bytes: RFC 3339 and its common relatives, and counts since 1970.
 *
 * <pre>
 * 2026-01-31T12:00:00.123456789Z    2026-01-31 12:00:00,123 UTC    2026/01/31 12:00:00 +0100
 * 1769860800   1769860800123   1769860800.123456   1769860800123456789
 * </pre>
 *
 * <p>A time without a zone is taken as UTC, and {@link #isZoned} says so: a container's clock
 * nearly always is, and what a line means must not depend on where it is read. Times out of the
 * range of {@link CalendarDays} are refused. Belongs to one parser; remembers where the last time
 * that it read ended.
 */
final class Timestamps {
  /** "yyyy-MM-dd HH:mm": less than this is no time. */
  private static final int SHORTEST = 16;

  /** "HH:mm:ss". */
  private static final int SHORTEST_OF_DAY = 8;

  private static final int MAX_FRACTION_DIGITS = 9;
  private static final long[] POWERS_OF_TEN = powersOfTen();

  private static final byte[] UTC = {'U', 'T', 'C'};
  private static final byte[] GMT = {'G', 'M', 'T'};

  /** In place of a two-digit number or a zone that is not there. */
  private static final int ABSENT = Integer.MIN_VALUE;

  private byte[] bytes = {};
  private int to;
  private int end;
  private boolean zoned;

  /**
   * Reads a text that is a time and nothing else, of either form.
   *
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  long whole(byte[] bytes, int from, int to) {
    if (to - from > 4 && isDigit(bytes[from + 4])) {
      return number(bytes, from, to);
    }
    long nanos = prefix(bytes, from, to);
    return end == to ? nanos : LogRecord.NO_TIME;
  }

  /** Reads a date and time at the beginning of a text; {@link #end} is where it ended. */
  long prefix(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.to = to;
    this.end = from;
    if (to - from < SHORTEST || !isShaped(bytes, from)) {
      return LogRecord.NO_TIME;
    }
    long seconds = dateAndMinute(from);
    if (seconds == LogRecord.NO_TIME) {
      return LogRecord.NO_TIME;
    }
    return secondsAndZone(seconds, from + SHORTEST);
  }

  /** Index after the last byte of the time that was read. */
  int end() {
    return end;
  }

  /** Whether the time that was read said of which zone it is: otherwise it was taken for UTC. */
  boolean isZoned() {
    return zoned;
  }

  private static boolean isShaped(byte[] bytes, int from) {
    byte separator = bytes[from + 4];
    byte middle = bytes[from + 10];
    return (separator == '-' || separator == '/')
        && bytes[from + 7] == separator
        && (middle == 'T' || middle == ' ' || middle == 't')
        && bytes[from + 13] == ':';
  }

  private long dateAndMinute(int from) {
    int century = twoDigits(from);
    int yearOfCentury = twoDigits(from + 2);
    int month = twoDigits(from + 5);
    int day = twoDigits(from + 8);
    int hour = twoDigits(from + 11);
    int minute = twoDigits(from + 14);
    if (century < 0 || yearOfCentury < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return LogRecord.NO_TIME;
    }
    int year = century * 100 + yearOfCentury;
    if (!CalendarDays.isDate(year, month, day)) {
      return LogRecord.NO_TIME;
    }
    long days = CalendarDays.of(year, month, day);
    return days * CalendarDays.SECONDS_PER_DAY + hour * 3_600L + minute * 60L;
  }

  /**
   * Reads {@code HH:mm:ss}, with or without a fraction and a zone, at the beginning of a text;
   * {@link #end} is where it ended.
   *
   * @param days the day whose time it is, as {@link CalendarDays#of} counts it
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  long timeOfDay(byte[] bytes, int from, int to, long days) {
    this.bytes = bytes;
    this.to = to;
    this.end = from;
    int hour = twoDigits(from);
    int minute = twoDigits(from + 3);
    boolean shaped =
        to - from >= SHORTEST_OF_DAY && bytes[from + 2] == ':' && bytes[from + 5] == ':';
    if (!shaped || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return LogRecord.NO_TIME;
    }
    long seconds = days * CalendarDays.SECONDS_PER_DAY + hour * 3_600L + minute * 60L;
    return secondsAndZone(seconds, from + 5);
  }

  private long secondsAndZone(long minuteSeconds, int from) {
    int i = from;
    int second = 0;
    long fraction = 0;
    if (i < to && bytes[i] == ':') {
      second = twoDigits(i + 1);
      if (second < 0 || second > 59) {
        return LogRecord.NO_TIME;
      }
      i += 3;
      if (i + 1 < to && (bytes[i] == '.' || bytes[i] == ',') && isDigit(bytes[i + 1])) {
        int digits = skipDigits(i + 1);
        if (digits - i - 1 > MAX_FRACTION_DIGITS) {
          return LogRecord.NO_TIME;
        }
        fraction = scaled(i + 1, digits, MAX_FRACTION_DIGITS);
        i = digits;
      }
    }
    end = i;
    int zone = zone(i);
    zoned = end > i;
    if (zone == ABSENT) {
      return LogRecord.NO_TIME;
    }
    return CalendarDays.nanos(minuteSeconds + second - zone * 60L, fraction);
  }

  /** Minutes east of UTC; moves {@link #end} over the zone, if there is one. */
  private int zone(int from) {
    if (from == to) {
      return 0;
    }
    byte b = bytes[from];
    if (b == 'Z' || b == 'z') {
      end = from + 1;
      return 0;
    }
    if (b == '+' || b == '-') {
      return offset(from, false);
    }
    if (b == ' ' && from + 1 < to) {
      return zoneAfterSpace(from + 1);
    }
    return 0;
  }

  private int zoneAfterSpace(int from) {
    byte b = bytes[from];
    if (b == '+' || b == '-') {
      return offset(from, true);
    }
    if ((b == 'U' || b == 'G') && isNamedUtc(from)) {
      end = from + UTC.length;
    }
    return 0;
  }

  /** A longer word is the text's own. */
  private boolean isNamedUtc(int from) {
    int after = from + UTC.length;
    return (Ascii.startsWith(bytes, from, to, UTC) || Ascii.startsWith(bytes, from, to, GMT))
        && (after == to || !(Scan.isLetter(bytes[after]) || isDigit(bytes[after])));
  }

  /**
   * Reads {@code +hh:mm}, {@code +hhmm} or {@code +hh}. After a space only the first two are a
   * zone, and anything else is the text that follows: "12:00:00 - name - INFO".
   */
  private int offset(int sign, boolean afterSpace) {
    int hours = twoDigits(sign + 1);
    boolean colon = sign + 3 < to && bytes[sign + 3] == ':';
    int minutes = hours < 0 ? ABSENT : twoDigits(colon ? sign + 4 : sign + 3);
    if (hours < 0 || (minutes < 0 && (afterSpace || colon))) {
      return afterSpace ? 0 : ABSENT;
    }
    if (hours > 18 || minutes > 59) {
      return ABSENT;
    }
    end = minutes < 0 ? sign + 3 : colon ? sign + 6 : sign + 5;
    int sum = hours * 60 + Math.max(minutes, 0);
    return bytes[sign] == '-' ? -sum : sum;
  }

  /**
   * Reads a count since 1970 of seconds, milli-, micro- or nanoseconds, told apart by its size,
   * with or without a decimal fraction.
   *
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  long number(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.to = to;
    this.zoned = true;
    int point = skipDigits(from);
    int digits = point - from;
    if (digits < 9 || digits > 19 || bytes[from] == '0') {
      return LogRecord.NO_TIME;
    }
    int fractionTo = point;
    if (point < to && bytes[point] == '.') {
      fractionTo = skipDigits(point + 1);
    }
    if (fractionTo != to || fractionTo == point + 1) {
      return LogRecord.NO_TIME;
    }
    // The known seconds have nine or ten digits; each finer unit has three more.
    int unitDigits = 3 * ((19 - digits) / 3);
    return ofUnits(scaled(from, point, digits), unitDigits, point + 1, fractionTo);
  }

  private long ofUnits(long count, int unitDigits, int fractionFrom, int fractionTo) {
    long unitsPerSecond = POWERS_OF_TEN[9 - unitDigits];
    long seconds = count / unitsPerSecond;
    long nanos = count % unitsPerSecond * POWERS_OF_TEN[unitDigits];
    int used = Math.min(fractionTo, fractionFrom + unitDigits);
    return CalendarDays.nanos(seconds, nanos + scaled(fractionFrom, used, unitDigits));
  }

  /** The digits as a number, as if there were {@code width} of them. */
  private long scaled(int from, int to, int width) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    int missing = width - Math.max(0, to - from);
    return value * POWERS_OF_TEN[missing];
  }

  private static long[] powersOfTen() {
    var powers = new long[10];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  private int skipDigits(int from) {
    int i = from;
    while (i < to && isDigit(bytes[i])) {
      i++;
    }
    return i;
  }

  private int twoDigits(int from) {
    if (from + 2 > to || !isDigit(bytes[from]) || !isDigit(bytes[from + 1])) {
      return ABSENT;
    }
    return (bytes[from] - '0') * 10 + (bytes[from + 1] - '0');
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
