package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Reads times in a user's format and writes them as RFC 3339, with nanoseconds and in UTC.
 *
 * <p>Of a text that was read last the answer is remembered: lines of one second often have the
 * same. Any other costs a String and what java.time makes of it. Owned by one parser.
 */
final class TimeReader {
  /** Of {@code 2026-01-31T12:00:00.123456789Z}. */
  static final int LENGTH = 30;

  /** Longer texts are no times. */
  private static final int MAX_BYTES = 80;

  private final TimeFormat format;
  private final byte[] lastText = new byte[MAX_BYTES];
  private int lastLength;
  private boolean lastRead;
  private final byte[] written = "0000-00-00T00:00:00.000000000Z".getBytes(UTF_8);

  TimeReader(TimeFormat format) {
    this.format = format;
  }

  /** Reads a text; false if it is not in the format. */
  boolean read(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0 || length > MAX_BYTES) {
      return false;
    }
    if (Arrays.equals(lastText, 0, lastLength, bytes, from, to)) {
      return lastRead;
    }
    System.arraycopy(bytes, from, lastText, 0, length);
    lastLength = length;
    lastRead = readAnew(new String(bytes, from, length, UTF_8));
    return lastRead;
  }

  /** The {@link #LENGTH} bytes of the time that was read last. */
  byte[] text() {
    return written;
  }

  private boolean readAnew(String text) {
    try {
      Instant instant = Instant.from(format.formatter().parse(text));
      OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
      if (!CalendarDays.isYear(time.getYear())) {
        return false; // As it was written it says more.
      }
      write(time);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void write(OffsetDateTime time) {
    digits(time.getYear(), 0, 4);
    digits(time.getMonthValue(), 5, 2);
    digits(time.getDayOfMonth(), 8, 2);
    digits(time.getHour(), 11, 2);
    digits(time.getMinute(), 14, 2);
    digits(time.getSecond(), 17, 2);
    digits(time.getNano(), 20, 9);
  }

  private void digits(int number, int from, int count) {
    int rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      written[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
