package io.tailrace.parsers;

/**
 * Days since 1970 in the Gregorian calendar, and the range of times that a line can have: before
 * 1990 and from 2200 on, what looks like a time is a counter or a duration.
 */
final class CalendarDays {
  static final int FIRST_YEAR = 1990;
  static final int YEAR_AFTER_LAST = 2200;
  static final long SECONDS_PER_DAY = 86_400;
  static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final long FIRST_SECOND = of(FIRST_YEAR, 1, 1) * SECONDS_PER_DAY;
  private static final long SECOND_AFTER_LAST = of(YEAR_AFTER_LAST, 1, 1) * SECONDS_PER_DAY;

  private CalendarDays() {}

  /** Whether there is such a day, in or next to a year that is in range. */
  static boolean isDate(int year, int month, int day) {
    return isYear(year)
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= lengthOfMonth(year, month);
  }

  /** Whether a year is in range, or next to one that is: in another zone it may be that one. */
  static boolean isYear(int year) {
    return year >= FIRST_YEAR - 1 && year <= YEAR_AFTER_LAST;
  }

  /** Counts from March, so that the leap day is the last of its year. */
  static long of(int year, int month, int day) {
    int marchYear = month < 3 ? year - 1 : year;
    int marchMonth = month < 3 ? month + 9 : month - 3;
    int leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
    // From March on the lengths of months repeat: 153 days every five of them.
    long dayOfYear = (153L * marchMonth + 2) / 5 + day - 1;
    long daysFromYearZeroTo1970 = 719_468;
    return 365L * marchYear + leapDays + dayOfYear - daysFromYearZeroTo1970;
  }

  /** Nanoseconds since 1970, or {@link LogRecord#NO_TIME} if they are out of range. */
  static long nanos(long seconds, long nanos) {
    boolean known = seconds >= FIRST_SECOND && seconds < SECOND_AFTER_LAST;
    return known ? seconds * NANOS_PER_SECOND + nanos : LogRecord.NO_TIME;
  }

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
}
