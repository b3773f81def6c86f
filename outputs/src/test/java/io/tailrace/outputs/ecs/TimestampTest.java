package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampTest {
  private final Timestamp timestamp = new Timestamp();

  @Test
  void fractionHasTheFewestDigitsThatLoseNothing() {
    assertThat(text(0)).isEqualTo("1970-01-01T00:00:00.000Z");
    assertThat(text(120_000_000)).isEqualTo("1970-01-01T00:00:00.120Z");
    assertThat(text(120_001_000)).isEqualTo("1970-01-01T00:00:00.120001Z");
    assertThat(text(1)).isEqualTo("1970-01-01T00:00:00.000000001Z");
  }

  @Test
  void everyTimeThatALongCanHoldIsWrittenAsTheJdkWritesIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long nanos = random.nextLong();
      assertThat(text(nanos)).as("seed %d, nanos %d", seed, nanos).isEqualTo(ofJdk(nanos));
    }
    assertThat(text(Long.MIN_VALUE)).isEqualTo(ofJdk(Long.MIN_VALUE));
    assertThat(text(Long.MAX_VALUE)).isEqualTo(ofJdk(Long.MAX_VALUE));
    assertThat(text(-1)).isEqualTo("1969-12-31T23:59:59.999999999Z");
  }

  @Test
  void everyDayOfFourCenturiesIsWrittenAsTheJdkWritesIt() {
    for (long day = -73_000; day < 73_000; day++) {
      long nanos = day * 86_400_000_000_000L;
      assertThat(text(nanos)).isEqualTo(ofJdk(nanos));
    }
  }

  private String text(long nanos) {
    byte[] target = new byte[Timestamp.MAX_LENGTH];
    return new String(target, 0, timestamp.write(nanos, target, 0), US_ASCII);
  }

  private static String ofJdk(long nanos) {
    Instant instant = Instant.ofEpochSecond(0, nanos);
    int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    DateTimeFormatter format =
        new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);
    return format.format(instant);
  }
}
