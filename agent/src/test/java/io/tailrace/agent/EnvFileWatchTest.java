package io.tailrace.agent;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileWatchTest {
  @TempDir Path folder;

  private Path file;
  private EnvFileWatch watch;
  private Instant now = Instant.now();

  @BeforeEach
  void watchAFile() throws IOException {
    file = Files.writeString(folder.resolve("agent.env"), "A=1\n");
    watch = new EnvFileWatch(file);
  }

  /** A second passes. */
  private boolean look() {
    now = now.plusSeconds(1);
    return watch.hasChanged(now);
  }

  private boolean changesWithinTwoLooks() {
    boolean atOnce = look();
    return look() || atOnce;
  }

  @Test
  void theFirstContentIsNewOnceItIsSeenTwice() {
    assertThat(look()).isFalse();
    assertThat(look()).isTrue();
    assertThat(look()).isFalse();
  }

  @Test
  void aFileWrittenInPlaceIsNew() throws IOException {
    changesWithinTwoLooks();
    Files.writeString(file, "A=2\n");

    assertThat(changesWithinTwoLooks()).isTrue();
    assertThat(changesWithinTwoLooks()).isFalse();
  }

  /** As when two writes fall into one tick of the file system's clock. */
  @Test
  void anotherContentOfTheSameSizeAndTimeIsNewWhileTheTimeIsYoung() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    changesWithinTwoLooks();
    Files.writeString(file, "A=2\n");
    Files.setLastModifiedTime(file, time);
    watch.hasChanged(now);

    assertThat(watch.hasChanged(now)).isTrue();
  }

  @Test
  void whatIsHalfWrittenIsNotNew() throws IOException {
    changesWithinTwoLooks();
    Files.writeString(file, "A=");
    assertThat(look()).isFalse();
    Files.writeString(file, "A=2\nB=");
    assertThat(look()).isFalse();
    Files.writeString(file, "A=2\nB=3\n");
    assertThat(look()).isFalse();

    assertThat(look()).isTrue();
  }

  @Test
  void aFileRenamedIntoItsPlaceIsNewAndTheSameContentIsNot() throws IOException {
    changesWithinTwoLooks();
    replaceBy("A=2\n");
    assertThat(changesWithinTwoLooks()).isTrue();

    replaceBy("A=2\n");
    assertThat(changesWithinTwoLooks()).isFalse();
  }

  private void replaceBy(String content) throws IOException {
    Path other = Files.writeString(folder.resolve("other"), content);
    Files.move(other, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** The kubelet's way: the file is a link into ..data, which is a link that is replaced. */
  @Test
  void aConfigMapWhoseLinkLeadsElsewhereIsNew() throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    swap(mount, "..2026_1", "A=1\n");
    Path key = Files.createSymbolicLink(mount.resolve("agent.env"), Path.of("..data/agent.env"));
    watch = new EnvFileWatch(key);
    changesWithinTwoLooks();

    swap(mount, "..2026_2", "A=2\n");

    assertThat(changesWithinTwoLooks()).isTrue();
    assertThat(changesWithinTwoLooks()).isFalse();
  }

  private static void swap(Path mount, String name, String content) throws IOException {
    Path data = Files.createDirectory(mount.resolve(name));
    Files.writeString(data.resolve("agent.env"), content);
    Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(name));
    Files.move(link, mount.resolve("..data"), ATOMIC_MOVE, REPLACE_EXISTING);
  }

  @Test
  void aFileThatIsGoneIsNewOnceAndSoIsItsReturn() throws IOException {
    changesWithinTwoLooks();
    Files.delete(file);
    assertThat(changesWithinTwoLooks()).isTrue();
    assertThat(changesWithinTwoLooks()).isFalse();

    Files.writeString(file, "A=1\n");
    assertThat(changesWithinTwoLooks()).isTrue();
  }

  @Test
  void whatIsNoFileIsNotRead() throws IOException {
    changesWithinTwoLooks();
    Files.delete(file);
    Files.createDirectory(file);

    assertThat(changesWithinTwoLooks()).isTrue();
    assertThat(changesWithinTwoLooks()).isFalse();
  }
}
