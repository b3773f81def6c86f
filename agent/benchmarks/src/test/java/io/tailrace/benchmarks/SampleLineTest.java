package io.tailrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleLineTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void equalSeedsGiveEqualLinesAndOthersDoNot() {
    assertThat(line(1, 48_211)).isEqualTo(line(1, 48_211));
    assertThat(line(1, 48_211)).isNotEqualTo(line(2, 48_211));
  }

  @Test
  void lineIsTheSameWhicheverWereWrittenBefore() {
    var sample = new SampleLine(1, START);
    byte[] bytes = new byte[SampleLine.MOST_BYTES];
    for (int number = 0; number < 100_000; number += 7_777) {
      sample.write(number, bytes, 0);
    }
    int length = sample.write(48_211, bytes, 0);
    assertThat(new String(bytes, 0, length, UTF_8)).isEqualTo(line(1, 48_211));
  }

  @Test
  void everyLineIsAJsonObjectWithItsNumberAndTime() {
    for (int number = 0; number < 20_000; number++) {
      String line = line(1, number);
      assertThat(line).endsWith("}\n");
      JsonNode json = new JsonMapper().readTree(line);
      assertThat(json.path("seq").asInt()).isEqualTo(number);
      assertThat(Instant.parse(json.path("time").asString()))
          .isEqualTo(START.plusMillis(number / 10));
    }
  }

  @Test
  void linesAreAsLongAsThoseThatOthersWereMeasuredWith() {
    long bytes = 0;
    for (int i = 0; i < 1000; i++) {
      bytes += line(1, i * 3_180L).length();
    }
    assertThat(bytes / 1000).isBetween(310L, 320L);
  }

  @Test
  void writtenLineSaysWhenItWas() {
    byte[] bytes = new byte[SampleLine.MOST_BYTES];
    Instant now = Instant.parse("2026-11-22T10:00:07.123456Z");
    int length = new SampleLine(1, Instant.EPOCH).writeNow(17, now, bytes, 0);
    JsonNode json = new JsonMapper().readTree(new String(bytes, 0, length, UTF_8));
    assertThat(json.path("time").asString()).isEqualTo("2026-11-22T10:00:07.123Z");
    assertThat(json.path("wrote").asLong()).isEqualTo(now.getEpochSecond() * 1_000_000 + 123_456);
  }

  private static String line(long seed, long number) {
    byte[] bytes = new byte[SampleLine.MOST_BYTES];
    int length = new SampleLine(seed, START).write(number, bytes, 0);
    return new String(bytes, 0, length, UTF_8);
  }
}
