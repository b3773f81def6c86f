package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.Unread.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLinksTest {
  @TempDir Path folder;

  private Path volume;
  private CatalogReader reader;

  @BeforeEach
  void make() throws IOException {
    volume = Files.createDirectory(folder.resolve("volume"));
    reader = following("*.log");
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private CatalogReader following(String... patterns) {
    return reader(true, List.of("*.excluded"), patterns);
  }

  private CatalogReader reader(boolean follows, List<String> excluded, String... patterns) {
    if (reader != null) {
      reader.close();
    }
    String[] paths =
        List.of(patterns).stream().map(name -> volume + "/" + name).toArray(String[]::new);
    return new CatalogReader(
        List.of(CatalogReader.input(follows, excluded, paths)),
        volume.resolve("state"),
        HangingCalls.PATIENCE);
  }

  private Path write(String name, String text) throws IOException {
    Path path = volume.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** As everybody does who wants a link to be there at every moment. */
  private void link(String name, String target) throws IOException {
    Path link = volume.resolve(name);
    Path other = link.resolveSibling("..new-link");
    Files.createSymbolicLink(other, Path.of(target));
    Files.move(other, link, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  @Tag("T9")
  void linkToAFileThatIsSwappedIsReadToTheEndOfTheOldOneAndThenTheNewOne() throws IOException {
    reader = following("current");
    write("log.3", "a\n");
    link("current", "log.3");
    reader.look();
    write("log.3", "b\n");
    reader.look();

    write("log.3", "c\n");
    write("log.4", "d\n");
    link("current", "log.4");
    reader.look();
    write("log.3", "late\n");
    write("log.4", "e\n");
    reader.look();

    assertThat(reader.lines()).containsExactly("a", "b", "c", "late", "d", "e");
    assertThat(reader.paths()).containsOnly(volume.resolve("current"));
  }

  @Test
  @Tag("T9")
  void fileThatIsFoundUnderItsOwnNameAndByALinkIsReadOnce() throws IOException {
    reader = following("log.*", "current");
    write("log.3", "a\n");
    link("current", "log.3");
    reader.look();

    write("log.3", "b\n");
    write("log.4", "c\n");
    link("current", "log.4");
    reader.look();
    reader.look();

    assertThat(reader.lines()).containsExactly("a", "b", "c");
    assertThat(reader.paths()).containsExactly(volume.resolve("log.3"), volume.resolve("log.4"));
  }

  @Test
  @Tag("T9")
  void directoryOfKubernetesThatIsSwappedIsReadToTheEndOfTheOldOneAndThenTheNewOne()
      throws IOException {
    write("..1/app.log", "a\n");
    link("..data", "..1");
    link("app.log", "..data/app.log");
    reader.look();
    write("..1/app.log", "b\n");

    write("..2/app.log", "c\n");
    link("..data", "..2");
    reader.look();
    Files.delete(volume.resolve("..1/app.log"));
    Files.delete(volume.resolve("..1"));
    write("..2/app.log", "d\n");
    reader.look();

    assertThat(reader.lines()).containsExactly("a", "b", "c", "d");
  }

  @Test
  @Tag("T9")
  void linkToADirectoryThatIsSwappedIsReadToTheEndOfTheOldOneAndThenTheNewOne() throws IOException {
    reader = following("cur*/*.log");
    write("releases/1/app.log", "a\n");
    link("current", "releases/1");
    reader.look();
    write("releases/1/app.log", "b\n");

    write("releases/2/app.log", "c\n");
    link("current", "releases/2");
    reader.lookAtOnce();
    write("releases/2/app.log", "d\n");
    reader.lookAtOnce();

    assertThat(reader.lines()).containsExactly("a", "b", "c", "d");
    assertThat(reader.paths()).containsOnly(volume.resolve("current/app.log"));
  }

  @Test
  @Tag("S1")
  void linksThatLeadOutOfWhatIsWatchedAreLeftAloneInWhateverWayTheyDo() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("x.log"), "secret\n");
    reader = following("**/*.log");
    write("healthy.log", "healthy\n");
    link("file.log", outside.resolve("x.log").toString());
    link("relative.log", "../outside/x.log");
    link("chain.log", "relative.log");
    link("process.log", "/proc/self/environ");
    link("directory", outside.toString());
    link("up", "..");
    reader.look();
    reader.look();

    assertThat(reader.lines()).containsExactly("healthy");
    assertThat(reader.unread().counts()).isEqualTo(Map.of(Reason.OUTSIDE, 6));
    assertThat(reader.unread().first()).hasSize(6);
  }

  @Test
  void linksThatLeadRoundAndRoundEnd() throws IOException {
    reader = following("**/*.log");
    write("a/x.log", "x\n");
    write("b/y.log", "y\n");
    link("a/up", "..");
    link("a/b", "../b");
    link("b/a", "../a");
    link("self", "self");
    link("self.log", "self.log");
    reader.look();
    reader.look();

    assertThat(reader.lines()).containsExactlyInAnyOrder("x", "y");
    assertThat(reader.paths())
        .containsExactlyInAnyOrder(volume.resolve("a/x.log"), volume.resolve("b/y.log"));
    assertThat(reader.unread()).isEqualTo(Unread.NONE);

    // A link that cannot be followed is no reason to believe that a file may still be there.
    Files.delete(volume.resolve("a/x.log"));
    reader.look();
    assertThat(reader.gone()).containsExactly(volume.resolve("a/x.log"));
  }

  @Test
  void whatIsNotToBeReadIsNotReadThroughALinkEither() throws IOException {
    write("a.excluded", "excluded\n");
    link("a.log", "a.excluded");
    write("b.gz", "compressed\n");
    link("b.log", "b.gz");
    write("state/checkpoint", "state\n");
    link("c.log", "state/checkpoint");
    write(".tailrace/checkpoint", "state of another agent\n");
    link("d.log", ".tailrace/checkpoint");
    reader.look();

    assertThat(reader.lines()).isEmpty();
  }

  @Test
  void linkThatLeadsNowhereForAMomentDoesNotEndTheFile() throws IOException {
    Path target = write("target", "a\n");
    link("a.log", "target");
    reader.look();

    Path away = Files.move(target, volume.resolve("away"));
    reader.look();
    Files.writeString(away, "b\n", StandardOpenOption.APPEND);
    Files.move(away, target);
    reader.look();

    assertThat(reader.lines()).containsExactly("a", "b");
    assertThat(reader.paths()).hasSize(1);
  }

  @Test
  @Tag("S1")
  void notAskedForNoLinkIsFollowedAtAnyNameAndEachIsCounted() throws IOException {
    reader = reader(false, List.of(), "**/*.log");
    write("real/a.log", "a\n");
    link("link.log", "real/a.log");
    link("directory", "real");
    reader.look();
    reader.look();

    assertThat(reader.lines()).containsExactly("a");
    assertThat(reader.paths()).containsExactly(volume.resolve("real/a.log"));
    assertThat(reader.unread().counts()).isEqualTo(Map.of(Reason.LINK, 2));
  }
}
