package io.tailrace.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.FileKey;
import io.tailrace.agent.files.Fingerprint;
import io.tailrace.agent.files.KnownFiles;
import io.tailrace.agent.files.RememberedGeneration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {
  @TempDir Path directory;

  private final AtomicInteger told = new AtomicInteger();
  private KnownFiles known = new KnownFiles(List.of(), List.of());
  private boolean moved;

  private CheckpointFile file() {
    return new CheckpointFile(directory.resolve("checkpoint.json"));
  }

  private Checkpointer checkpointer() {
    return new Checkpointer(
        file(), List.of("out"), () -> known, () -> moved, told::incrementAndGet);
  }

  @Test
  void runThatFoundNoFileIsRememberedTooSoThatTheNextIsNotTakenForTheFirst() {
    checkpointer().writeOnce();

    assertThat(file().read()).contains(Checkpoint.EMPTY);
  }

  @Test
  void requestIsMetByTheNextWriteAndTold() {
    Checkpointer checkpointer = checkpointer();
    long request = checkpointer.request();
    assertThat(checkpointer.isMet(request)).isFalse();

    checkpointer.writeOnce();

    assertThat(checkpointer.isMet(request)).isTrue();
    assertThat(told).hasValue(1);
  }

  @Test
  @Tag("T22")
  void requestIsMetAlsoWhenNothingCanBeWrittenForShippingGoesOn() throws IOException {
    Checkpointer checkpointer = checkpointer();
    Files.delete(directory);
    long request = checkpointer.request();

    checkpointer.writeOnce();

    assertThat(checkpointer.isMet(request)).isTrue();
    assertThat(checkpointer.problem()).isPresent();
  }

  @Test
  void whatIsUnresolvedIsWrittenAgain() {
    RememberedGeneration unresolved =
        new RememberedGeneration(
            "AZqzk0ZcXq3vC0Rr",
            Path.of("/var/log/a.log"),
            new FileKey(1, 2),
            Fingerprint.EMPTY,
            Map.of());
    known = new KnownFiles(List.of(), List.of(unresolved));

    checkpointer().writeOnce();

    assertThat(file().read()).contains(new Checkpoint(List.of(unresolved)));
  }

  @Test
  void nothingIsWrittenAgainAsLongAsNothingMoves() {
    Checkpointer checkpointer = checkpointer();
    checkpointer.writeOnce();
    Optional<Long> written = checkpointer.lastWriteNanos();

    checkpointer.writeOnce();
    moved = true;
    checkpointer.writeOnce();

    assertThat(checkpointer.lastWriteNanos()).isPresent().isEqualTo(written);
  }

  @Test
  @Tag("T22")
  void whatCouldNotBeWrittenIsTriedAgainThoughNothingMoves() throws IOException {
    Checkpointer checkpointer = checkpointer();
    Files.delete(directory);
    checkpointer.writeOnce();
    Files.createDirectory(directory);

    checkpointer.writeOnce();

    assertThat(checkpointer.problem()).isEmpty();
    assertThat(file().read()).contains(Checkpoint.EMPTY);
  }

  @Test
  void positionsAreWrittenOnceASecondUnlessThereAreVeryManyFiles() {
    assertThat(Checkpointer.intervalNanos(1)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(Checkpointer.intervalNanos(4_000)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(Checkpointer.intervalNanos(20_000)).isEqualTo(TimeUnit.SECONDS.toNanos(5));
  }
}
