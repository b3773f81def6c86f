package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedTimesTest {
  private static final List<String> WITH_YEAR =
      List.of(
          "dd/MMM/uuuu:HH:mm:ss XX",
          "EEE, dd MMM uuuu HH:mm:ss XX",
          "EEE, d MMM uuuu HH:mm:ss 'GMT'",
          "dd MMM uuuu HH:mm:ss.SSS",
          "EEE MMM dd HH:mm:ss.SSSSSS uuuu",
          "EEE MMM ppd HH:mm:ss uuuu",
          "dd-MMM-uuuu HH:mm:ss.SSS",
          "dd.MM.uuuu HH:mm:ss.SSS",
          "MMM dd, uuuu h:mm:ss a",
          "MMM d, uuuu hh:mm:ss a",
          "MMM dd uuuu HH:mm:ss",
          "dd/MMM/uuuu HH:mm:ss");

  /** Without a weekday, which is not compared with the date. */
  private static final List<String> MUTABLE =
      List.of("dd/MMM/uuuu:HH:mm:ss XX", "dd MMM uuuu HH:mm:ss.SSS");

  /** What they may become by two changes and be a time. */
  private static final List<String> ALTERED =
      List.of(
          "dd/MMM/uuuu HH:mm:ss XX",
          "dd MMM uuuu HH:mm:ss:SSS",
          "dd-MMM-uuuu HH:mm:ss.SSS",
          "dd/MMM/uuuu HH:mm:ss.SSS");

  private final NamedTimes times = new NamedTimes(NamedTimes.NO_REFERENCE);

  @Test
  void readsTimesAsJavaDoes() {
    Seeds.each(
        1,
        20_000,
        (random, seed) -> {
          String pattern = WITH_YEAR.get(random.nextInt(WITH_YEAR.size()));
          boolean zoned = pattern.endsWith("XX");
          OffsetDateTime time = instant(random).atOffset(zoned ? zone(random) : ZoneOffset.UTC);
          String text = format(pattern).format(time).replace(" Z", " +0000");
          long expected = nanos(truncated(time, pattern).toInstant());
          assertThat(whole(text)).as(text).isEqualTo(expected);
        });
  }

  @Test
  void whatIsAlteredIsReadAsJavaDoesOrRefused() {
    Seeds.each(
        1,
        50_000,
        (random, seed) -> {
          String pattern = MUTABLE.get(random.nextInt(MUTABLE.size()));
          var text =
              new StringBuilder(format(pattern).format(instant(random).atOffset(zone(random))));
          // Zones of more than 18 hours are the other class's own.
          int zone = pattern.endsWith("XX") ? 5 : 0;
          for (int i = random.nextInt(3); i > 0; i--) {
            text.setCharAt(
                random.nextInt(text.length() - zone),
                "0123456789/: aJe+-".charAt(random.nextInt(18)));
          }
          long read = whole(text.toString());
          if (read != LogRecord.NO_TIME) {
            List<Long> byJava =
                Stream.concat(Stream.of(pattern), ALTERED.stream())
                    .flatMap(it -> byJava(text.toString(), it).stream())
                    .toList();
            assertThat(byJava).as(text.toString()).contains(read);
          }
        });
  }

  /** By trying all years. */
  @Test
  void theYearIsTheLatestThatIsNotMuchLaterThanTheReference() {
    Seeds.each(
        1,
        20_000,
        (random, seed) -> {
          Instant now = instant(random);
          var yearless = new NamedTimes(() -> nanos(now));
          LocalDateTime time = LocalDateTime.ofInstant(instant(random), ZoneOffset.UTC);
          boolean klog = random.nextBoolean();
          String pattern = klog ? "MMdd HH:mm:ss.SSSSSS" : "MMM ppd HH:mm:ss";
          byte[] text = format(pattern).format(time).getBytes(US_ASCII);
          long read =
              klog
                  ? yearless.compact(text, 0, text.length)
                  : yearless.withoutYear(text, 0, text.length);
          assertThat(yearless.end()).isEqualTo(text.length);
          LocalDateTime local = time.truncatedTo(klog ? ChronoUnit.MICROS : ChronoUnit.SECONDS);
          assertThat(read).as("%s at %s", local, now).isEqualTo(latest(local, now));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "2026-02-01T00:00:00Z # Jan 31 12:00:00 # 2026-01-31T12:00:00Z",
        "2026-02-01T00:00:00Z # Feb  1 23:59:59 # 2026-02-01T23:59:59Z",
        "2026-02-01T00:00:00Z # Feb  2 00:00:01 # 2025-02-02T00:00:01Z",
        "2026-01-01T00:00:00Z # Dec 31 23:59:59 # 2025-12-31T23:59:59Z",
        "2025-12-31T23:59:59Z # Jan  1 00:00:00 # 2026-01-01T00:00:00Z",
        "2026-02-01T00:00:00Z # Feb 29 00:00:00 # 2024-02-29T00:00:00Z",
        "2103-12-31T00:00:00Z # Feb 29 00:00:00 # 2096-02-29T00:00:00Z"
      })
  void aTimeWithoutAYearIsBeforeTheReference(String now, String text, Instant expected) {
    var yearless = new NamedTimes(() -> nanos(Instant.parse(now)));
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(yearless.prefix(bytes, 0, bytes.length)).isEqualTo(nanos(expected));
  }

  /** Which of the numbers is the year shows only where the time can be no other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "26/01/31 12:00:00 # 2026-02-01T00:00:00Z # 2026-01-31T12:00:00Z",
        "26/02/01 12:00:00 # 2026-02-01T00:00:00Z # 2026-02-01T12:00:00Z",
        "26/02/03 12:00:00 # 2026-02-01T00:00:00Z #",
        "25/12/31 12:00:00 # 2026-02-01T00:00:00Z #",
        "31/01/26 12:00:00 # 2026-02-01T00:00:00Z #"
      })
  void aYearOfTwoDigitsIsThisMonthsOrNone(String text, String now, @Nullable Instant expected) {
    var near = new NamedTimes(() -> nanos(Instant.parse(now)));
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(near.prefix(bytes, 0, bytes.length))
        .isEqualTo(expected == null ? LogRecord.NO_TIME : nanos(expected));
    assertThat(near.end()).isEqualTo(expected == null ? 0 : bytes.length);
  }

  @Test
  void withoutAReferenceATimeWithoutAYearIsNone() {
    byte[] text = "Jan 31 12:00:00 host".getBytes(US_ASCII);
    assertThat(times.withoutYear(text, 0, text.length)).isEqualTo(LogRecord.NO_TIME);
    assertThat(times.end()).isEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Jan",
        "31/Jan/2026",
        "31/Jan/2026:12:00",
        "31/Jan/2026:24:00:00 +0000",
        "31/Jan/2026:12:60:00 +0000",
        "31/Jan/2026:12:00:60 +0000",
        "30/Feb/2026:12:00:00 +0000",
        "29/Feb/2026:12:00:00 +0000",
        "00/Jan/2026:12:00:00 +0000",
        "31/Jam/2026:12:00:00 +0000",
        "31/Jan/1989:12:00:00 +0000",
        "31/Jan/2200:12:00:00 +0000",
        "31/Jan/2026:12:00:00 +1900",
        "31/Jan/2026:12:00:00 +0000x",
        "Xat, 31 Jan 2026 12:00:00 GMT",
        "Sat,31 Jan 2026 12:00:00 GMT",
        "Sat, 31 Jan 2026 12:00:00 IST",
        "31-Jan-2026 12:00:00 Europe/Berlin",
        "31-12-2026 12:00:00",
        "12.31.2026 12:00:00",
        "Jan 31, 26 12:00:00 PM",
        "26/01/31 12:00:00",
        "Sat Jan 31 12:00:00 26",
        "Sat Jan 31 12:00:00",
        "31 Jan 2026",
        "31 Jan 26 12:00:00.123",
        "Jan 31 12:00:00"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThat(whole(text)).isEqualTo(LogRecord.NO_TIME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "31/Jan/2026:12:00:00 +0000] \"GET # 26",
        "31 Jan 2026 12:00:00.123 * Ready # 24",
        "31 Jan 2026 12:00:00.123 - Accepted # 24",
        "Sat Jan 31 12:00:00.123456 2026] [core # 31",
        "Sat, 31 Jan 2026 12:00:00 GMT x # 29",
        "Sat, 31 Jan 2026 12:00:00 PST x # 29",
        "Sat Jan 31 12:00:00 CET 2026 x # 28",
        "Sat, 31 Jan 2026 12:00:00 GMTX # 25"
      })
  void theBeginningOfATextIsReadUpToWhereTheTimeEnds(String text, int end) {
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(times.prefix(bytes, 0, bytes.length)).isNotEqualTo(LogRecord.NO_TIME);
    assertThat(times.end()).isEqualTo(end);
  }

  private long whole(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    long nanos = times.prefix(bytes, 0, bytes.length);
    return times.end() == bytes.length ? nanos : LogRecord.NO_TIME;
  }

  private static long latest(LocalDateTime time, Instant now) {
    for (int year = 2201; year > 1980; year--) {
      try {
        LocalDateTime then = LocalDateTime.of(year, time.getMonth(), time.getDayOfMonth(), 0, 0);
        Instant instant = then.with(time.toLocalTime()).toInstant(ZoneOffset.UTC);
        if (!instant.isAfter(now.plus(1, ChronoUnit.DAYS))) {
          return year < 1990 || year >= 2200 ? LogRecord.NO_TIME : nanos(instant);
        }
      } catch (DateTimeException e) {
        // The year does not have this day.
      }
    }
    return LogRecord.NO_TIME;
  }

  private static Optional<Long> byJava(String text, String pattern) {
    DateTimeFormatter format = format(pattern);
    try {
      Instant instant =
          pattern.endsWith("XX")
              ? OffsetDateTime.parse(text, format).toInstant()
              : LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
      return Optional.of(nanos(instant));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter format(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static OffsetDateTime truncated(OffsetDateTime time, String pattern) {
    return time.truncatedTo(
        pattern.contains("SSSSSS")
            ? ChronoUnit.MICROS
            : pattern.contains("SSS") ? ChronoUnit.MILLIS : ChronoUnit.SECONDS);
  }

  private static ZoneOffset zone(Random random) {
    return ZoneOffset.ofTotalSeconds((random.nextInt(113) - 56) * 15 * 60);
  }

  private static Instant instant(Random random) {
    long first = Instant.parse("1990-01-02T00:00:00Z").getEpochSecond();
    long last = Instant.parse("2199-12-30T00:00:00Z").getEpochSecond();
    return Instant.ofEpochSecond(random.nextLong(first, last), random.nextInt(1_000_000_000));
  }

  private static long nanos(Instant time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, time);
  }
}
