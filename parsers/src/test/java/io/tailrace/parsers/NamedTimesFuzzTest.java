package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: a time with a name in it is read as a grammar and the JDK's calendar read it. */
class NamedTimesFuzzTest {
  private static final String MONTH = "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
  private static final String WEEKDAY = "(?:sun|mon|tue|wed|thu|fri|sat)";
  private static final String YEAR = "(?<year>\\d{4})";
  private static final String PADDED_DAY = "(?<day> \\d|\\d\\d)";
  private static final String TIME =
      "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?"
          + "(?:[Zz]| (?-i:UTC|GMT)| (?<s1>[-+])(?<h1>\\d\\d):?(?<m1>\\d\\d)"
          + "|(?<s2>[-+])(?<h2>\\d\\d)(?::?(?<m2>\\d\\d))?)?";

  private static final List<Pattern> WITH_YEAR =
      Stream.of(
              "(?<day>\\d\\d)/" + MONTH + "/" + YEAR + ":" + TIME,
              "(?:" + WEEKDAY + ", )?(?<day>\\d{1,2}) " + MONTH + " " + YEAR + " " + TIME,
              WEEKDAY + " " + MONTH + " " + PADDED_DAY + " " + TIME + " " + YEAR)
          .map(NamedTimesFuzzTest::anyCase)
          .toList();

  private static final Pattern SYSLOG = anyCase(MONTH + " " + PADDED_DAY + " " + TIME);

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("2200-01-01T00:00:00Z");

  private final NamedTimes times = new NamedTimes(NamedTimes.NO_REFERENCE);
  private final NamedTimes yearless = new NamedTimes(() -> nanos(NOW));

  @MethodSource
  @FuzzTest
  void readAsTheCalendarSays(byte[] input) {
    // Digits around it must not count.
    byte[] buffer = new byte[input.length + 4];
    Arrays.fill(buffer, (byte) '0');
    System.arraycopy(input, 0, buffer, 2, input.length);
    int to = 2 + input.length;
    String text = new String(input, ISO_8859_1);

    long read = times.prefix(buffer, 2, to);
    assertThat(times.end()).isBetween(2, to);
    assertThat(times.end() == to ? read : LogRecord.NO_TIME).as(text).isEqualTo(byCalendar(text));

    read = yearless.withoutYear(buffer, 2, to);
    assertThat(yearless.end()).isBetween(2, to);
    assertThat(yearless.end() == to ? read : LogRecord.NO_TIME).as(text).isEqualTo(latest(text));

    read = yearless.compact(buffer, 2, to);
    assertThat(yearless.end()).isBetween(2, to);
    assertThat(yearless.end() > 2 || read == LogRecord.NO_TIME).as(text).isTrue();
  }

  static Stream<byte[]> readAsTheCalendarSays() {
    return Stream.of(
            "31/Jan/2026:12:00:00 +0100",
            "29/FEB/2024:23:59:59.5-18:59",
            "Sat, 31 Jan 2026 12:00:00 GMT",
            "1 Jan 2026 12:00:00.123",
            "Sat Jan 31 12:00:00.123456 2026",
            "sun dec  1 00:00:00 +00:30 2199",
            "Sat, 31 Jan 2026 12:00:00 GmT",
            "Jan 31 12:00:00",
            "Feb 29 12:00:00Z",
            "Dec  1 12:00:00.5+01",
            "0131 12:00:00.123456",
            "20260131 12:00:00")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  private static Pattern anyCase(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }

  private static long byCalendar(String text) {
    for (Pattern pattern : WITH_YEAR) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.matches()) {
        return inYear(matcher, Integer.parseInt(matcher.group("year")));
      }
    }
    return LogRecord.NO_TIME;
  }

  /** By trying all years. */
  private static long latest(String text) {
    Matcher matcher = SYSLOG.matcher(text);
    if (!matcher.matches()) {
      return LogRecord.NO_TIME;
    }
    for (int year = 2027; year > 2015; year--) {
      long nanos = inYear(matcher, year);
      if (nanos != LogRecord.NO_TIME && nanos <= nanos(NOW.plus(1, ChronoUnit.DAYS))) {
        return nanos;
      }
    }
    return LogRecord.NO_TIME;
  }

  private static long inYear(Matcher matcher, int year) {
    String month = matcher.group("month").toLowerCase(Locale.ROOT);
    try {
      LocalDateTime local =
          LocalDateTime.of(
              year,
              1 + MONTHS.indexOf(month),
              number(matcher, "day"),
              number(matcher, "hour"),
              number(matcher, "minute"),
              number(matcher, "second"),
              fraction(matcher));
      Instant time =
          OffsetDateTime.of(local, ZoneOffset.UTC).toInstant().minusSeconds(zone(matcher));
      return time.isBefore(FIRST) || !time.isBefore(AFTER_LAST) ? LogRecord.NO_TIME : nanos(time);
    } catch (DateTimeException e) {
      return LogRecord.NO_TIME;
    }
  }

  private static int zone(Matcher matcher) {
    String group = matcher.group("s1") != null ? "1" : "2";
    if (matcher.group("s" + group) == null) {
      return 0;
    }
    int hours = number(matcher, "h" + group);
    int minutes = matcher.group("m" + group) == null ? 0 : number(matcher, "m" + group);
    if (hours > 18 || minutes > 59) {
      throw new DateTimeException("no such zone");
    }
    int seconds = 60 * (60 * hours + minutes);
    return matcher.group("s" + group).equals("-") ? -seconds : seconds;
  }

  private static int fraction(Matcher matcher) {
    String digits = matcher.group("fraction");
    return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
  }

  private static int number(Matcher matcher, String group) {
    return Integer.parseInt(matcher.group(group).strip());
  }

  private static long nanos(Instant time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, time);
  }
}
