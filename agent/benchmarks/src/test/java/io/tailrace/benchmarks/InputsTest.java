package io.tailrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;

  @Test
  void oneFileHasTheBytesThatWereAskedForAndTheLinesItSays() throws IOException {
    Input input = inputs("a").of(new InputShape.OneFile(3_000_000));
    Path file = input.folder().resolve("app.log");
    assertThat(input.bytes()).isEqualTo(Files.size(file)).isBetween(3_000_000L, 3_000_512L);
    assertThat(Files.readAllLines(file)).hasSize(input.lines());
  }

  @Test
  void equalSeedsGiveEqualFiles() throws IOException {
    Input one = inputs("a").of(new InputShape.OneFile(100_000));
    Input other = inputs("b").of(new InputShape.OneFile(100_000));
    assertThat(other.folder().resolve("app.log"))
        .hasSameBinaryContentAs(one.folder().resolve("app.log"));
  }

  @Test
  void linesOfManyFilesAreNumberedThroughAllOfThem() throws IOException {
    Input input = inputs("a").of(new InputShape.ManyFiles(7, 3));
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(input.folder())) {
      for (Path file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines).hasSize(21).hasSize(input.lines());
    assertThat(lines.getLast()).contains("\"seq\":20,");
  }

  @Test
  void inputOfOneShapeIsMadeOnce() throws IOException {
    Inputs inputs = inputs("a");
    Input input = inputs.of(new InputShape.ManyFiles(2, 1));
    assertThat(inputs.of(new InputShape.ManyFiles(2, 1))).isSameAs(input);
  }

  @Test
  void whatAnAgentLeftIsRemovedAndTheLogsStay() throws IOException {
    Input input = inputs("a").of(new InputShape.ManyFiles(2, 1));
    Files.createDirectories(input.folder().resolve(".tailrace/held"));
    input.prepare();
    try (Stream<Path> files = Files.list(input.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("app-00000.log", "app-00001.log");
    }
  }

  private Inputs inputs(String name) {
    return new Inputs(folder.resolve(name), 1, START);
  }
}
