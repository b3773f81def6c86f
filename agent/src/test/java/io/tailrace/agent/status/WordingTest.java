package io.tailrace.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void bytesAreSaidWithTwoOrThreeDigits() {
    assertThat(Wording.bytes(0)).isEqualTo("0 bytes");
    assertThat(Wording.bytes(1)).isEqualTo("1 byte");
    assertThat(Wording.bytes(999)).isEqualTo("999 bytes");
    assertThat(Wording.bytes(1_000)).isEqualTo("1.0 kB");
    assertThat(Wording.bytes(9_949)).isEqualTo("9.9 kB");
    assertThat(Wording.bytes(9_950)).isEqualTo("10 kB");
    assertThat(Wording.bytes(40_000_000)).isEqualTo("40 MB");
    assertThat(Wording.bytes(999_499)).isEqualTo("999 kB");
    assertThat(Wording.bytes(999_500)).isEqualTo("1.0 MB");
    assertThat(Wording.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
  }

  @Test
  void timesAreSaidInTwoUnits() {
    assertThat(Wording.time(Duration.ofMillis(-5))).isEqualTo("0 s");
    assertThat(Wording.time(Duration.ofSeconds(12))).isEqualTo("12 s");
    assertThat(Wording.time(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
    assertThat(Wording.time(Duration.ofMinutes(3))).isEqualTo("3 min");
    assertThat(Wording.time(Duration.ofMinutes(124))).isEqualTo("2 h 4 min");
    assertThat(Wording.time(Duration.ofHours(73))).isEqualTo("3 d 1 h");
  }

  @Test
  void oneIsSingular() {
    assertThat(Wording.count(1, "file")).isEqualTo("1 file");
    assertThat(Wording.count(1_234_567, "file")).isEqualTo("1,234,567 files");
  }
}
