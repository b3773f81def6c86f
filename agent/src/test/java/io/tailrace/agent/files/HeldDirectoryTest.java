package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.agent.files.HeldDirectory.Entry;
import io.tailrace.agent.files.HeldDirectory.Kind;
import io.tailrace.agent.files.HeldDirectory.ReplacedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A FIFO that is opened after all would hang the test. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HeldDirectoryTest {
  private static final Path NAME = Path.of("x.log");

  @TempDir Path volume;

  private Path directory;
  private Path secrets;

  @BeforeEach
  void make() throws IOException {
    directory = Files.createDirectories(volume.resolve("a/b"));
    Files.writeString(directory.resolve(NAME), "log\n");
    secrets = Files.createDirectory(volume.resolve("secrets"));
    Files.writeString(secrets.resolve(NAME), "secret\n");
  }

  private Place place() {
    return Place.of(volume, directory);
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    channel.read(bytes);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  @Test
  void fileIsOpenedByItsNameAndKey() throws IOException {
    Object key = key(directory.resolve(NAME));
    try (HeldDirectory held = HeldDirectory.open(place());
        FileChannel channel = held.open(NAME, key)) {
      assertThat(content(channel)).isEqualTo("log\n");
    }
  }

  @Test
  void linkAtAnyNameOnTheWayIsNotFollowed() throws IOException {
    Files.move(volume.resolve("a"), volume.resolve("moved"));
    Files.createSymbolicLink(volume.resolve("a"), volume.resolve("moved"));
    assertThatThrownBy(() -> HeldDirectory.open(place())).isInstanceOf(ReplacedException.class);

    Place other = Place.of(volume, volume.resolve("moved/b"));
    HeldDirectory.open(other).close();
    Files.move(volume.resolve("moved/b"), volume.resolve("b"));
    Files.createSymbolicLink(volume.resolve("moved/b"), volume.resolve("b"));
    assertThatThrownBy(() -> HeldDirectory.open(other)).isInstanceOf(ReplacedException.class);
  }

  @Test
  void rootMayBeALinkSinceTheSettingsNameIt() throws IOException {
    Path link = Files.createSymbolicLink(volume.resolve("link"), volume.resolve("a"));
    Object key = key(directory.resolve(NAME));

    try (HeldDirectory held = HeldDirectory.open(Place.of(link, link.resolve("b")));
        FileChannel channel = held.open(NAME, key)) {
      assertThat(content(channel)).isEqualTo("log\n");
    }
  }

  @Test
  void directoryThatIsHeldIsTheSameWhateverIsPutInItsPlace() throws IOException {
    Object key = key(directory.resolve(NAME));
    try (HeldDirectory held = HeldDirectory.open(place())) {
      Files.move(directory, volume.resolve("moved"));
      Files.createSymbolicLink(directory, secrets);

      try (FileChannel channel = held.open(NAME, key)) {
        assertThat(content(channel)).isEqualTo("log\n");
      }
      assertThat(held.hasKey(key(volume.resolve("moved")))).isTrue();
      assertThat(held.hasKey(key(secrets))).isFalse();
    }
  }

  @Test
  void whatIsNotTheFileThatWasSeenIsNotOpened() throws Exception {
    Path file = directory.resolve(NAME);
    Object key = key(file);
    try (HeldDirectory held = HeldDirectory.open(place())) {
      Files.delete(file);
      assertThatThrownBy(() -> held.open(NAME, key)).isInstanceOf(NoSuchFileException.class);

      Files.createSymbolicLink(file, secrets.resolve(NAME));
      assertThatThrownBy(() -> held.open(NAME, key)).isInstanceOf(ReplacedException.class);
      Object keyOfSecret = key(secrets.resolve(NAME));
      assertThatThrownBy(() -> held.open(NAME, keyOfSecret)).isInstanceOf(ReplacedException.class);

      Files.delete(file);
      new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
      Object keyOfFifo = key(file);
      assertThatThrownBy(() -> held.open(NAME, keyOfFifo)).isInstanceOf(ReplacedException.class);

      Files.delete(file);
      Files.writeString(directory.resolve("first"), "so that the inode is another one");
      Files.move(directory.resolve("first"), file);
      Files.writeString(directory.resolve("second"), "x");
      Files.move(directory.resolve("second"), file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      assertThatThrownBy(() -> held.open(NAME, keyOfFifo)).isInstanceOf(ReplacedException.class);
    }
  }

  @Test
  void fifoInPlaceOfADirectoryIsNotOpened() throws Exception {
    Path fifo = volume.resolve("fifo");
    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();

    assertThatThrownBy(() -> HeldDirectory.open(Place.of(volume, fifo.resolve("b"))))
        .isInstanceOf(ReplacedException.class);
  }

  @Test
  void namesAreListedWithWhatTheyStandFor() throws Exception {
    Files.createDirectory(directory.resolve("sub"));
    Files.createSymbolicLink(directory.resolve("link"), secrets);
    new ProcessBuilder("mkfifo", directory.resolve("fifo").toString()).start().waitFor();

    try (HeldDirectory held = HeldDirectory.open(place())) {
      assertThat(held.list(() -> {}).entries())
          .containsExactlyInAnyOrder(
              new Entry(NAME, Kind.OTHER),
              new Entry(Path.of("sub"), Kind.DIRECTORY),
              new Entry(Path.of("link"), Kind.LINK),
              new Entry(Path.of("fifo"), Kind.OTHER));
    }
  }
}
