package io.tailrace.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    DeadLetterFile letters = new DeadLetterFile(path, 1_000, 1_000);

    for (int i = 0; i < 20; i++) {
      letters.keep(letter(i));
    }

    assertThat(Files.size(path)).isLessThanOrEqualTo(1_000);
    assertThat(Files.size(directory.resolve("es.1.ndjson"))).isLessThanOrEqualTo(1_000);
    assertThat(Files.readString(path)).contains("\"offset\":19");
  }

  private static final long TAIL_BYTES = 1 << 20;

  private List<Integer> offsets(Path path) throws IOException {
    return Files.readAllLines(path).stream()
        .map(line -> new JsonMapper().readTree(line).path("offset").asInt())
        .toList();
  }

  @Test
  @Tag("dead-letters")
  void letterThatAnEarlierRunHasKeptIsNotWrittenAgain() throws IOException {
    Path path = directory.resolve("es.ndjson");
    DeadLetterFile before = new DeadLetterFile(path);
    before.keep(letter(1));
    before.keep(letter(2));

    DeadLetterFile after = new DeadLetterFile(path);
    after.keep(letter(2));
    after.keep(letter(3));
    after.keep(letter(1));

    assertThat(offsets(path)).containsExactly(1, 2, 3);
  }

  @Test
  @Tag("dead-letters")
  void letterOfTheSameOffsetInAnotherGenerationIsAnotherOne() throws IOException {
    Path path = directory.resolve("es.ndjson");
    new DeadLetterFile(path).keep(letter(1));
    DeadLetter one = letter(1);
    Source other = new Source("AZqzk0ZcXq3vC0Rs", one.source().path(), Map.of());

    new DeadLetterFile(path)
        .keep(new DeadLetter(one.output(), one.time(), "x", other, 1, one.body()));

    assertThat(offsets(path)).containsExactly(1, 1);
  }

  /** Up to the line break itself: then the letter is whole, and only its line is not. */
  @Test
  @Tag("dead-letters")
  void letterThatWasCutShortAnywhereIsWrittenAgainAndOneThatIsWholeIsNot() throws IOException {
    Path path = directory.resolve("es.ndjson");
    new DeadLetterFile(path).keep(letter(1));
    int first = (int) Files.size(path);
    new DeadLetterFile(path).keep(letter(2));
    byte[] whole = Files.readAllBytes(path);

    for (int length = first; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      DeadLetterFile letters = new DeadLetterFile(path);
      letters.keep(letter(1));
      letters.keep(letter(2));
      letters.keep(letter(3));

      List<String> lines = Files.readAllLines(path);
      boolean isHalf = length > first && length < whole.length - 1;
      if (isHalf) {
        lines.remove(1);
      }
      assertThat(lines)
          .as("cut to %d bytes", length)
          .map(line -> new JsonMapper().readTree(line).path("offset").asInt())
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  @Tag("dead-letters")
  void lettersInTheRenamedFileAndInThoseOfAReplayAreKnown() throws IOException {
    Path path = directory.resolve("es.ndjson");
    DeadLetterFile before = new DeadLetterFile(path, 600, TAIL_BYTES);
    before.keep(letter(1));
    before.keep(letter(2));
    before.keep(letter(3));
    assertThat(offsets(directory.resolve("es.1.ndjson"))).containsExactly(1, 2);
    try (var replay = SetAside.take(path).orElseThrow()) {
      DeadLetterFile after = new DeadLetterFile(path);
      for (int i = 1; i <= 4; i++) {
        after.keep(letter(i));
      }
      assertThat(offsets(path)).containsExactly(4);

      assertThat(replay.putBack()).isEmpty();
    }

    new DeadLetterFile(path).keep(letter(3));
    assertThat(offsets(path)).containsExactly(1, 2, 3, 4);
  }

  @Test
  @Tag("dead-letters")
  void onlyTheEndOfTheFilesIsLookedAt() throws IOException {
    Path path = directory.resolve("es.ndjson");
    DeadLetterFile before = new DeadLetterFile(path);
    for (int i = 1; i <= 100; i++) {
      before.keep(letter(i));
    }
    long letter = Files.size(path) / 100;

    DeadLetterFile after = new DeadLetterFile(path, DeadLetterFile.MAX_BYTES, 10 * letter);
    for (int i = 96; i <= 100; i++) {
      after.keep(letter(i));
    }
    after.keep(letter(1));

    assertThat(offsets(path)).hasSize(101).endsWith(99, 100, 1);
  }
}
