package io.tailrace.parsers;

/**
 * Reads points in time from bytes: RFC 3339 and its common relatives, and counts since 1970.
 *
 * <pre>
 * 2026-01-31T12:00:00.123456789Z    2026-01-31 12:00:00,123 UTC    2026/01/31 12:00:00 +0100
 * 2026.01.31 12:00:00.123456        2026-01-31_12:00:00            2026-01-31 01:02:03 PM CET
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

  /** "H:mm:ss". */
  private static final int SHORTEST_OF_DAY = 7;

  private static final int MAX_FRACTION_DIGITS = 9;
  private static final long[] POWERS_OF_TEN = powersOfTen();

  /** No zone that was ever in use is further from UTC, or by other minutes than quarters. */
  private static final int MAX_ZONE_HOURS = 14;

  private static final int ZONE_MINUTES = 15;

  private static final int MINUTES_OF_HALF_A_DAY = 720;

  /** In place of a two-digit number or a zone that is not there. */
  private static final int ABSENT = Integer.MIN_VALUE;

  private byte[] bytes = {};
  private int to;
  private int end;
  private boolean zoned;

  /** As it was written, which a following AM or PM may say otherwise. */
  private int hour;

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
    return end == to || (zoned && isZoneAgain()) ? nanos : LogRecord.NO_TIME;
  }

  /**
   * Whether all that is left names the zone once more, as Go and Java do after its offset: {@code
   * CET m=+0.001}, {@code [Europe/Berlin]}.
   */
  private boolean isZoneAgain() {
    if (bytes[end] == '[') {
      return Scan.indexOf(bytes, end, to, ']') == to - 1;
    }
    int name = end + 1;
    if (bytes[end] != ' ' || !(Scan.isAt(bytes, name, to, '+') || isCapital(name))) {
      return false;
    }
    int nameTo = Scan.wordEnd(bytes, name, to);
    return nameTo == to || Scan.isAt(bytes, nameTo + 1, to, 'm');
  }

  private boolean isCapital(int i) {
    return i < to && Ascii.isUpper(bytes[i]);
  }

  /** Reads a date and time at the beginning of a text; {@link #end} is where it ended. */
  long prefix(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.to = to;
    this.end = from;
    this.zoned = false;
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
    return (separator == '-' || separator == '/' || separator == '.')
        && bytes[from + 7] == separator
        && (middle == 'T' || middle == ' ' || middle == 't' || middle == '_')
        && bytes[from + 13] == ':';
  }

  private long dateAndMinute(int from) {
    int century = twoDigits(from);
    int yearOfCentury = twoDigits(from + 2);
    int month = twoDigits(from + 5);
    int day = twoDigits(from + 8);
    hour = paddedHour(from + 11);
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

  /** MariaDB writes a space in place of the zero. */
  private int paddedHour(int from) {
    int read = twoDigits(from);
    return read < 0 && bytes[from] == ' ' && isDigit(bytes[from + 1])
        ? bytes[from + 1] - '0'
        : read;
  }

  /**
   * Reads {@code HH:mm:ss}, or {@code H:mm:ss}, with or without a fraction and a zone, at the
   * beginning of a text; {@link #end} is where it ended.
   *
   * @param days the day whose time it is, as {@link CalendarDays#of} counts it
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  long timeOfDay(byte[] bytes, int from, int to, long days) {
    this.bytes = bytes;
    this.to = to;
    this.end = from;
    this.zoned = false;
    if (to - from < SHORTEST_OF_DAY) {
      return LogRecord.NO_TIME;
    }
    boolean oneDigit = bytes[from + 1] == ':' && isDigit(bytes[from]);
    int colon = oneDigit ? from + 1 : from + 2;
    hour = oneDigit ? bytes[from] - '0' : twoDigits(from);
    int minute = twoDigits(colon + 1);
    boolean shaped = bytes[colon] == ':' && Scan.isAt(bytes, colon + 3, to, ':');
    if (!shaped || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return LogRecord.NO_TIME;
    }
    long seconds = days * CalendarDays.SECONDS_PER_DAY + hour * 3_600L + minute * 60L;
    return secondsAndZone(seconds, colon + 3);
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
      if (i + 1 < to && isBeforeFraction(i) && isDigit(bytes[i + 1])) {
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
    if (zone == ABSENT) {
      return LogRecord.NO_TIME;
    }
    return CalendarDays.nanos(minuteSeconds + second - zone * 60L, fraction);
  }

  /** A colon is, too, before three digits and no more. */
  private boolean isBeforeFraction(int i) {
    return bytes[i] == '.'
        || bytes[i] == ','
        || (bytes[i] == ':' && Ascii.afterDigits(bytes, i + 1, to) == i + 4);
  }

  /** Minutes east of UTC; moves {@link #end} over the zone, if there is one. */
  private int zone(int from) {
    if (from == to) {
      return 0;
    }
    byte b = bytes[from];
    if (b == 'Z' || b == 'z') {
      end = from + 1;
      zoned = true;
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
    return Ascii.isUpper(b) ? named(from, b) : 0;
  }

  /** By a name, which no letter or digit follows: a longer word is the text's own. */
  private int named(int from, byte first) {
    int after = from;
    while (after < to && Ascii.isUpper(bytes[after])) {
      after++;
    }
    if (after < to && Ascii.isNamePart(bytes[after])) {
      return 0;
    }
    if (after == from + 2 && bytes[from + 1] == 'M' && (first == 'A' || first == 'P')) {
      return afterHalfDay(first == 'P', after);
    }
    int minutes = ZoneNames.named(bytes, from, after);
    if (minutes == ZoneNames.UNKNOWN) {
      return 0;
    }
    end = after;
    zoned = true;
    return after < to && (bytes[after] == '+' || bytes[after] == '-')
        ? beyondName(minutes, after)
        : minutes;
  }

  /** {@code UTC+01:00}; {@code UTC+1} is not read, and must not be taken for UTC. */
  private int beyondName(int minutes, int sign) {
    int more = offset(sign, true);
    boolean unread = end == sign && sign + 1 < to && isDigit(bytes[sign + 1]);
    return unread ? ABSENT : minutes + more;
  }

  /** After AM or PM, as if the hours that it adds or takes away were a zone's. */
  private int afterHalfDay(boolean afternoon, int after) {
    if (hour == 0 || hour > 12) {
      return 0;
    }
    boolean twelve = hour == 12;
    hour = 0; // There is no other half.
    end = after;
    int zone = zone(after);
    if (zone == ABSENT || afternoon == twelve) {
      return zone; // Noon is 12 PM, and 1 AM is 1.
    }
    return afternoon ? zone - MINUTES_OF_HALF_A_DAY : zone + MINUTES_OF_HALF_A_DAY;
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
    if (afterSpace && !isZone(hours, minutes, colon ? sign + 6 : sign + 5)) {
      return 0;
    }
    if (hours > 18 || minutes > 59) {
      return ABSENT;
    }
    zoned = true;
    end = minutes < 0 ? sign + 3 : colon ? sign + 6 : sign + 5;
    int sum = hours * 60 + Math.max(minutes, 0);
    return bytes[sign] == '-' ? -sum : sum;
  }

  /** A number that is none of a zone is the text's: "12:00:00 -1234 bytes". */
  private boolean isZone(int hours, int minutes, int after) {
    return hours <= MAX_ZONE_HOURS
        && minutes % ZONE_MINUTES == 0
        && minutes < 60
        && !(after < to && isDigit(bytes[after]));
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
