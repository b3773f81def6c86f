package io.tailrace.agent.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rotator itself may lose nothing: then nothing that is lost is its fault. */
class RotatedFilesTest {
  private static final LogName LOG = new LogName(1, Mode.CREATE);

  @TempDir private Path volume;
  private Path file = Path.of("");
  private RotatedFiles files = new RotatedFiles(file);

  @BeforeEach
  void setUp() {
    file = LOG.file(volume);
    files = new RotatedFiles(file);
  }

  @Test
  void renamedFilesMoveUpAndKeepTheirContent() throws IOException {
    write(1);
    assertThat(files.rename()).isTrue();
    files.create();
    write(2);
    files.rename();

    assertThat(names()).containsExactly("w1-create.log.1", "w1-create.log.2");
    assertThat(Event.lastIn(Files.readAllBytes(volume.resolve("w1-create.log.2")))).isEqualTo(1);
  }

  @Test
  void anEmptyFileIsLeftAlone() throws IOException {
    files.create();

    assertThat(files.rename()).isFalse();
    assertThat(files.copyAndTruncate()).isFalse();
    assertThat(names()).containsExactly("w1-create.log");
  }

  @Test
  void whatHasNotArrivedIsNotRemovedHoweverManyFilesThereAre() throws IOException {
    rotate(RotatedFiles.KEPT + 3);

    files.prune(0, later());
    assertThat(names()).hasSize(RotatedFiles.KEPT + 3);

    files.prune(2, later());
    assertThat(names()).hasSize(RotatedFiles.KEPT + 1);
    assertThat(Event.lastIn(Files.readAllBytes(volume.resolve("w1-create.log.5")))).isEqualTo(3);
  }

  @Test
  void whatAWriterMayStillWriteToIsNotRemoved() throws IOException {
    rotate(RotatedFiles.KEPT + 1);

    files.prune(100, Instant.now());

    assertThat(names()).hasSize(RotatedFiles.KEPT + 1);
  }

  @Test
  void asManyAsAreToBeKeptStayThoughAllHasArrived() throws IOException {
    rotate(RotatedFiles.KEPT + 4);

    files.prune(100, later());

    assertThat(names()).hasSize(RotatedFiles.KEPT);
  }

  @Test
  void aCopyHasEverythingAndTheFileIsEmptyThen() throws IOException {
    write(1);
    byte[] before = Files.readAllBytes(file);

    assertThat(files.copyAndTruncate()).isTrue();

    assertThat(volume.resolve("w1-create.log.1")).hasBinaryContent(before);
    assertThat(file).isEmptyFile();
  }

  private void rotate(int times) throws IOException {
    for (int number = 1; number <= times; number++) {
      write(number);
      files.rename();
    }
  }

  private void write(int number) throws IOException {
    Files.write(file, new Event(LOG, number).line(Instant.EPOCH));
  }

  private static Instant later() {
    return Instant.now().plus(RotatedFiles.REST).plus(Duration.ofSeconds(1));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(volume)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
