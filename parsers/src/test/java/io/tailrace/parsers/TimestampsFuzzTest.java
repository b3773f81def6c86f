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
          "(\\d{4})([-/])(\\d\\d)\\2(\\d\\d)[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?"
              + "(?:[Zz]| (?:UTC|GMT)|(?: ([-+])(\\d\\d):?(\\d\\d))|(?:([-+])(\\d\\d)(?::?(\\d\\d))?))?");

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
    if (!matcher.matches() || (matcher.group(8) != null && matcher.group(8).length() > 9)) {
      return LogRecord.NO_TIME;
    }
    try {
      return inRange(new BigDecimal(ofDate(matcher) + "." + fraction(matcher)).movePointRight(9));
    } catch (DateTimeException e) {
      return LogRecord.NO_TIME;
    }
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

  private static int zoneMinutes(Matcher matcher) {
    int sign = matcher.group(9) != null ? 9 : 12;
    if (matcher.group(sign) == null) {
      return 0;
    }
    int hours = number(matcher, sign + 1);
    int minutes = number(matcher, sign + 2);
    if (hours > 18 || minutes > 59) {
      throw new DateTimeException("no such zone");
    }
    return (matcher.group(sign).equals("-") ? -1 : 1) * (60 * hours + minutes);
  }

  private static String fraction(Matcher matcher) {
    return matcher.group(8) == null ? "0" : matcher.group(8);
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
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
