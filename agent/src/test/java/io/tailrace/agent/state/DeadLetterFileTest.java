package io.tailrace.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DeadLetterFileTest {
  @TempDir Path directory;

  private static DeadLetter letter(int offset) {
    return new DeadLetter(
        "elasticsearch",
        Instant.parse("2026-11-22T10:00:00Z"),
        "document_parsing_exception: \"x\"\nsecond line",
        new Source("AZqzk0ZcXq3vC0Rr", "/var/log/app.log", Map.of()),
        offset,
        "{\"message\":\"m\"}");
  }

  @Test
  @Tag("dead-letters")
  void eachLetterIsOneLineThatTellsEverything() throws IOException {
    Path path = directory.resolve("dead-letter/elasticsearch.ndjson");
    DeadLetterFile letters = new DeadLetterFile(path);

    letters.keep(letter(1));
    letters.keep(letter(2));

    assertThat(Files.readAllLines(path)).hasSize(2);
    JsonNode second = new JsonMapper().readTree(Files.readAllLines(path).get(1));
    assertThat(second.path("time").asString()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(second.path("reason").asString()).contains("second line");
    assertThat(second.path("file").asString()).isEqualTo("/var/log/app.log");
    assertThat(second.path("offset").asLong()).isEqualTo(2);
    assertThat(second.path("record").path("message").asString()).isEqualTo("m");
  }

  @Test
  @Tag("dead-letters")
  void lineThatWasCutShortByAKillDoesNotSpoilTheNext() throws IOException {
    Path path = directory.resolve("es.ndjson");
    Files.writeString(path, "{\"time\":\"20");

    new DeadLetterFile(path).keep(letter(7));

    assertThat(Files.readAllLines(path)).hasSize(2);
    assertThat(new JsonMapper().readTree(Files.readAllLines(path).get(1)).path("offset").asInt())
        .isEqualTo(7);
  }

  @Test
  @Tag("dead-letters")
  void fullFileMakesRoomByRenaming() throws IOException {
    Path path = directory.resolve("es.ndjson");
    DeadLetterFile letters = new DeadLetterFile(path, 1_000);

    for (int i = 0; i < 20; i++) {
      letters.keep(letter(i));
    }

    assertThat(Files.size(path)).isLessThanOrEqualTo(1_000);
    assertThat(Files.size(directory.resolve("es.1.ndjson"))).isLessThanOrEqualTo(1_000);
    assertThat(Files.readString(path)).contains("\"offset\":19");
  }
}
