package io.tailrace.outputs.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "30, 30", "' 30 ', 30", "601, 600", "99999999999999999999, 600"})
  void secondsAreTakenUpToTheMost(String value, long seconds) {
    assertThat(of(value)).hasValue(Duration.ofSeconds(seconds));
  }

  @Test
  void dateIsTheTimeFromNowAndNeverBeforeIt() {
    assertThat(of("Fri, 02 Jan 2026 03:04:35 GMT")).hasValue(Duration.ofSeconds(30));
    assertThat(of("Fri, 02 Jan 2026 03:04:00 GMT")).hasValue(Duration.ZERO);
    assertThat(of("Fri, 01 Jan 2027 00:00:00 GMT")).hasValue(RetryAfter.MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "٣"})
  void nonsenseIsNothing(String value) {
    assertThat(of(value)).isEmpty();
  }

  private static Optional<Duration> of(String value) {
    return RetryAfter.of(Map.of("retry-after", value), NOW);
  }
}
