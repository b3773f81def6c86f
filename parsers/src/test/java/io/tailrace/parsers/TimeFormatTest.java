package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dd/MMM/yyyy:HH:mm:ss Z     | UTC           | 10/Oct/2026:13:55:36 -0700"
            + " | 2026-10-10T20:55:36.000000000Z",
        "yyyy-MM-dd HH:mm:ss,SSS    | UTC           | 2026-01-31 12:00:00,123"
            + " | 2026-01-31T12:00:00.123000000Z",
        "dd.MM.yyyy HH:mm           | Europe/Berlin | 01.07.2026 12:00"
            + " | 2026-07-01T10:00:00.000000000Z",
        "dd.MM.yyyy HH:mm           | +02:00        | 01.01.2026 01:00"
            + " | 2025-12-31T23:00:00.000000000Z",
        "dd.MM.yyyy HH:mm           | UTC           | 01.01.2026 01:00"
            + " | 2026-01-01T01:00:00.000000000Z",
        "MMM d, yyyy h:mm:ss a      | UTC           | JAN 5, 2026 9:08:07 pm"
            + " | 2026-01-05T21:08:07.000000000Z",
        "yyyyMMdd'T'HHmmss          | UTC           | 20260102T030405"
            + " | 2026-01-02T03:04:05.000000000Z",
        "dd.MM.yyyy HH:mm VV        | Europe/Berlin | 01.07.2026 12:00 Asia/Tokyo"
            + " | 2026-07-01T03:00:00.000000000Z",
      })
  void timesBecomeRfc3339InUtc(String pattern, String zone, String text, String expected)
      throws BadFormat {
    assertThat(read(TimeFormat.of(pattern, Optional.of(zone)), text)).isEqualTo(expected);
  }

  @Test
  void whatIsNotInTheFormatIsRefusedAlsoWhenItComesTwice() throws BadFormat {
    TimeReader reader = new TimeReader(TimeFormat.of("dd.MM.yyyy HH:mm", Optional.empty()));
    for (int i = 0; i < 2; i++) {
      assertThat(reader.read(bytes("31.02.2026 12:00"), 0, 16)).isTrue(); // As java.time has it.
      assertThat(reader.read(bytes("32.01.2026 12:00"), 0, 16)).isFalse();
      assertThat(reader.read(bytes("01.01.2026 12:0"), 0, 15)).isFalse();
      assertThat(reader.read(bytes(""), 0, 0)).isFalse();
      assertThat(reader.read(new byte[200], 0, 200)).isFalse();
    }
  }

  @Test
  void whatWasReadLastIsNotTakenForAnotherText() throws BadFormat {
    TimeFormat format = TimeFormat.of("dd.MM.yyyy HH:mm", Optional.empty());
    TimeReader reader = new TimeReader(format);
    assertThat(reader.read(bytes("01.01.2026 12:00"), 0, 16)).isTrue();
    assertThat(reader.read(bytes("x01.01.2026 12:01"), 1, 17)).isTrue();
    assertThat(new String(reader.text(), UTF_8)).isEqualTo("2026-01-01T12:01:00.000000000Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HH:mm:ss",
        "MMM dd HH:mm:ss",
        "yyyy-MM-dd",
        "yyyy-MM-dd hh:mm",
        "dd/MM/yy",
        "''",
        "MMM"
      })
  void aFormatThatCannotTellAMinuteIsRefused(String pattern) {
    assertThatThrownBy(() -> TimeFormat.of(pattern, Optional.empty()))
        .isInstanceOf(BadFormat.class)
        .hasMessageStartingWith("It must have a year, a month, a day, an hour and a minute");
  }

  @Test
  void aPatternThatIsNoneIsRefusedWithItsReason() {
    assertThatThrownBy(() -> TimeFormat.of("yyyy-bb", Optional.empty()))
        .hasMessage(
            "It is no time format: Unknown pattern letter: b. Such as yyyy-MM-dd HH:mm:ss,SSS; text"
                + " stands between single quotes.");
    assertThatThrownBy(() -> TimeFormat.of("yyyy HH:mm 'x", Optional.empty()))
        .hasMessageStartingWith("It is no time format: Pattern ends with an incomplete string");
    assertThatThrownBy(() -> TimeFormat.of("yyyy-MM-dd HH:mm", Optional.of("Mars/Base")))
        .hasMessage("There is no such zone. Write it like Europe/Berlin, UTC or +02:00.");
  }

  private static String read(TimeFormat format, String text) {
    TimeReader reader = new TimeReader(format);
    byte[] bytes = bytes("[" + text + "]");
    assertThat(reader.read(bytes, 1, bytes.length - 1)).isTrue();
    return new String(reader.text(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
