package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Writes times as {@code 2026-01-02T03:04:05.123456789Z} (RFC 3339), with the fewest of 3, 6 or 9
 * digits after the point that lose nothing. Keeps the text of the last second, for neighbouring
 * records mostly share it. Owned by one pipeline's thread.
 */
final class Timestamp {
  /** The most bytes one time takes. */
  static final int MAX_LENGTH = 30;

  private static final int SECOND_LENGTH = 19;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int SECONDS_PER_DAY = 86_400;

  private final byte[] secondText = "1970-01-01T00:00:00".getBytes(US_ASCII);
  private long second;

  /**
   * @param nanos since 1970-01-01T00:00:00Z; a {@code long} of them spans the years 1677 to 2262,
   *     so that four digits do for the year
   * @return the index after the last byte written
   */
  int write(long nanos, byte[] target, int at) {
    long newSecond = Math.floorDiv(nanos, NANOS_PER_SECOND);
    if (newSecond != second) {
      second = newSecond;
      formatSecond();
    }
    System.arraycopy(secondText, 0, target, at, SECOND_LENGTH);
    return writeFraction((int) Math.floorMod(nanos, NANOS_PER_SECOND), target, at + SECOND_LENGTH);
  }

  private static int writeFraction(int nanos, byte[] target, int at) {
    target[at++] = '.';
    int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    int rest = digits == 3 ? nanos / 1_000_000 : digits == 6 ? nanos / 1_000 : nanos;
    put(rest, target, at, digits);
    target[at + digits] = 'Z';
    return at + digits + 1;
  }

  private void formatSecond() {
    formatDay(Math.floorDiv(second, SECONDS_PER_DAY));
    int ofDay = (int) Math.floorMod(second, (long) SECONDS_PER_DAY);
    put(ofDay / 3600, secondText, 11, 2);
    put(ofDay / 60 % 60, secondText, 14, 2);
    put(ofDay % 60, secondText, 17, 2);
  }

  /**
   * The proleptic Gregorian date of a day since 1970, counted in eras of 400 years that begin on 1
   * March, so that the leap day is the last of its year.
   */
  private void formatDay(long day) {
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = (int) Math.floorMod(shifted, 146_097L);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = (int) (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);
    put(year, secondText, 0, 4);
    put(month, secondText, 5, 2);
    put(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, secondText, 8, 2);
  }

  private static void put(int number, byte[] target, int at, int digits) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
