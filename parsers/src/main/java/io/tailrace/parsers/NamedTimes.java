package io.tailrace.parsers;

import java.util.function.LongSupplier;

/**
 * Reads points in time whose month is a name or whose year is not there.
 *
 * <pre>
 * 31/Jan/2026:12:00:00 +0100          access logs
 * Sat, 31 Jan 2026 12:00:00 GMT       RFC 1123, RFC 2822
 * 31 Jan 2026 12:00:00.123            Redis
 * 31-Jan-2026 12:00:00.123            Tomcat, PHP-FPM, BIND
 * 31.01.2026 12:00:00
 * Sat Jan 31 12:00:00.123456 2026     Apache's error log, ctime
 * Jan 31, 2026 1:02:03 PM             java.util.logging
 * Jan 31 2026 12:00:00                Cisco
 * 26/01/31 12:00:00                   Spark
 * Jan 31 12:00:00   Jan  1 12:00:00   syslog
 * 0131 12:00:00.123456                klog
 * </pre>
 *
 * <p>A time without a year is in the latest year in which it is no more than a day after the
 * reference: what is read was written before, but for clocks and zones that differ. A time without
 * a zone is taken as UTC. Belongs to one parser; remembers where the last time that it read ended.
 */
final class NamedTimes {
  /** For times without a year then nothing says in which they are. */
  static final LongSupplier NO_REFERENCE = () -> LogRecord.NO_TIME;

  private static final long NANOS_PER_DAY =
      CalendarDays.SECONDS_PER_DAY * CalendarDays.NANOS_PER_SECOND;

  /** Any one day, to read the time of day alone. */
  private static final long SOME_DAY = CalendarDays.of(2000, 1, 1);

  /** From one 29th of February to the next there may be so many years. */
  private static final int MAX_YEARS_BACK = 8;

  /** A day and a year of two digits can be mistaken for each other in times longer ago. */
  private static final int MAX_DAYS_BACK = 31;

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String WEEKDAYS = "sunmontuewedthufrisat";

  private final Timestamps times = new Timestamps();
  private final LongSupplier reference;

  private byte[] bytes = {};
  private int to;
  private int end;

  /** What {@link #timeOfDay} read, from the day's beginning in UTC; less than none by a zone. */
  private long nanosOfDay;

  /**
   * @param reference answers about when lines are read, in nanoseconds since 1970, or {@link
   *     LogRecord#NO_TIME}; asked for each time without a year
   */
  NamedTimes(LongSupplier reference) {
    this.reference = reference;
  }

  /**
   * Index after the last byte of the time that was read; where it should begin if there is none.
   */
  int end() {
    return end;
  }

  /** As {@link Timestamps#isZoned}. */
  boolean isZoned() {
    return times.isZoned();
  }

  /**
   * Reads a time of any shape but klog's, with a year, at the beginning of a text, or a syslog time
   * without one.
   *
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  long prefix(byte[] bytes, int from, int to) {
    begin(bytes, from, to);
    if (to - from < 15) {
      return LogRecord.NO_TIME;
    }
    if (Ascii.isDigit(bytes[from])) {
      return switch (bytes[from + 2]) {
        case '/' -> bytes[from + 6] == '/' ? access(bytes, from, to) : shortYear(from);
        case '.' -> dotted(from);
        default -> dayFirst(bytes, from, to);
      };
    }
    return switch (bytes[from + 3]) {
      case ',' -> weekday(from) < 0 ? LogRecord.NO_TIME : afterWeekday(from);
      case ' ' -> weekday(from) < 0 ? monthFirst(bytes, from, to) : ctime(bytes, from, to);
      default -> LogRecord.NO_TIME;
    };
  }

  /** Reads {@code Jan 31 12:00:00}, also with a year: {@link #end} says whether it is one. */
  long monthFirst(byte[] bytes, int from, int to) {
    long nanos = withoutYear(bytes, from, to);
    return end == from && to - from >= 19 && Ascii.isDigit(bytes[from + 4])
        ? withYear(from)
        : nanos;
  }

  /** Reads {@code Jan 31, 2026 1:02:03 PM} or {@code Jan 31 2026 12:00:00}. */
  private long withYear(int from) {
    int dayTo = Ascii.afterDigits(bytes, from + 4, from + 6);
    int year = dayTo + (bytes[dayTo] == ',' ? 2 : 1);
    if (bytes[from + 3] != ' '
        || bytes[year - 1] != ' '
        || !Scan.isAt(bytes, year + 4, to, ' ')
        || month(from) == 0
        || !timeOfDay(year + 5)) {
      return LogRecord.NO_TIME;
    }
    int day = number(from + 4, dayTo);
    return ofDate(Scan.fourDigits(bytes, year, to), month(from), day, times.end());
  }

