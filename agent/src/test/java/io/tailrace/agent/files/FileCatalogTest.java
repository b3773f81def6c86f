package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.Generation.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the catalog look by look over real files. */
class FileCatalogTest {
  private static final String OUTPUT = "out";

  @TempDir Path volume;

  private long nowNanos = TimeUnit.HOURS.toNanos(1);
  private static final int SHIFTED = 6;

  private EarlierRun earlier = EarlierRun.NONE;
  private List<String> outputs = List.of(OUTPUT);
  private List<String> excluded = List.of();
  private Path state = Path.of("/nowhere/state");
  private int maxOpen = 10_000;
  private long maxHeld = 1L << 30;
  private CopyAhead copyAhead = CopyAhead.AUTO;
  private FileCatalog catalog = catalog("*.log", false);

  private FileCatalog catalog(String pattern, boolean startAtEnd) {
    return catalogOf(volume == null ? Path.of("/nowhere") : volume, pattern, startAtEnd);
  }

  private FileCatalog catalogOf(Path root, String pattern, boolean startAtEnd) {
    WatchedInput input =
        new WatchedInput(
            "default", List.of(PathGlob.parse(root + "/" + pattern)), excluded, startAtEnd);
    return new FileCatalog(
        new VolumeScanner(List.of(input), new OwnFiles(state, List.of()), InstantSource.system()),
        new GenerationOpener(outputs, InstantSource.system()),
        outputs,
        new FileCatalog.Storage(state, maxHeld, copyAhead, true),
        maxOpen,
        earlier,
        generations -> {});
  }

  private List<Generation> look() {
    if (catalog.generations().isEmpty() && nowNanos == TimeUnit.HOURS.toNanos(1)) {
      catalog = catalog("*.log", false);
    }
    nowNanos += TimeUnit.SECONDS.toNanos(6); // Past the lifetime of every listing.
    catalog.look(nowNanos);
    return catalog.generations();
  }

