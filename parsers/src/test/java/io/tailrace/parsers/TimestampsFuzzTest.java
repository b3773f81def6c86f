package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: a time is read as a grammar and the JDK's own calendar read it, or not at all. */
class TimestampsFuzzTest {
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4})([-/.])(\\d\\d)\\2(\\d\\d)[Tt _](\\d\\d| \\d):(\\d\\d)"
              + "(?::(\\d\\d)(?:[.,](\\d+)|:(\\d{3}))?)?(?<half> [AP]M)?"
              + "(?:(?<zulu>[Zz])(?<!M[Zz])"
              + "|(?<name> [A-Z]{3,4})(?:(?<nameSign>[-+])(?<nameHour>\\d\\d):?(?<nameMinute>\\d\\d))?"
              + "|(?: (?<spacedSign>[-+])(?<spacedHour>\\d\\d):?(?<spacedMinute>\\d\\d))"
              + "|(?:(?<sign>[-+])(?<hour>\\d\\d)(?::?(?<minute>\\d\\d))?))?"
              + "(?<again>\\[[^\\]]*\\]| [+A-Z][^ \n]*(?:[ \n]m.*)?)?",
          Pattern.DOTALL);

  private static final Pattern COUNT = Pattern.compile("([1-9]\\d{8,18})(\\.\\d+)?");

  private static final long FIRST = seconds("1990-01-01T00:00");
  private static final long AFTER_LAST = seconds("2200-01-01T00:00");

  private final Timestamps timestamps = new Timestamps();

  @MethodSource
  @FuzzTest
  void readAsTheCalendarSays(byte[] input) {
    // Digits around it must not count.
    byte[] buffer = new byte[input.length + 4];
    Arrays.fill(buffer, (byte) '0');
    System.arraycopy(input, 0, buffer, 2, input.length);
    String text = new String(input, ISO_8859_1);

    long whole = timestamps.whole(buffer, 2, 2 + input.length);
    assertThat(whole).as(text).isEqualTo(expected(text));
    timestamps.prefix(buffer, 2, 2 + input.length);
    assertThat(timestamps.end()).isBetween(2, 2 + input.length);
  }

  static Stream<byte[]> readAsTheCalendarSays() {
    return Stream.of(
            "2026-01-31T12:00:00.123456789Z",
            "2026-01-31 12:00:00,123",
            "2026/02/28 23:59:59 +0130",
            "2024-02-29t00:00z",
            "2026-01-31T12:00:00-18",
            "2026-01-31 12:00:00 UTC",
            "2026.01.31 12:00:00:123 CET",
            "2026-01-31_ 1:02:03.5 PM EST",
            "2026-01-31 12:00:00 AM AM",
            "2026-01-31 12:00:00 UTC+01:00",
            "2026-01-31 12:00:00 UTC+1",
            "2026-01-31 12:00:00 -1234",
            "2026-01-31 12:00:00 +0100 CET m=+0.1",
            "2026-01-31T12:00:00+01:00[Europe/Berlin]",
            "1769860800",
            "1769860800123",
            "1769860800.123456",
            "1769860800123456789")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  private static long expected(String text) {
    Matcher count = COUNT.matcher(text);
    if (count.matches()) {
      return ofCount(count.group(1), count.group(2) == null ? "" : count.group(2));
    }
    Matcher matcher = DATE_TIME.matcher(text);
    if (!matcher.matches()
        || (matcher.group(8) != null && matcher.group(8).length() > 9)
        || (matcher.group("again") != null && !isZoned(matcher))) {
      return LogRecord.NO_TIME;
    }
    try {
      return inRange(new BigDecimal(ofDate(matcher) + "." + fraction(matcher)).movePointRight(9));
    } catch (DateTimeException e) {
      return LogRecord.NO_TIME;
    }
  }

  private static boolean isZoned(Matcher matcher) {
    return Stream.of("zulu", "name", "spacedSign", "sign")
        .anyMatch(group -> matcher.group(group) != null);
  }

  private static long ofDate(Matcher matcher) {
    LocalDateTime local =
        LocalDateTime.of(
            number(matcher, 1),
            number(matcher, 3),
            number(matcher, 4),
            number(matcher, 5),
            number(matcher, 6),
            number(matcher, 7));
    return local.toEpochSecond(ZoneOffset.UTC) - 60L * zoneMinutes(matcher);
  }

  /** Halves of a day are as zones are. */
  private static int zoneMinutes(Matcher matcher) {
    int minutes = halfDay(matcher);
    if (matcher.group("name") != null) {
      byte[] name = matcher.group("name").substring(1).getBytes(ISO_8859_1);
      minutes += named(name) + offset(matcher, "nameSign", "nameHour", "nameMinute", 14, 15);
    } else if (matcher.group("spacedSign") != null) {
      minutes += offset(matcher, "spacedSign", "spacedHour", "spacedMinute", 14, 15);
    } else {
      minutes += offset(matcher, "sign", "hour", "minute", 18, 1);
    }
    return minutes;
  }

  private static int named(byte[] name) {
    int minutes = ZoneNames.named(name, 0, name.length);
    if (minutes == ZoneNames.UNKNOWN) {
      throw new DateTimeException("no such zone");
    }
    return minutes;
  }

  private static int halfDay(Matcher matcher) {
    if (matcher.group("half") == null) {
      return 0;
    }
    int hour = Integer.parseInt(matcher.group(5).strip());
    if (hour == 0 || hour > 12) {
      throw new DateTimeException("no such hour");
    }
    boolean afternoon = matcher.group("half").equals(" PM");
    return afternoon == (hour == 12) ? 0 : afternoon ? -720 : 720;
  }

  private static int offset(
      Matcher matcher, String sign, String hour, String minute, int maxHours, int step) {
    if (matcher.group(sign) == null) {
      return 0;
    }
    int hours = Integer.parseInt(matcher.group(hour));
    int minutes = matcher.group(minute) == null ? 0 : Integer.parseInt(matcher.group(minute));
    if (hours > maxHours || minutes > 59 || minutes % step != 0) {
      throw new DateTimeException("no such zone");
    }
    return (matcher.group(sign).equals("-") ? -1 : 1) * (60 * hours + minutes);
  }

  private static String fraction(Matcher matcher) {
    String colon = matcher.group(9);
    return colon != null ? colon : matcher.group(8) == null ? "0" : matcher.group(8);
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group).strip());
  }

  private static long ofCount(String digits, String fraction) {
    int unitDigits = 3 * ((19 - digits.length()) / 3);
    return inRange(new BigDecimal(digits + fraction).movePointRight(unitDigits));
  }

  private static long inRange(BigDecimal nanos) {
    BigDecimal whole = nanos.setScale(0, RoundingMode.DOWN);
    BigDecimal second = BigDecimal.valueOf(1_000_000_000);
    boolean known =
        whole.compareTo(BigDecimal.valueOf(FIRST).multiply(second)) >= 0
            && whole.compareTo(BigDecimal.valueOf(AFTER_LAST).multiply(second)) < 0;
    return known ? whole.longValueExact() : LogRecord.NO_TIME;
  }

  private static long seconds(String time) {
    return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
  }
}
