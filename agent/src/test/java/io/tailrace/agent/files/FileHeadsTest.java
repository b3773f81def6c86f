package io.tailrace.agent.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHeadsTest {
  @TempDir Path volume;

  private final FileHeads heads = new FileHeads();

  @AfterEach
  void close() {
    heads.close();
  }

  @Test
  void aHeadIsAllOfAShortFileAndNoMoreThanWasAskedForOfALongOne() throws IOException {
    Files.createDirectories(volume.resolve("deep/er"));
    Path file = Files.writeString(volume.resolve("deep/er/a.log"), "0123456789".repeat(30_000));

    assertThat(text(file, 1_000_000)).hasValue("0123456789".repeat(30_000));
    assertThat(text(file, 12)).hasValue("012345678901");
    assertThat(text(Files.createFile(volume.resolve("empty.log")), 12)).hasValue("");
  }

  @Test
  void whatIsNoRegularFileIsNotOpened() throws IOException, InterruptedException {
    Path file = Files.writeString(volume.resolve("a.log"), "x");
    Path link = Files.createSymbolicLink(volume.resolve("link.log"), file);
    Path fifo = volume.resolve("fifo.log");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertThat(text(link, 10)).isEmpty();
    assertThat(text(fifo, 10)).isEmpty();
    assertThat(text(volume.resolve("none.log"), 10)).isEmpty();
    assertThat(text(Files.createDirectory(volume.resolve("d.log")), 10)).isEmpty();
    assertThat(text(file, 10)).hasValue("x");
  }

  private Optional<String> text(Path file, int maxBytes) {
    return heads.head(volume, file, maxBytes).map(bytes -> new String(bytes, UTF_8));
  }
}
