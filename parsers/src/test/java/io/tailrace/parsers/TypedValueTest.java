package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedValueTest {
  private final SideText side = new SideText();
  private final TypedValue value = new TypedValue(side);

  @ParameterizedTest
  @CsvSource({
    "INT, 0, 0",
    "INT, 42, 42",
    "INT, -7, -7",
    "INT, +7, 7",
    "INT, 007, 7",
    "INT, -007, -7",
    "INT, 000, 0",
    "INT, -0, -0",
    "INT, 999999999999999999, 999999999999999999",
    "INT, 000000000000000000000001, 1",
    "FLOAT, 1, 1",
    "FLOAT, 1.5, 1.5",
    "FLOAT, -1.5e3, -1.5e3",
    "FLOAT, +1.5, 1.5",
    "FLOAT, .5, 0.5",
    "FLOAT, -.5, -0.5",
    "FLOAT, +.5, 0.5",
    "FLOAT, 00.5, 0.5",
    "FLOAT, -00.5, -0.5",
    "FLOAT, 1., 1",
    "FLOAT, 1E+2, 1E+2",
    "BOOL, true, true",
    "BOOL, Yes, true",
    "BOOL, ON, true",
    "BOOL, 1, true",
    "BOOL, false, false",
    "BOOL, no, false",
    "BOOL, Off, false",
    "BOOL, 0, false",
    "TEXT, x y, x y",
  })
  void valuesAreWrittenAsJsonHasThem(ValueType type, String text, String expected) {
    assertThat(read(type, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "INT, +",
    "INT, -",
    "INT, 1.0",
    "INT, 1e3",
    "INT, 0x1f",
    "INT, 12ms",
    "INT, 1000000000000000000",
    "INT, ٣",
    "FLOAT, .",
    "FLOAT, -.",
    "FLOAT, 1.e",
    "FLOAT, 1.5.6",
    "FLOAT, 1e0.",
    "FLOAT, 0+",
    "FLOAT, +-12",
    "FLOAT, NaN",
    "FLOAT, Infinity",
    "FLOAT, 1e999",
    "FLOAT, e5",
    "BOOL, maybe",
    "BOOL, t",
    "BOOL, truer",
  })
  void whatIsNotOfTheTypeIsRefused(ValueType type, String text) {
    assertThat(read(type, text)).isNull();
  }

  @Test
  void everyNumberThatIsTakenIsOneOfJson() {
    String[] parts = {"0", "00", "5", "12", ".", "-", "+", "e", "E", "x"};
    Seeds.each(
        1,
        20_000,
        (random, seed) -> {
          var text = new StringBuilder();
          for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
          }
          ValueType type = random.nextBoolean() ? ValueType.INT : ValueType.FLOAT;
          String read = read(type, text.toString());
          if (read != null) {
            byte[] bytes = read.getBytes(UTF_8);
            assertThat(JsonScanner.number(bytes, 0, bytes.length)).isEqualTo(bytes.length);
            assertThat(Double.parseDouble(read)).isEqualTo(Double.parseDouble(text.toString()));
          }
        });
  }

  private @Nullable String read(ValueType type, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (!value.read(type, bytes, 0, bytes.length)) {
      return null;
    }
    return new String(value.bytes(), value.from(), value.to() - value.from(), UTF_8);
  }
}
