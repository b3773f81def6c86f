package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.CopyAhead;
import io.tailrace.agent.files.FileCatalog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rotators do to a file that an output is behind with. Real files, a hand-driven agent. */
class RotationTest {
  @TempDir Path volume;

  private PipelineRig rig;

  @BeforeEach
  void start() {
    rig = new PipelineRig(volume, "*.log", 400, 1);
  }

  private void startWith(String pattern) {
    rig.close();
    rig = new PipelineRig(volume, pattern, 400, 1);
  }

  private FileCatalog.Storage storage(long maxHeldBytes) {
    return new FileCatalog.Storage(volume.resolve(".tailrace"), maxHeldBytes, CopyAhead.AUTO, true);
  }

  private static String lines(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("{\"number\":").append(i).append("}\n");
    }
    return lines.toString();
  }

  private void rename(String from, String to) throws IOException {
    Files.move(volume.resolve(from), volume.resolve(to));
  }

  private void copyTruncate(String from, String to) throws IOException {
    Files.copy(volume.resolve(from), volume.resolve(to));
    Files.writeString(volume.resolve(from), "");
  }

  private void gzip(String name) throws IOException {
    Path path = volume.resolve(name);
    try (OutputStream zip =
        new GZIPOutputStream(Files.newOutputStream(volume.resolve(name + ".gz")))) {
      Files.copy(path, zip);
    }
    Files.delete(path);
  }

  /** Behind with what was written: only the first batch of it is under way. */
  private void fallBehind(String name, int from, int to) throws IOException {
    rig.holdSettling();
    rig.append(name, lines(from, to));
    rig.turns(3);
    assertThat(rig.isRead()).isFalse();
  }

  private void finish() {
    rig.awaitSettledNames();
    rig.settleAll();
    for (int i = 0; i < 100; i++) {
      rig.wait(Duration.ofMillis(200));
    }
    assertThat(rig.isDone()).isTrue();
  }

  private void assertDelivered(int to) {
    assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(lines(0, to).lines().toList());
    assertThat(rig.lostBytes()).isZero();
  }

  /** As Elasticsearch does: what comes again under an id is thrown away. */
  private void assertDeliveredOnceById(int to) {
    List<String> records =
        rig.deliveredRecords().stream()
            .collect(
                Collectors.toMap(
                    record -> record.generation() + record.offset(),
                    PipelineRig.Delivered::text,
                    (first, second) -> first))
            .values()
            .stream()
            .toList();
    assertThat(records).containsExactlyInAnyOrderElementsOf(lines(0, to).lines().toList());
  }

  private List<Path> heldFiles() throws IOException {
    Path held = volume.resolve(".tailrace/held");
    if (!Files.exists(held)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(held)) {
      return files.toList();
    }
  }

  @Test
  @Tag("T1")
  void renamedFileIsReadToItsEndWithLateWritesAndThenTheNewOne() throws IOException {
    fallBehind("a.log", 0, 500);
    rename("a.log", "a.log.1");
    rig.append("a.log", lines(510, 600));
    rig.turns(2);
    Files.writeString(volume.resolve("a.log.1"), lines(500, 510), StandardOpenOption.APPEND);

    finish();

    assertDelivered(600);
  }

  @Test
  @Tag("T2")
  void rotatedFileThatIsDeletedWhileBackloggedIsDeliveredAlsoAfterAKill() throws IOException {
    fallBehind("a.log", 0, 500);
    rename("a.log", "a.log.1");
    rig.append("a.log", lines(500, 600));
    rig.turns(1);
    Files.delete(volume.resolve("a.log.1"));
    rig.turns(1);
    assertThat(heldFiles()).hasSize(1);

    rig.restart();
    finish();

    assertDeliveredOnceById(600);
    assertThat(heldFiles()).isEmpty();
  }

  @Test
  @Tag("T2")
  void fileThatIsDeletedWhileBackloggedIsCopiedAndDeliveredAlsoAfterAKill() throws IOException {
    fallBehind("a.log", 0, 500);
    Files.delete(volume.resolve("a.log"));
    rig.append("a.log", lines(500, 600));
    rig.turns(2);
    assertThat(heldFiles()).hasSize(1);

    rig.restart();
    finish();

    assertDeliveredOnceById(600);
    assertThat(heldFiles()).isEmpty();
  }

  @Test
  @Tag("T2")
  void whereNoHardLinkCanBeMadeRotatedFilesAreCopiedOnceTheyAreDeleted() throws IOException {
    rig.close();
    Path elsewhere = Files.createTempDirectory(Path.of("/dev/shm"), "tailrace");
    try {
      rig =
          new PipelineRig(
              volume,
              "*.log",
              400,
              1,
              new FileCatalog.Storage(elsewhere, 1L << 30, CopyAhead.AUTO, true));
      fallBehind("a.log", 0, 500);
      rename("a.log", "a.log.1");
      rig.append("a.log", lines(500, 600));
      rig.turns(1);
      assertThat(rig.held().problem()).isPresent();
      Files.delete(volume.resolve("a.log.1"));
      rig.wait(Duration.ofMillis(1_500));
      assertThat(rig.held().copies()).isEqualTo(1);

      rig.restart();
      finish();

      assertDeliveredOnceById(600);
    } finally {
      FileUtils.deleteDirectory(elsewhere.toFile());
    }
  }

  @Test
  @Tag("T2")
  void rotatedFileThatIsDeletedWhileTheAgentIsDownIsDelivered() throws IOException {
    fallBehind("a.log", 0, 500);
    rename("a.log", "a.log.1");
    rig.turns(1);
    rig.kill();
    Files.delete(volume.resolve("a.log.1"));
    rig.append("a.log", lines(500, 600));

    rig.start();
    finish();

    assertDeliveredOnceById(600);
  }

  @Test
  @Tag("T2")
  void fileUnderItsOwnNameHasNoSecondLinkForLogrotateLeavesSuchFilesAlone() throws IOException {
    fallBehind("a.log", 0, 500);

    assertThat(Files.getAttribute(volume.resolve("a.log"), "unix:nlink", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(1);
  }

  @Test
  @Tag("T2")
  void whatDoesNotFitTheCapIsGivenUpOldestFirstAndCounted() throws IOException {
    rig.close();
    rig = new PipelineRig(volume, "*.log", 400, 1, storage(10_000));
    fallBehind("a.log", 0, 500);
    long settled = rig.settled("a.log");
    long size = Files.size(volume.resolve("a.log"));
    Files.delete(volume.resolve("a.log"));
    rig.append("a.log", lines(500, 600));

    rig.turns(3);

    assertThat(rig.held().lostFiles()).isEqualTo(1);
    assertThat(rig.held().lostBytes()).isEqualTo(size - settled);
    assertThat(heldFiles()).isEmpty();
    finish();
    assertThat(rig.lostBytes()).isPositive();
    assertThat(rig.delivered()).containsAll(lines(500, 600).lines().toList());
  }

  @Test
  @Tag("T3")
  void copytruncateWhileBackloggedLosesNothingAndReadsNothingTwice() throws IOException {
    fallBehind("a.log", 0, 500);

    copyTruncate("a.log", "a.log.1");
    rig.append("a.log", lines(500, 600));
    finish();

    assertDelivered(600);
  }

  @Test
  @Tag("T3")
  void copyInsideThePatternIsNotReadTwice() throws IOException {
    startWith("*.log*");
    rig.append("a.log", lines(0, 100));
    finish();

    copyTruncate("a.log", "a.log.1");
    rig.append("a.log", lines(100, 200));
    finish();
    rig.restart();
    finish();

    assertDeliveredOnceById(200);
  }

  @Test
  @Tag("T3")
  void copyInsideThePatternIsNotReadWhileItIsBeingMade() throws IOException {
    startWith("*.log*");
    rig.append("a.log", lines(0, 5_000));
    finish();
    byte[] content = Files.readAllBytes(volume.resolve("a.log"));

    for (int copied = 0; copied < content.length; copied += content.length / 7) {
      Files.write(volume.resolve("a.log.1"), Arrays.copyOf(content, copied));
      rig.wait(Duration.ofMillis(400));
    }
    Files.write(volume.resolve("a.log.1"), content);
    rig.turns(3);
    Files.writeString(volume.resolve("a.log"), lines(5_000, 5_010));
    finish();

    assertDelivered(5_010);
  }

  @Test
  @Tag("T3")
  void copyIsKnownThoughTheTruncationFallsIntoTheLookThatFindsIt() throws IOException {
    startWith("**/*.log*");
    Files.createDirectory(volume.resolve("z"));
    rig.append("a.log", lines(0, 100));
    finish();
    Files.copy(volume.resolve("a.log"), volume.resolve("a.log.1"));
    rig.append("z/b.log", "");

    rig.whileLooking(1, () -> replace("a.log", lines(100, 120)));
    rig.turns(1);
    finish();

    assertDeliveredOnceById(120);
    assertThat(rig.delivered()).hasSize(120);
  }

  @Test
  @Tag("T3")
  void whatFollowsIsReadThoughTheCopyLacksWhatWasWrittenLast() throws IOException {
    rig.append("a.log", lines(0, 100));
    finish();
    Path copy = Files.copy(volume.resolve("a.log"), volume.resolve("elsewhere"));
    rig.append("a.log", lines(100, 110));
    rig.look();
    replace("a.log", lines(110, 200));
    // The next generation's cursor is there before the copy is.
    rig.turns(2);
    Files.move(copy, volume.resolve("a.log.1"));

    finish();

    assertThat(rig.delivered()).containsAll(lines(110, 200).lines().toList());
  }

  private void replace(String name, String text) {
    try {
      Files.writeString(volume.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Tag("T3")
  @Tag("T5")
  void copytruncateWhileDownGoesOnInTheCopy() throws IOException {
    fallBehind("a.log", 0, 500);
    rig.kill();
    copyTruncate("a.log", "a.log.1");
    rig.append("a.log", lines(500, 1_500));

    rig.start();
    finish();

    assertDeliveredOnceById(1_500);
  }

  @Test
  @Tag("T3")
  void truncationWithoutACopyIsSurvivedByCopyingAheadWhereItWasLearned() throws IOException {
    fallBehind("a.log", 0, 500);
    Files.writeString(volume.resolve("a.log"), "");
    rig.wait(Duration.ofMillis(1_500));
    assertThat(rig.lostBytes()).isPositive();
    rig.settleAll();
    rig.wait(Duration.ofSeconds(1));
    int before = rig.delivered().size();

    fallBehind("a.log", 1_000, 1_500);
    rig.wait(Duration.ofMillis(1_500));
    Files.writeString(volume.resolve("a.log"), lines(1_500, 1_600));
    rig.wait(Duration.ofMillis(1_500));
    rig.restart();
    finish();

    assertThat(rig.delivered().subList(before, rig.delivered().size()).stream().distinct())
        .containsExactlyInAnyOrderElementsOf(lines(1_000, 1_600).lines().toList());
  }

  @Test
  @Tag("T3")
  @Tag("T4")
  void newContentIsNotTakenForTheOldGenerationsWhenNothingOfThatWasReadYet() throws IOException {
    rig.append("a.log", lines(0, 100));
    // The catalog knows the file, the pipeline has not had its turn.
    rig.look();
    copyTruncate("a.log", "a.log.1");
    rig.append("a.log", lines(100, 400));
    rig.turnWithoutALook();

    finish();

    assertDeliveredOnceById(400);
  }

  @Test
  @Tag("T5")
  void replacedWhileDownBySmallerOrLargerContentIsReadFromItsStart() throws IOException {
    rig.append("a.log", lines(0, 100));
    rig.append("b.log", lines(100, 200));
    rig.append("c.log", "{\"number\":0}\n");
    finish();
    rig.checkpoint();
    rig.kill();
    Files.writeString(volume.resolve("a.log"), lines(200, 210));
    Files.writeString(volume.resolve("b.log"), lines(210, 500));
    Files.delete(volume.resolve("c.log"));
    rig.append("c.log", lines(500, 510));

    rig.start();
    finish();

    List<String> expected = new ArrayList<>(lines(0, 510).lines().toList());
    expected.add("{\"number\":0}");
    assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @Tag("T21")
  void wallClockAndModificationTimesThatJumpChangeNothing() throws IOException {
    rig.append("a.log", lines(0, 100));
    rig.turns(3);
    rig.jumpClock(Duration.ofDays(-400));
    Files.setLastModifiedTime(volume.resolve("a.log"), FileTime.from(Instant.EPOCH));
    rig.append("a.log", lines(100, 200));
    rig.wait(Duration.ofSeconds(1));
    rig.jumpClock(Duration.ofDays(4_000));
    rename("a.log", "a.log.1");
    Files.setLastModifiedTime(
        volume.resolve("a.log.1"), FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    rig.append("a.log", lines(200, 300));
    rig.wait(Duration.ofSeconds(1));
    rig.restart();
    rig.jumpClock(Duration.ofDays(-4_000));
    rig.append("a.log", "no newline, flushed after five quiet seconds of monotonic time");
    finish();

    List<String> expected = new ArrayList<>(lines(0, 300).lines().toList());
    expected.add("no newline, flushed after five quiet seconds of monotonic time");
    assertThat(
            rig.deliveredRecords().stream()
                .collect(
                    Collectors.toMap(
                        record -> record.generation() + record.offset(),
                        PipelineRig.Delivered::text,
                        (first, _) -> first))
                .values())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @Tag("T6")
  void rotatedSeveralTimesWhileDownIsReadOldestFirstAlthoughOutOfThePattern() throws IOException {
    fallBehind("a.log", 0, 100);
    rig.kill();
    rename("a.log", "a.log.1");
    rig.append("a.log", lines(100, 200));
    rename("a.log.1", "a.log.2");
    rename("a.log", "a.log.1");
    rig.append("a.log", lines(200, 300));

    rig.start();
    finish();

    assertDeliveredOnceById(300);
  }

  @Test
  @Tag("T7")
  void everyGenerationOfSeveralRotationsBetweenTwoLooksIsReadOldestFirst() throws IOException {
    rig.append("a.log", lines(0, 100));
    rig.turns(3);
    for (int i = 1; i <= 4; i++) {
      for (int k = i; k > 1; k--) {
        rename("a.log." + (k - 1), "a.log." + k);
      }
      rename("a.log", "a.log.1");
      rig.append("a.log", lines(100 * i, 100 * i + 100));
    }

    finish();

    assertDelivered(500);
  }

  @Test
  @Tag("T7")
  void rotatedFilesThatLayThereBeforeAreLeftAlone() throws IOException {
    Files.writeString(volume.resolve("a.log.1"), "old\n");
    Files.setLastModifiedTime(
        volume.resolve("a.log.1"), FileTime.from(Instant.now().minusSeconds(60)));
    rig.append("a.log", lines(0, 100));
    rig.turns(3);
    rename("a.log.1", "a.log.2");
    rename("a.log", "a.log.1");
    rig.append("a.log", lines(100, 200));

    finish();

    assertDelivered(200);
  }

  @Test
  @Tag("T8")
  void rotatedAndCompressedWhileDownIsReadFromWhereItWas() throws IOException {
    fallBehind("a.log", 0, 5_000);
    rig.settleAll();
    rig.turns(5);
    rig.checkpoint();
    assertThat(rig.settled("a.log")).isPositive();
    rig.kill();
    rename("a.log", "a.log.1");
    gzip("a.log.1");
    rig.append("a.log", lines(5_000, 5_100));

    rig.start();
    finish();

    assertDeliveredOnceById(5_100);
    assertThat(heldFiles()).isEmpty();
  }

  @Test
  @Tag("T8")
  void incompleteCompressedFileIsTriedAgainUntilItIsWhole() throws IOException {
    fallBehind("a.log", 0, 5_000);
    rig.kill();
    rename("a.log", "a.log.1");
    gzip("a.log.1");
    byte[] whole = Files.readAllBytes(volume.resolve("a.log.1.gz"));
    Files.write(volume.resolve("a.log.1.gz"), Arrays.copyOf(whole, whole.length / 2));

    rig.start();
    rig.settleAll();
    rig.wait(Duration.ofSeconds(5));
    Files.write(volume.resolve("a.log.1.gz"), whole);
    rig.append("a.log", lines(5_000, 5_100));
    finish();

    assertDeliveredOnceById(5_100);
  }

  @Test
  @Tag("T8")
  void compressedFileOfAnotherGenerationIsNotTakenForIt() throws IOException {
    Files.writeString(volume.resolve("a.log.2"), lines(90_000, 95_000));
    gzip("a.log.2");
    fallBehind("a.log", 0, 5_000);
    rig.kill();
    rename("a.log", "a.log.1");
    gzip("a.log.1");

    rig.start();
    finish();

    assertDeliveredOnceById(5_000);
  }

  @Test
  @Tag("S7")
  void compressedFileThatUnpacksToFarTooMuchIsRefusedAndEverythingElseFlows() throws IOException {
    rig.close();
    rig = new PipelineRig(volume, "*.log", 400, 1, storage(1 << 20));
    fallBehind("a.log", 0, 500);
    rig.kill();
    Files.delete(volume.resolve("a.log"));
    try (OutputStream zip =
        new GZIPOutputStream(Files.newOutputStream(volume.resolve("a.log.1.gz")))) {
      zip.write(lines(0, 500).getBytes(StandardCharsets.US_ASCII));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
    }
    rig.append("a.log", lines(1_000, 1_100));

    rig.start();
    finish();

    assertThat(heldFiles()).isEmpty();
    assertThat(rig.delivered()).containsAll(lines(1_000, 1_100).lines().toList());
    assertThat(rig.delivered()).noneMatch(line -> line.contains("\u0000"));
  }

  @Test
  @Tag("T10")
  void deletedAndRecreatedFileIsAnotherGenerationAlsoWithTheSameInode() throws IOException {
    rig.append("a.log", lines(0, 10));
    finish();
    Files.delete(volume.resolve("a.log"));
    rig.append("a.log", lines(10, 30));
    finish();
    Files.delete(volume.resolve("a.log"));
    rig.append("a.log", lines(30, 35));
    finish();

    assertDelivered(35);
  }

  @Test
  @Tag("T11")
  void twoHardLinksToOneFileAreReadOnce() throws IOException {
    rig.append("a.log", lines(0, 10));
    Files.createLink(volume.resolve("b.log"), volume.resolve("a.log"));
    rig.turns(2);
    rig.append("b.log", lines(10, 20));
    finish();

    assertDelivered(20);
  }

  @Test
  @Tag("T17")
  void identicalShortFilesAreBothShipped() throws IOException {
    rig.append("a.log", "same\n");
    rig.turns(2);
    rig.append("b.log", "same\n");
    rig.append("a-2.log", "same\n");
    rig.wait(Duration.ofSeconds(1));
    assertThat(rig.delivered()).containsExactly("same", "same");

    // The third is called as a copy of the first would be, so it waits for a truncation.
    finish();

    assertThat(rig.delivered()).containsExactly("same", "same", "same");
  }
}