  /** Reads {@code 31.01.2026 12:00:00}. */
  private long dotted(int from) {
    if (to - from < 19
        || bytes[from + 5] != '.'
        || bytes[from + 10] != ' '
        || !timeOfDay(from + 11)) {
      return LogRecord.NO_TIME;
    }
    int day = Scan.twoDigits(bytes, from, to);
    int year = Scan.fourDigits(bytes, from + 6, to);
    return ofDate(year, Scan.twoDigits(bytes, from + 3, to), day, times.end());
  }

  /**
   * Reads {@code 26/01/31 12:00:00}, which some write the other way round: so it is one only if it
   * is less than {@link #MAX_DAYS_BACK} old, when it cannot be both.
   */
  private long shortYear(int from) {
    if (to - from < 17
        || bytes[from + 5] != '/'
        || bytes[from + 8] != ' '
        || !timeOfDay(from + 9)) {
      return LogRecord.NO_TIME;
    }
    long now = reference.getAsLong();
    int month = Scan.twoDigits(bytes, from + 3, to);
    int day = Scan.twoDigits(bytes, from + 6, to);
    int endOfTime = times.end();
    long nanos = ofDate(2000 + Scan.twoDigits(bytes, from, to), month, day, endOfTime);
    if (nanos == LogRecord.NO_TIME
        || now == LogRecord.NO_TIME
        || nanos > now + NANOS_PER_DAY
        || nanos < now - MAX_DAYS_BACK * NANOS_PER_DAY) {
      end = from;
      return LogRecord.NO_TIME;
    }
    return nanos;
  }

  /** Reads {@code 31/Jan/2026:12:00:00 +0100}; Python's servers write a space for the colon. */
  long access(byte[] bytes, int from, int to) {
    begin(bytes, from, to);
    boolean shaped =
        to - from >= 20
            && bytes[from + 2] == '/'
            && bytes[from + 6] == '/'
            && (bytes[from + 11] == ':' || bytes[from + 11] == ' ');
    if (!shaped || !timeOfDay(from + 12)) {
      return LogRecord.NO_TIME;
    }
    int day = Scan.twoDigits(bytes, from, to);
    return ofDate(Scan.fourDigits(bytes, from + 7, to), month(from + 3), day, times.end());
  }

  /**
   * Reads {@code 31 Jan 2026 12:00:00.123} or {@code 31-Jan-2026 12:00:00.123}; the day may have
   * one digit.
   */
  long dayFirst(byte[] bytes, int from, int to) {
    begin(bytes, from, to);
    int dayTo = Ascii.afterDigits(bytes, from, Math.min(to, from + 2));
    boolean shaped =
        dayTo > from
            && to - dayTo >= 18
            && (bytes[dayTo] == ' ' || bytes[dayTo] == '-')
            && bytes[dayTo + 4] == bytes[dayTo]
            && bytes[dayTo + 9] == ' ';
    if (!shaped || !timeOfDay(dayTo + 10) || isBeforeRegion(times.end())) {
      return LogRecord.NO_TIME;
    }
    int year = Scan.fourDigits(bytes, dayTo + 5, to);
    return ofDate(year, month(dayTo + 1), number(from, dayTo), times.end());
  }

  /** Reads {@code Sat Jan 31 12:00:00.123456 2026}. */
  long ctime(byte[] bytes, int from, int to) {
    begin(bytes, from, to);
    int month = from + 4;
    if (to - from < 24 || bytes[from + 3] != ' ' || weekday(from) < 0 || !isMonthFirst(month)) {
      return LogRecord.NO_TIME;
    }
    int year = times.end() + 1;
    if (!Scan.isAt(bytes, year - 1, to, ' ')) {
      return LogRecord.NO_TIME;
    }
    int date = Scan.fourDigits(bytes, year, to);
    return ofDate(date, month(month), paddedDay(month + 4), year + 4);
  }

  /** Reads {@code Jan 31 12:00:00}; without a reference {@link #end} alone says that it is one. */
  long withoutYear(byte[] bytes, int from, int to) {
    begin(bytes, from, to);
    if (to - from < 15 || !isMonthFirst(from)) {
      return LogRecord.NO_TIME;
    }
    return nearReference(month(from), paddedDay(from + 4), times.end());
  }

