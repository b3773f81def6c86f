package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.DirectoryWatch.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a catalog looks at a volume on which nothing happens, and what ends that. */
class FileCatalogRestTest {
  private static final Changes NOTHING = new Changes(Set.of(), false);

  @TempDir Path folder;

  private final DirectoryWatch watch = DirectoryWatch.open(Thread.currentThread());
  private Path volume;
  private Path log;
  private FileCatalog catalog;
  private long nowNanos = TimeUnit.HOURS.toNanos(1);

  @BeforeEach
  void aVolumeOfOneFile() throws IOException {
    volume = Files.createDirectory(folder.resolve("volume"));
    log = Files.writeString(volume.resolve("a.log"), "one\n");
    catalog = catalogOf(volume);
  }

  @AfterEach
  void close() {
    catalog.close();
    watch.close();
  }

  private FileCatalog catalogOf(Path root) {
    WatchedInput input =
        new WatchedInput("default", List.of(PathGlob.parse(root + "/*.log")), List.of(), false);
    Path state = folder.resolve("state");
    // A while after the directory was made: its time says by then whether it has changed.
    InstantSource clock = () -> Instant.now().plus(Duration.ofMinutes(1));
    return new FileCatalog(
        new VolumeScanner(List.of(input), new OwnFiles(state, List.of()), clock),
        new GenerationOpener(List.of("out"), clock),
        List.of("out"),
        new FileCatalog.Storage(state, 1L << 30, CopyAhead.AUTO, true),
        100,
        EarlierRun.NONE,
        grown -> {});
  }

  /** As after a while; whether that had the catalog look at everything. */
  private boolean isLookAfter(long millis, Changes changes) {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    boolean looked = catalog.lookOnce(changes, nowNanos);
    if (looked) {
      catalog.watch(watch);
    }
    return looked;
  }

  /** Looks until nothing has happened for long. */
  private void rest() {
    for (int i = 0; i < 10; i++) {
      isLookAfter(2_001, NOTHING);
    }
  }

  private static void append(Path file) throws IOException {
    Files.writeString(file, "more\n", StandardOpenOption.APPEND);
  }

  private long size() {
    return catalog.generations().getFirst().size();
  }

  @Test
  void stillVolumeIsLookedAtRarely() {
    rest();

    assertThat(isLookAfter(1_900, NOTHING)).isFalse();
    assertThat(isLookAfter(200, NOTHING)).isTrue();
  }

  @Test
  void justAfterTheStartItIsLookedAtOften() {
    isLookAfter(0, NOTHING);

    assertThat(isLookAfter(6, NOTHING)).isTrue(); // There is a new watch.
    assertThat(isLookAfter(201, NOTHING)).isTrue();
  }

  @Test
  void whatInotifyTellsIsSeenAtOnceAndEndsNoRest() throws IOException {
    rest();
    append(log);

    assertThat(isLookAfter(1, new Changes(Set.of(log), false))).isFalse();
    assertThat(size()).isEqualTo(9);
    assertThat(isLookAfter(1_900, NOTHING)).isFalse();
  }

  @Test
  @Tag("T19")
  void fileThatGrowsWithoutInotifyTellingIsSeenAndLookedAtOftenFromThenOn() throws IOException {
    Path elsewhere = Files.createLink(folder.resolve("elsewhere"), log);
    rest();
    append(elsewhere);

    assertThat(isLookAfter(2_001, NOTHING)).isTrue();
    assertThat(size()).isEqualTo(9);
    isLookAfter(1_001, NOTHING);
    assertThat(isLookAfter(201, NOTHING)).isTrue();
    assertThat(isLookAfter(201, NOTHING)).isTrue();
  }

  @Test
  void whatInotifyTellsALittleLaterIsNotHeldAgainstIt() throws IOException {
    rest();
    append(log);
    isLookAfter(2_001, NOTHING);
    isLookAfter(20, new Changes(Set.of(log), false));

    assertThat(isLookAfter(1_900, NOTHING)).isFalse();
  }

  @Test
  @Tag("T19")
  void withoutInotifyItIsLookedAtOften() {
    watch.close();
    rest();

    assertThat(isLookAfter(201, NOTHING)).isTrue();
    assertThat(isLookAfter(201, NOTHING)).isTrue();
  }

  @Test
  void whoMayWriteToAFileThatHasLostItsNameIsLookedAfter() throws IOException {
    rest();
    Files.move(log, volume.resolve("a.log.1"));

    assertThat(isLookAfter(6, new Changes(Set.of(), true))).isTrue();
    isLookAfter(6_000, NOTHING);
    assertThat(isLookAfter(201, NOTHING)).isTrue();
    assertThat(isLookAfter(201, NOTHING)).isTrue();
  }

  @Test
  void rootThatALinkLeadsToIsLookedAtOftenForItMayLeadElsewhere() throws IOException {
    catalog.close();
    catalog = catalogOf(Files.createSymbolicLink(folder.resolve("current"), volume));
    rest();

    assertThat(isLookAfter(201, NOTHING)).isTrue();
    assertThat(isLookAfter(201, NOTHING)).isTrue();
  }

  @Test
  @Tag("T20")
  void directoryThatIsMissingIsLookedForOften() throws IOException {
    catalog.close();
    catalog = catalogOf(folder.resolve("missing"));
    rest();

    assertThat(isLookAfter(201, NOTHING)).isTrue();
    assertThat(isLookAfter(201, NOTHING)).isTrue();
  }

  @Test
  void generationThatAPipelineFindsOverwrittenIsLookedAtAtOnce() {
    rest();
    Generation generation = catalog.generations().getFirst();
    generation.suspect(generation.file());

    assertThat(isLookAfter(6, NOTHING)).isTrue();
    assertThat(catalog.generations().getLast()).isNotSameAs(generation);
  }

  @Test
  void endingItIsLookedAtOften() {
    rest();
    catalog.hurry();

    assertThat(isLookAfter(201, NOTHING)).isTrue();
  }
}
