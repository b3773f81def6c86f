package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeShapeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30 12:00:00 up",
        "2026-01-31 25:00:00 up",
        "0001-01-01T00:00:00Z up",
        "9999-12-31T23:59:59Z up",
        "2026.01.31 up",
        "2026/01/31",
        "99/99/2026",
        "31.01.2026 12:00 up",
        "31-01-2026",
        "31/Foo/2026:12:00:00 +0000",
        "31 Feb 2026 12:00:00",
        "1 Feb 1026 12:00:00",
        "Feb 30 12:00:00 host app: up",
        "feb  0 12:00:00 host app: up",
        "Sat Feb 31 12:00:00 2026",
        "Sat, 31 Feb 2026 12:00:00 GMT",
        "Sun,  1 Feb 1026 12:00:00 GMT",
        "12:00:00 up",
        "25:61:61",
      })
  void whatWasMeantToBeATimeIsOne(String text) {
    assertThat(isAt(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "up",
        "1769860800 up",
        "20260131 up",
        "10.0.0.17 up",
        "10.10.10.10 up",
        "1.2.2026 up",
        "2026-1-31 up",
        "2026-01-311",
        "2026-01/31",
        "12026-01-31",
        "31.01.20261",
        "31.01.202",
        "12:00 up, or so",
        "12:00:0x up",
        "31 of 2026 lines",
        "31 day 20261",
        "May be 12 of them",
        "may I?",
        "Mon",
        "Monday 12:00:00",
        "Foo 31 12:00:00",
        "Jan 31, and then at last 12:00:00",
        "--------",
      })
  void otherTextIsNone(String text) {
    assertThat(isAt(text)).isFalse();
  }

  /** Neither a byte before the text nor one after it counts. */
  @Test
  void nothingOutsideOfTheTextIsLookedAt() {
    byte[] bytes = "2026-01-31 12:00:00Sat, 31 Feb 2026 12:00:00".getBytes(UTF_8);
    for (int from = 0; from <= bytes.length; from++) {
      for (int to = from; to <= bytes.length; to++) {
        byte[] alone = Arrays.copyOfRange(bytes, from, to);
        assertThat(TimeShape.isAt(bytes, from, to))
            .as("%d to %d", from, to)
            .isEqualTo(TimeShape.isAt(alone, 0, alone.length));
      }
    }
  }

  private static boolean isAt(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return TimeShape.isAt(bytes, 0, bytes.length);
  }
}
