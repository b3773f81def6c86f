package io.tailrace.agent.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a line of a dead-letter file is: it is refused with a reason, or read as Jackson does.
 */
class DeadLetterLineFuzzTest {
  private static final String LETTER =
      "{\"time\":\"2026-11-22T10:00:00Z\",\"output\":\"loki\",\"reason\":\"HTTP 400\",\"file\":\"/a.log\","
          + "\"generation\":\"AZqzk0ZcXq3vC0Rr\",\"offset\":52311,\"record\":{\"message\":\"x\\n\\u00e9\"}}";

  @MethodSource
  @FuzzTest
  void isReadAsJacksonDoesOrRefused(byte[] line) {
    DeadLetterLine letter;
    try {
      letter = DeadLetterLine.parse(line);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    JsonNode json = new JsonMapper().readTree(line);
    assertThat(letter.offset()).isEqualTo(json.path("offset").asLong()).isNotNegative();
    assertThat(letter.source().generation()).isEqualTo(json.path("generation").asString());
    assertThat(letter.source().path()).isEqualTo(json.path("file").asString());
    assertThat(new JsonMapper().readTree(letter.body())).isEqualTo(json.path("record"));
  }

  static Stream<byte[]> isReadAsJacksonDoesOrRefused() {
    byte[] whole = LETTER.getBytes(UTF_8);
    return Stream.concat(
        Stream.of(
            whole,
            LETTER.replace("52311", "-1").getBytes(UTF_8),
            LETTER.replace("52311", "1e400").getBytes(UTF_8),
            LETTER.replace("{\"message\"", "[{\"message\"").getBytes(UTF_8),
            LETTER.replace("/a.log", "\\ud800").getBytes(UTF_8),
            new byte[0],
            new byte[1_000]),
        Stream.iterate(1, length -> length < whole.length, length -> length + 7)
            .map(length -> Arrays.copyOf(whole, length)));
  }
}
