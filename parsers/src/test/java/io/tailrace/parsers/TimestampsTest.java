package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final List<String> PATTERNS =
      List.of(
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXX",
          "yyyy-MM-dd HH:mm:ss,SSSXXX",
          "yyyy-MM-dd HH:mm:ss,SSS XX",
          "yyyy-MM-dd HH:mm:ss.S XXX",
          "yyyy/MM/dd HH:mm:ss X",
          "yyyy-MM-dd'T'HH:mm:ssX",
          "yyyy-MM-dd'T'HH:mmXXX");

  private final Timestamps timestamps = new Timestamps();

  @Test
  void readsTimesAsJavaDoes() {
    Seeds.each(
        1,
        20_000,
        (random, seed) -> {
          String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
          // A bare "+hh" can say no minutes, and after a space it may be another word.
          int step = pattern.endsWith(" X") || pattern.endsWith("ssX") ? 60 : 15;
          // And no clock is further from UTC than 14 hours: more is another number.
          ZoneOffset zone = zone(random, step, pattern.contains(" X") ? 14 : 18);
          OffsetDateTime time = instant(random).atOffset(zone);
          var format = DateTimeFormatter.ofPattern(pattern);
          String text = format.format(time);
          if (pattern.endsWith(" X") && zone.getTotalSeconds() != 0) {
            text += "00";
          }
          if (pattern.contains(" X") && zone.getTotalSeconds() == 0) {
            text = text.replace(" Z", "Z");
          }

          Instant read = OffsetDateTime.parse(format.format(time), format).toInstant();
          assertThat(whole(text)).as(text).isEqualTo(nanos(read));
        });
  }

  @Test
  void readsCountsOfEveryUnit() {
    Seeds.each(
        1,
        20_000,
        (random, seed) -> {
          Instant time = instant(random);
          long nanos = nanos(time);
          assertThat(whole("" + nanos)).isEqualTo(nanos);
          assertThat(whole("" + nanos / 1_000)).isEqualTo(nanos / 1_000 * 1_000);
          assertThat(whole("" + nanos / 1_000_000)).isEqualTo(nanos / 1_000_000 * 1_000_000);
          assertThat(whole("" + time.getEpochSecond()))
              .isEqualTo(time.getEpochSecond() * 1_000_000_000);
          String fraction = "%09d".formatted(time.getNano());
          assertThat(whole(time.getEpochSecond() + "." + fraction + "77")).isEqualTo(nanos);
          assertThat(whole(nanos / 1_000_000 + "." + fraction.substring(3))).isEqualTo(nanos);
          int digits = 1 + random.nextInt(9);
          String shorter = fraction.substring(0, digits);
          assertThat(whole(time.getEpochSecond() + "." + shorter))
              .isEqualTo(
                  nanos(
                      time.with(
                          java.time.temporal.ChronoField.NANO_OF_SECOND,
                          Long.parseLong((shorter + "000000000").substring(0, 9)))));
        });
  }

  @Test
  void aTimeWithoutAZoneIsUtc() {
    long expected = nanos(LocalDateTime.of(2024, 2, 29, 23, 59, 58).toInstant(ZoneOffset.UTC));
    assertThat(whole("2024-02-29 23:59:58")).isEqualTo(expected);
    assertThat(whole("2024-02-29T23:59:58.1")).isEqualTo(expected + 100_000_000);
    assertThat(whole("2024-02-29 23:59:58 UTC")).isEqualTo(expected);
    assertThat(whole("2024-02-29 23:59:58 GMT")).isEqualTo(expected);
    assertThat(timestamps.isZoned()).isTrue();
    assertThat(whole("2024-02-29 23:59:58 CST")).isEqualTo(LogRecord.NO_TIME);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29 23:59:58 CET, 2024-02-29T22:59:58Z, true",
    "2024-02-29 23:59:58 EST, 2024-03-01T04:59:58Z, true",
    "2024-02-29 23:59:58 UTC+01:00, 2024-02-29T22:59:58Z, true",
    "2024-02-29 11:59:58 PM, 2024-02-29T23:59:58Z, false",
    "2024-02-29 12:00:00 PM, 2024-02-29T12:00:00Z, false",
    "2024-02-29 12:00:00 AM, 2024-02-29T00:00:00Z, false",
    "2024-02-29 01:00:00 AM EST, 2024-02-29T06:00:00Z, true",
    "2024-02-29  1:02:03, 2024-02-29T01:02:03Z, false",
    "2024-02-29_01:02:03.5, 2024-02-29T01:02:03.5Z, false",
    "2024.02.29 01:02:03:500, 2024-02-29T01:02:03.5Z, false",
    "2024-02-29 01:02:03.5 +0000 UTC, 2024-02-29T01:02:03.5Z, true",
    "2024-02-29 02:02:03.5 +0100 CET m=+0.1, 2024-02-29T01:02:03.5Z, true",
    "2024-02-29T02:02:03+01:00[Europe/Berlin], 2024-02-29T01:02:03Z, true"
  })
  void zonesAndHalvesOfADayAreReadAsTheyAreWritten(String text, Instant expected, boolean zoned) {
    assertThat(whole(text)).isEqualTo(nanos(expected));
    assertThat(timestamps.isZoned()).isEqualTo(zoned);
  }

  /** What is taken for an hour's zone moves a line by hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01 00:00:00 -1234 bytes",
        "2024-01-01 00:00:00 +1500 bytes",
        "2024-01-01 00:00:00 +01000 bytes",
        "2024-01-01 00:00:00 +49 30 1234567",
        "2024-01-01 00:00:00 TEST passed",
        "2024-01-01 00:00:00 PMs",
        "2024-01-01 00:00:00 ESTIMATED",
        "2024-01-01 00:00:00 CST x"
      })
  void aNumberOrAWordIsNoZone(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(timestamps.prefix(bytes, 0, bytes.length)).isEqualTo(1_704_067_200_000_000_000L);
    assertThat(timestamps.end()).isEqualTo(19);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2024",
        "2024-01-01",
        "2024-01-01T",
        "2024-01-01T00",
        "2024-01-01T00:00:",
        "2024-01-01T00:00:60Z",
        "2024-01-01T24:00:00Z",
        "2024-13-01T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-04-31T00:00:00Z",
        "2024-00-10T00:00:00Z",
        "2024-01-00T00:00:00Z",
        "2024-01-01T00:00:00+19:00",
        "2024-01-01T00:00:00+1",
        "2024-01-01T00:00:00.1234567890Z",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00Zx",
        "2024-01/01 00:00:00",
        "1989-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "1990-01-01T00:00:00+00:01",
        "2024-01-01 13:00:00 PM",
        "2024-01-01 00:00:00 AM",
        "2024-01-01 01:00:00 AM AM",
        "2024-01-01 00:00:00 UTC+1",
        "2024-01-01 00:00:00 +1500",
        "2024-01-01 00:00:00[Europe/Berlin]",
        "0",
        "1",
        "12345",
        "631151999",
        "7258118400",
        "0700000000",
        "1700000000.",
        ".1700000000",
        "-1700000000",
        "1.7e9",
        "99999999999",
        "9999999999999999999",
        "17000000000000000000",
        "1700000000 "
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThat(whole(text)).isEqualTo(LogRecord.NO_TIME);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "2024-01-01 00:00:00 - name - INFO, 19",
        "\"2024-01-01 00:00:00,123 INFO\", 23",
        "2024-01-01T00:00:00Z INFO, 20",
        "2024-01-01T00:00:00+01:00] x, 25",
        "2024-01-01 00:00:00 -0700 x, 25",
        "2024-01-01 00:00:00 UTC [1] x, 23",
        "2024-01-01 00:00:00 UTCX x, 19",
        "2024-01-01 00:00:00. Then, 19"
      })
  void theBeginningOfATextIsReadUpToWhereTheTimeEnds(String text, int end) {
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(timestamps.prefix(bytes, 0, bytes.length)).isNotEqualTo(LogRecord.NO_TIME);
    assertThat(timestamps.end()).isEqualTo(end);
  }

  @Test
  void noInputThrows() {
    Seeds.each(
        1,
        50_000,
        (random, seed) -> {
          byte[] text = "2024-01-01T00:00:00.123456789+01:00".getBytes(US_ASCII);
          int length = random.nextInt(text.length + 1);
          for (int i = random.nextInt(4); i > 0; i--) {
            text[random.nextInt(text.length)] =
                (byte) "0123456789:-+TZ. ,".charAt(random.nextInt(18));
          }
          byte[] exact = java.util.Arrays.copyOf(text, length);
          timestamps.whole(exact, 0, length);
          timestamps.number(exact, 0, length);
          timestamps.prefix(exact, 0, length);
          assertThat(timestamps.end()).isBetween(0, length);
        });
  }

  private long whole(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return timestamps.whole(bytes, 0, bytes.length);
  }

  private static ZoneOffset zone(Random random, int stepMinutes, int maxHours) {
    int steps = maxHours * 60 / stepMinutes;
    return ZoneOffset.ofTotalSeconds((random.nextInt(2 * steps + 1) - steps) * stepMinutes * 60);
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