  /** As long as a copy of a file that was truncated is searched for. */
  private List<Generation> lookForACopy() {
    look();
    look();
    return look();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(
        volume.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String content(Generation generation) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(10_000);
    generation.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  /**
   * What the checkpoint would say of what the catalog knows, with everything settled up to here.
   */
  private List<RememberedGeneration> remember(int settledBytes) throws IOException {
    List<RememberedGeneration> known = new java.util.ArrayList<>();
    for (Generation generation : catalog.generations()) {
      byte[] bytes = content(generation).getBytes(StandardCharsets.UTF_8);
      int from = Math.max(0, settledBytes - 64);
      Position position =
          new Position(settledBytes, false, Fingerprint.of(bytes, from, settledBytes));
      known.add(
          new RememberedGeneration(
              generation.id(),
              generation.path(),
              generation.key(),
              generation.head(),
              Map.of(OUTPUT, position)));
    }
    return known;
  }

  private Position rememberedPosition(int settledBytes) throws IOException {
    return Objects.requireNonNull(remember(settledBytes).getFirst().positions().get(OUTPUT));
  }

  private void restart(List<RememberedGeneration> known) {
    catalog.close();
    earlier = new EarlierRun(true, known);
    catalog = catalog("*.log", false);
  }

  @Test
  void filesThatMatchAreFoundAndOthersAreNot() throws IOException {
    write("a.log", "a\n");
    write("b.txt", "b\n");

    List<Generation> found = look();

    assertThat(found).extracting(Generation::path).containsExactly(volume.resolve("a.log"));
    assertThat(content(found.getFirst())).isEqualTo("a\n");
  }

  @Test
  void fileFoundLaterIsPickedUpAndKeepsItsId() throws IOException {
    write("a.log", "a\n");
    String first = look().getFirst().id();

    write("b.log", "b\n");

    assertThat(look()).hasSize(2);
    assertThat(catalog.generations().getFirst().id()).isEqualTo(first);
  }

  @Test
  void renamedFileStaysTheSameGenerationAndTheNewOneComesAfterIt() throws IOException {
    Path path = write("a.log", "old\n");
    Generation old = look().getFirst();

    Files.move(path, volume.resolve("a.log.1"));
    write("a.log", "new\n");
    List<Generation> after = look();

    assertThat(after).hasSize(2);
    assertThat(after.getFirst()).isSameAs(old);
    assertThat(old.state()).isEqualTo(State.DETACHED);
    assertThat(content(old)).isEqualTo("old\n");
    assertThat(content(after.getLast())).isEqualTo("new\n");
    assertThat(after.getLast().id()).isNotEqualTo(old.id());
  }

  @Test
  @Tag("T7")
  void whatWasRotatedAwayBetweenTwoLooksIsFoundUnlessItsNameIsExcluded() throws IOException {
    excluded = List.of("b.log.*");
    catalog = catalog("*.log", false);
    for (String name : List.of("a.log", "b.log")) {
      write(name, "first\n");
    }
    look();
    for (String name : List.of("a.log", "b.log")) {
      Files.move(volume.resolve(name), volume.resolve(name + ".2"));
      write(name + ".1", "second\n");
      write(name, "third\n");
    }

    look();

    assertThat(catalog.generations())
        .extracting(generation -> generation.path().getFileName() + " " + content(generation))
        .containsExactlyInAnyOrder(
            "a.log first\n", "b.log first\n", "a.log second\n", "a.log third\n", "b.log third\n");
  }

  @Test
  void lateWritesToTheOldNameAreStillSeen() throws IOException {
    Path path = write("a.log", "old\n");
    Generation old = look().getFirst();
    Files.move(path, volume.resolve("a.log.1"));
    look();

    write("a.log.1", "late\n");
    look();

    assertThat(old.size()).isEqualTo("old\nlate\n".length());
  }

  @Test
  void unlinkedFileIsKeptUntilItIsSettled() throws IOException {
    Path path = write("a.log", "old\n");
    Generation old = look().getFirst();
    Files.delete(path);

    for (int i = 0; i < 20; i++) {
      look();
    }
    assertThat(catalog.generations()).containsExactly(old);
    assertThat(content(old)).isEqualTo("old\n");

    old.settle(0, new Position(old.size(), false, Fingerprint.EMPTY));
    for (int i = 0; i < 20; i++) {
      look();
    }
    assertThat(catalog.generations()).isEmpty();
  }

  @Test
  void truncatedFileIsANewGeneration() throws IOException {
    Path path = write("a.log", "one\ntwo\n");
    Generation old = look().getFirst();

    Files.writeString(path, "x\n");
    List<Generation> after = lookForACopy();

    assertThat(old.state()).isEqualTo(State.ENDED);
    assertThat(after).hasSize(1);
    assertThat(after.getFirst().id()).isNotEqualTo(old.id());
    assertThat(content(after.getFirst())).isEqualTo("x\n");
  }

  @Test
  void truncatedThenGrownPastTheOldSizeIsANewGeneration() throws IOException {
    Path path = write("a.log", "one\ntwo\n");
    Generation old = look().getFirst();

    Files.writeString(path, "three\nfour\nfive\n");
    List<Generation> after = lookForACopy();

    assertThat(old.state()).isEqualTo(State.ENDED);
    assertThat(content(after.getFirst())).isEqualTo("three\nfour\nfive\n");
  }

  @Test
  void growingFileStaysTheSameGenerationPastTheFingerprintsLength() throws IOException {
    write("a.log", "first\n");
    Generation generation = look().getFirst();

    for (int i = 0; i < 50; i++) {
      write("a.log", "line %d %s\n".formatted(i, "x".repeat(100)));
      assertThat(look()).containsExactly(generation);
    }
    assertThat(generation.head().length()).isEqualTo(Fingerprint.MAX_LENGTH);
    assertThat(generation.size()).isEqualTo(Files.size(volume.resolve("a.log")));
  }

  @Test
  void deletedAndRecreatedIsANewGeneration() throws IOException {
    Path path = write("a.log", "one\n");
    Generation old = look().getFirst();

    Files.delete(path);
    write("a.log", "two\n");
    List<Generation> after = look();

    assertThat(after).hasSize(2).startsWith(old);
    assertThat(content(old)).isEqualTo("one\n");
    assertThat(content(after.getLast())).isEqualTo("two\n");
  }

  @Test
  void twoHardLinksAreOneFile() throws IOException {
    Path path = write("a.log", "one\n");
    Files.createLink(volume.resolve("b.log"), path);

    assertThat(look()).hasSize(1);
  }

  @Test
  void identicalShortFilesAreTwo() throws IOException {
    write("a.log", "same\n");
    write("b.log", "same\n");

    assertThat(look()).hasSize(2);
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    Path secret = Files.writeString(volume.resolve("secret"), "secret\n");
    Files.createSymbolicLink(volume.resolve("a.log"), secret);
    Files.createDirectory(volume.resolve("elsewhere"));
    Files.writeString(volume.resolve("elsewhere/b.log"), "b\n");
    Files.createSymbolicLink(volume.resolve("link"), volume.resolve("elsewhere"));

    catalog = catalog("**/*.log", false);
    nowNanos++;
    assertThat(look())
        .extracting(Generation::path)
        .containsExactly(volume.resolve("elsewhere/b.log"));
  }

  @Test
  void fifoAndDirectoryNamedLikeALogAreLeftAlone() throws Exception {
    Files.createDirectory(volume.resolve("dir.log"));
    assertThat(
            new ProcessBuilder("mkfifo", volume.resolve("fifo.log").toString()).start().waitFor())
        .isZero();
    write("a.log", "a\n");

    assertThat(look()).extracting(Generation::path).containsExactly(volume.resolve("a.log"));
  }

  @Test
  void restartResumesTheSameGenerationAtItsPosition() throws IOException {
    write("a.log", "one\ntwo\n");
    Generation before = look().getFirst();

    restart(remember(4));
    write("a.log", "three\n");
    Generation after = look().getFirst();

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.position(0).offset()).isEqualTo(4);
    assertThat(after.size()).isEqualTo("one\ntwo\nthree\n".length());
  }

  @Test
  void replacedWhileDownByLargerContentIsReadFromItsStart() throws IOException {
    Path path = write("a.log", "one\ntwo\n");
    String before = look().getFirst().id();

    List<RememberedGeneration> known = remember(8);
    restart(known);
    Files.writeString(path, "other content that is longer\n");
    Generation after = look().getFirst();

    assertThat(after.id()).isNotEqualTo(before);
    assertThat(after.position(0)).isEqualTo(Position.START);
  }

  @Test
  void sameHeadButOtherBytesBeforeThePositionIsReadFromTheStart() throws IOException {
    String head = "banner\n".repeat(200);
    Path path = write("a.log", head + "one\n");
    String before = look().getFirst().id();

    restart(remember(head.length() + 4));
    Files.writeString(path, head + "two\nthree\n");
    Generation after = look().getFirst();

    assertThat(after.id()).isNotEqualTo(before);
    assertThat(after.position(0)).isEqualTo(Position.START);
  }

  @Test
  void rotatedWhileDownIsFoundUnderItsNewName() throws IOException {
    Path path = write("a.log", "one\ntwo\n");
    String before = look().getFirst().id();

    restart(remember(4));
    Files.move(path, volume.resolve("a.log.1"));
    write("a.log", "new\n");
    List<Generation> after = look();

    assertThat(after).hasSize(2);
    assertThat(after.getFirst().id()).isEqualTo(before);
    assertThat(after.getFirst().position(0).offset()).isEqualTo(4);
    assertThat(after.getFirst().path()).isEqualTo(path);
    assertThat(content(after.getLast())).isEqualTo("new\n");
  }

  @Test
  void whatCouldNotBeLookedForAtTheStartIsNotForgotten() throws IOException {
    Path path = write("a.log", "one\ntwo\n");
    String before = look().getFirst().id();
    Path hidden = volume.resolveSibling(volume.getFileName() + "-hidden");

    restart(remember(4));
    Files.move(volume, hidden);
    assertThat(look()).isEmpty();
    assertThat(catalog.known().remembered()).hasSize(1);

    Files.move(hidden, volume);
    Generation after = look().getFirst();
    assertThat(after.id()).isEqualTo(before);
    assertThat(after.path()).isEqualTo(path);
    assertThat(after.position(0).offset()).isEqualTo(4);
    assertThat(catalog.known().remembered()).isEmpty();
  }

  @Test
  void missingDirectoryIsWaitedFor() throws IOException {
    catalog = catalog("later/*.log", false);
    nowNanos++;
    assertThat(look()).isEmpty();

    Files.createDirectory(volume.resolve("later"));
    write("later/a.log", "a\n");

    assertThat(look()).hasSize(1);
  }

  @Test
  void startAtEndPassesOverWhatIsThereButNotWhatComesLater() throws IOException {
    write("a.log", "old\n");
    catalog = catalog("*.log", true);
    nowNanos++;
    assertThat(look().getFirst().position(0).offset()).isEqualTo(4);

    write("b.log", "new\n");
    assertThat(look().getLast().position(0)).isEqualTo(Position.START);
  }

  @Test
  void rememberedFileThatCannotBeOpenedYetKeepsItsPosition() throws IOException {
    write("a.log", "one\ntwo\n");
    write("b.log", "one\nTWO\n");
    List<String> before = look().stream().map(Generation::id).toList();
    List<RememberedGeneration> known = remember(4);

    maxOpen = 1;
    restart(known);
    Generation first = look().getFirst();
    assertThat(catalog.generations()).hasSize(1);
    assertThat(catalog.known().remembered()).containsExactly(known.getLast());

    settle(first);
    look();
    look();
    assertThat(catalog.generations()).extracting(Generation::id).containsExactlyElementsOf(before);
    assertThat(catalog.generations().getLast().position(0).offset()).isEqualTo(4);
    assertThat(content(catalog.generations().getLast())).isEqualTo("one\nTWO\n");
  }

  @Test
  void neverMoreDescriptorsAreOpenThanTheLimitWhateverThereIsToBeRead() throws IOException {
    for (int i = 0; i < 100; i++) {
      write("f%d.log".formatted(i), "line of %d\n".formatted(i));
    }
    maxOpen = 10;
    catalog = catalog("*.log", false);
    nowNanos++;
    for (int i = 0; i < 30; i++) {
      look();
      assertThat(catalog.openFiles()).isLessThanOrEqualTo(10);
      catalog.generations().forEach(FileCatalogTest::settle);
    }

    assertThat(catalog.generations()).hasSize(100);
  }

  private static void settle(Generation generation) {
    generation.settle(0, new Position(generation.size(), false, Fingerprint.EMPTY));
  }

  @Test
  void fileInADirectoryThatWasRenamedWhileDownIsTheSameGeneration() throws IOException {
    Files.createDirectory(volume.resolve("old"));
    Path path = write("old/a.log", "one\ntwo\n");
    catalog = catalog("**/*.log", false);
    nowNanos++;
    String before = look().getFirst().id();

    List<RememberedGeneration> known = remember(4);
    restart(known);
    Files.move(path.getParent(), volume.resolve("new"));
    catalog = catalog("**/*.log", false);

    assertThat(look()).extracting(Generation::id).containsExactly(before);
    assertThat(catalog.generations().getFirst().position(0).offset()).isEqualTo(4);
    assertThat(catalog.known().remembered()).isEmpty();
  }

  @Test
  void rememberedFileOfADirectoryThatIsGoneIsForgotten() throws IOException {
    Files.createDirectory(volume.resolve("old"));
    Path path = write("old/a.log", "one\n");
    catalog = catalog("**/*.log", false);
    nowNanos++;
    look();

    List<RememberedGeneration> known = remember(4);
    restart(known);
    Files.delete(path);
    Files.delete(path.getParent());
    catalog = catalog("**/*.log", false);
    // A file that one listing misses is not gone.
    look();
    look();
    look();

    assertThat(catalog.known().remembered()).isEmpty();
  }

  /** A rotation that shifts names while a starting agent lists them: no name leads to some file. */
  @Test
  @Tag("T6")
  void rememberedFileThatIsRenamedWhileItIsLookedForIsKnownAgain() throws Exception {
    catalog = catalog("*.log*", false);
    for (int i = 1; i <= SHIFTED; i++) {
      write("a.log." + i, "line of " + i + "\n");
    }
    catalog.look(nowNanos);
    List<RememberedGeneration> known = remember(0);
    List<String> ids = known.stream().map(RememberedGeneration::id).toList();
    var ended = new AtomicBoolean();
    Thread rotator = Thread.ofPlatform().start(() -> shiftUntil(ended));
    try {
      for (int start = 0; start < 200; start++) {
        catalog.close();
        earlier = new EarlierRun(true, known);
        catalog = catalog("*.log*", false);
        for (int looks = 0; looks < 1_000 && catalog.generations().size() < SHIFTED; looks++) {
          nowNanos += TimeUnit.SECONDS.toNanos(1);
          catalog.look(nowNanos);
        }
        assertThat(catalog.generations())
            .extracting(Generation::id)
            .containsExactlyInAnyOrderElementsOf(ids);
      }
    } finally {
      ended.set(true);
      rotator.join();
    }
  }

  /**
   * A settled file whose descriptor was given back would be forgotten at once, and read again by
   * the next start.
   */
  @Test
  @Tag("T1")
  void settledFileThatIsRenamedWhileItIsLookedForIsNotForgotten() throws Exception {
    catalog = catalog("*.log*", false);
    for (int i = 1; i <= SHIFTED; i++) {
      write("a.log." + i, "line of " + i + "\n");
    }
    catalog.look(nowNanos);
    for (Generation generation : catalog.generations()) {
      byte[] line = content(generation).getBytes(StandardCharsets.UTF_8);
      generation.settle(0, new Position(line.length, false, Fingerprint.of(line, 0, line.length)));
      generation.close();
    }
    var ended = new AtomicBoolean();
    Thread rotator = Thread.ofPlatform().start(() -> shiftUntil(ended));
    try {
      for (int looks = 0; looks < 2_000; looks++) {
        catalog.look(++nowNanos);
        assertThat(catalog.generations()).hasSize(SHIFTED);
      }
    } finally {
      ended.set(true);
      rotator.join();
    }
  }

  /** Every file goes up by one name, and the last begins again. */
  private void shiftUntil(AtomicBoolean ended) {
    try {
      while (!ended.get()) {
        for (int i = SHIFTED; i >= 1; i--) {
          Files.move(volume.resolve("a.log." + i), volume.resolve("a.log." + (i + 1)));
        }
        Files.move(volume.resolve("a.log." + (SHIFTED + 1)), volume.resolve("a.log.1"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void volumeThatWasAttachedAgainUnderAnotherDeviceNumberIsKnownAgain() throws IOException {
    write("a.log", "one\ntwo\n");
    String before = look().getFirst().id();

    RememberedGeneration known = remember(4).getFirst();
    FileKey other = new FileKey(known.key().device() + 1, known.key().inode());
    restart(
        List.of(
            new RememberedGeneration(
                known.id(), known.path(), other, known.head(), known.positions())));

    assertThat(look()).extracting(Generation::id).containsExactly(before);
    assertThat(catalog.generations().getFirst().key()).isEqualTo(known.key());
  }

  @Test
  void fileThatWasAwayForLongIsNotReadAgainWhenItComesBack() throws IOException {
    Path path = write("a.log", "one\n");
    Generation before = look().getFirst();
    before.settle(0, rememberedPosition(4));
    Path away = Files.move(path, volume.resolve("away"));
    for (int i = 0; i < 10; i++) {
      look();
    }
    assertThat(catalog.generations()).isEmpty();

    Files.move(away, path);
    write("a.log", "two\n");
    Generation after = look().getFirst();

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.position(0).offset()).isEqualTo(4);
  }

  @Test
  void volumeThatIsGoneForAWhileIsStillReadThroughItsDescriptors() throws IOException {
    write("a.log", "one\n");
    Generation generation = look().getFirst();
    Path hidden = volume.resolveSibling(volume.getFileName() + "-hidden");
    Files.move(volume, hidden);
    settle(generation);
    for (int i = 0; i < 10; i++) {
      look();
    }
    Files.writeString(hidden.resolve("a.log"), "two\n", StandardOpenOption.APPEND);
    look();
    assertThat(generation.size()).isEqualTo(8);

    Files.move(hidden, volume);
    assertThat(look()).containsExactly(generation);
    assertThat(generation.state()).isEqualTo(State.LIVE);
  }

  @Test
  void contentOfTheSameSizeButOtherBytesBeforeThePositionIsANewGeneration() throws IOException {
    String head = "banner\n".repeat(200);
    Path path = write("a.log", head + "one\n");
    Generation before = look().getFirst();
    before.settle(0, rememberedPosition(head.length() + 4));

    Files.writeString(path, head + "two\n");
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(1)));
    List<Generation> after = lookForACopy();

    assertThat(before.state()).isEqualTo(State.ENDED);
    assertThat(after).hasSize(1).doesNotContain(before);
  }

  @Test
  void truncationBelowWhatWasReadIsSeenAlsoWhenNoLookSawTheFileThatLong() throws IOException {
    String head = "banner\n".repeat(200);
    Path path = write("a.log", head);
    Generation before = look().getFirst();
    // A pipeline may read and settle more than the last look saw.
    before.settle(0, new Position(head.length() + 100, false, Fingerprint.EMPTY));

    Files.writeString(path, head + "new\n");
    lookForACopy();

    assertThat(before.state()).isEqualTo(State.ENDED);
  }

  @Test
  void startAtEndDoesNotPassOverWhatCameWhileTheAgentWasDown() throws IOException {
    earlier = new EarlierRun(true, List.of());
    catalog = catalog("*.log", true);
    write("a.log", "written while down\n");
    nowNanos++;

    assertThat(look().getFirst().position(0)).isEqualTo(Position.START);
  }

  @Test
  void outputThatIsNewBeginsWhereTheInputSays() throws IOException {
    write("a.log", "one\ntwo\n");
    look();
    List<RememberedGeneration> known = remember(4);
    outputs = List.of("new", OUTPUT);

    restart(known);
    assertThat(look().getFirst().position(0)).isEqualTo(Position.START);
    assertThat(catalog.generations().getFirst().position(1).offset()).isEqualTo(4);

    restart(known);
    catalog = catalog("*.log", true);
    assertThat(look().getFirst().position(0).offset()).isEqualTo(8);
  }

  @Test
  void positionOfAnOutputThatIsTakenOutForAWhileIsNotForgotten() throws IOException {
    write("a.log", "one\ntwo\n");
    look();
    List<RememberedGeneration> known = remember(4);
    outputs = List.of("other");
    restart(known);

    RememberedGeneration now = look().getFirst().remember(outputs);

    assertThat(now.positions()).containsEntry(OUTPUT, known.getFirst().positions().get(OUTPUT));
    assertThat(now.positions()).containsEntry("other", Position.START);
  }

  @Test
  void stateDirectoriesAreNotReadByWhateverPath() throws IOException {
    Path real = Files.createDirectory(volume.resolve("state"));
    write("state/a.log", "own\n");
    Files.createDirectories(volume.resolve("x/.tailrace/dead-letter"));
    write("x/.tailrace/dead-letter/b.log", "another agent's\n");
    Path link = Files.createSymbolicLink(volume.resolve("link"), real);
    write("c.log", "c\n");

    state = link;
    catalog = catalog("**", false);
    nowNanos++;

    assertThat(look()).extracting(Generation::path).containsExactly(volume.resolve("c.log"));
  }

  @Test
  void newFileUnderALinkedRootIsFoundAtTheNextLook() throws IOException {
    FileTime old = FileTime.from(Instant.now().minusSeconds(60));
    Path real = Files.createDirectory(volume.resolve("real"));
    Path link = Files.createSymbolicLink(volume.resolve("link"), real);
    Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(old, old, old);
    Files.setLastModifiedTime(real, old);
    catalog = catalogOf(link, "*.log", false);
    catalog.look(nowNanos);

    write("real/a.log", "a\n");
    catalog.look(nowNanos + 1);

    assertThat(catalog.generations()).hasSize(1);
  }

  @Test
  void directoryThatIsReplacedByALinkIsNotFollowed() throws IOException {
    Path directory = Files.createDirectory(volume.resolve("d"));
    Files.createDirectory(volume.resolve("secret"));
    write("secret/a.log", "secret\n");
    FileTime old = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(volume, old);
    catalog = catalog("d*/*.log", false);
    catalog.look(nowNanos);

    Files.delete(directory);
    Files.createSymbolicLink(directory, volume.resolve("secret"));
    // As if it had happened right after the parent was listed.
    Files.setLastModifiedTime(volume, old);
    catalog.look(nowNanos + 1);

    assertThat(catalog.generations()).isEmpty();
  }

  @Test
  @Tag("T18")
  void thousandsOfFilesAreFoundWithBoundedDescriptors() throws IOException {
    for (int i = 0; i < 3_000; i++) {
      write("f%d.log".formatted(i), "line of %d\n".formatted(i));
    }
    look();
    assertThat(catalog.generations()).hasSize(3_000);

    for (Generation generation : catalog.generations()) {
      generation.settle(0, new Position(generation.size(), false, Fingerprint.EMPTY));
    }
    look();
    assertThat(catalog.openFiles()).isEqualTo(TrackedFiles.MAX_OPEN);

    write("f7.log", "more\n");
    look();
    Generation grown =
        catalog.generations().stream()
            .filter(g -> g.path().endsWith("f7.log"))
            .findFirst()
            .orElseThrow();
    assertThat(content(grown)).isEqualTo("line of 7\nmore\n");
  }
}