  /** Reads {@code 0131 12:00:00.123456}, or {@code 20260131 12:00:00.123456}, as klog does. */
  long compact(byte[] bytes, int from, int to) {
    begin(bytes, from, to);
    int dateTo = Ascii.afterDigits(bytes, from, Math.min(to, from + 9));
    boolean withYear = dateTo - from == 8;
    if ((!withYear && dateTo - from != 4)
        || !Scan.isAt(bytes, dateTo, to, ' ')
        || !timeOfDay(dateTo + 1)) {
      return LogRecord.NO_TIME;
    }
    int month = Scan.twoDigits(bytes, dateTo - 4, to);
    int day = Scan.twoDigits(bytes, dateTo - 2, to);
    return withYear
        ? ofDate(Scan.fourDigits(bytes, from, to), month, day, times.end())
        : nearReference(month, day, times.end());
  }

  /** Whether the time is one of {@code Europe/Berlin}, as PHP writes it: that is not read. */
  private boolean isBeforeRegion(int i) {
    if (i + 1 >= to || bytes[i] != ' ' || !Ascii.isUpper(bytes[i + 1])) {
      return false;
    }
    int nameTo = Ascii.afterName(bytes, i + 1, to);
    return Scan.isAt(bytes, nameTo, to, '/');
  }

  private void begin(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.to = to;
    this.end = from;
  }

  private long afterWeekday(int from) {
    boolean shaped = bytes[from + 4] == ' ';
    long nanos = shaped ? dayFirst(bytes, from + 5, to) : LogRecord.NO_TIME;
    if (nanos == LogRecord.NO_TIME) {
      end = from;
    }
    return nanos;
  }

  /** Whether {@code Jan 31 12:00:00} stands there; the day's two digits may begin with a space. */
  private boolean isMonthFirst(int from) {
    return bytes[from + 3] == ' '
        && bytes[from + 6] == ' '
        && month(from) > 0
        && paddedDay(from + 4) > 0
        && timeOfDay(from + 7);
  }

  private boolean timeOfDay(int from) {
    long nanos = times.timeOfDay(bytes, from, to, SOME_DAY);
    nanosOfDay = nanos - SOME_DAY * NANOS_PER_DAY;
    return nanos != LogRecord.NO_TIME;
  }

  private long ofDate(int year, int month, int day, int endOfTime) {
    if (!CalendarDays.isDate(year, month, day)) {
      return LogRecord.NO_TIME;
    }
    long nanos = nanosOn(CalendarDays.of(year, month, day));
    if (nanos != LogRecord.NO_TIME) {
      end = endOfTime;
    }
    return nanos;
  }

  private long nanosOn(long days) {
    long seconds = Math.floorDiv(nanosOfDay, CalendarDays.NANOS_PER_SECOND);
    return CalendarDays.nanos(
        days * CalendarDays.SECONDS_PER_DAY + seconds,
        Math.floorMod(nanosOfDay, CalendarDays.NANOS_PER_SECOND));
  }

  private long nearReference(int month, int day, int endOfTime) {
    int leapYear = 2000;
    if (!CalendarDays.isDate(leapYear, month, day)) {
      return LogRecord.NO_TIME;
    }
    end = endOfTime;
    long now = reference.getAsLong();
    if (now == LogRecord.NO_TIME) {
      return LogRecord.NO_TIME;
    }
    int latest = 1971 + (int) (now / (365 * NANOS_PER_DAY));
    for (int year = latest; year >= latest - MAX_YEARS_BACK - 2; year--) {
      if (CalendarDays.isDate(year, month, day)) {
        long nanos = nanosOn(CalendarDays.of(year, month, day));
        if (nanos != LogRecord.NO_TIME && nanos <= now + NANOS_PER_DAY) {
          return nanos;
        }
      }
    }
    return LogRecord.NO_TIME;
  }

  /** 1 to 31 of two digits, or of a space and one; else less or more. */
  private int paddedDay(int from) {
    return bytes[from] == ' ' ? number(from + 1, from + 2) : Scan.twoDigits(bytes, from, to);
  }

  private int number(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!Ascii.isDigit(bytes[i])) {
        return Scan.NONE;
      }
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }

  /** 1 to 12, or 0. */
  private int month(int from) {
    return 1 + indexIn(MONTHS, from);
  }

  /** 0 to 6, or -1. */
  private int weekday(int from) {
    return indexIn(WEEKDAYS, from);
  }

  /** Which three letters of the text these are, whatever their case. */
  private int indexIn(String names, int from) {
    for (int i = 0; i < names.length(); i += 3) {
      if ((bytes[from] | 0x20) == names.charAt(i)
          && (bytes[from + 1] | 0x20) == names.charAt(i + 1)
          && (bytes[from + 2] | 0x20) == names.charAt(i + 2)) {
        return i / 3;
      }
    }
    return -1;
  }
}
