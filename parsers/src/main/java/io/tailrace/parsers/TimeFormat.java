package io.tailrace.parsers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * How a user says that times are written: a pattern of java.time, month names in English and any
 * case, and the zone of times that name none.
 *
 * @param formatter gives an instant for every text it can read
 */
record TimeFormat(DateTimeFormatter formatter) {
  /** All of its parts differ, as do the two readings of a day and a month. */
  private static final Instant SAMPLE = Instant.parse("2026-01-31T22:34:56.123456789Z");

  static TimeFormat of(String pattern, Optional<String> zone) throws BadFormat {
    TimeFormat format = new TimeFormat(formatter(pattern).withZone(zone(zone)));
    format.check();
    return format;
  }

  private static DateTimeFormatter formatter(String pattern) throws BadFormat {
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(pattern)
          .toFormatter(Locale.ENGLISH);
    } catch (IllegalArgumentException e) {
      throw new BadFormat(
          FormatOption.TIME_FORMAT,
          "It is no time format: %s. Such as yyyy-MM-dd HH:mm:ss,SSS; text stands between single"
                  .formatted(e.getMessage())
              + " quotes.");
    }
  }

  /**
   * The zone of that name, or UTC.
   *
   * @throws BadFormat if there is none
   */
  static ZoneId zone(Optional<String> zone) throws BadFormat {
    try {
      return zone.isPresent() ? ZoneId.of(zone.get()) : ZoneOffset.UTC;
    } catch (DateTimeException e) {
      throw new BadFormat(
          FormatOption.TIME_ZONE,
          "There is no such zone. Write it like Europe/Berlin, UTC or +02:00.");
    }
  }

  /** A format that cannot read what it has written, to the minute, reads nothing. */
  private void check() throws BadFormat {
    try {
      Instant read = Instant.from(formatter.parse(formatter.format(SAMPLE)));
      if (read.getEpochSecond() / 60 == SAMPLE.getEpochSecond() / 60) {
        return;
      }
    } catch (DateTimeException e) {
      // Said below: what java.time says of it names none of the pattern's letters.
    }
    throw new BadFormat(
        FormatOption.TIME_FORMAT,
        "It must have a year, a month, a day, an hour and a minute, such as yyyy-MM-dd HH:mm:ss;"
            + " hh, up to 12, wants an a for am and pm.");
  }
}
