package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.agent.files.HangingCalls.HangingException;
import io.tailrace.agent.files.Unread.Reason;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What the agent reads while somebody who can write to the volume does his worst. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileVolumeTest {
  /** So many that a race that is there is hit many times; measured with the checks taken out. */
  private static final int ROUNDS = 1_000;

  private static final int LOOKS = 300;

  private static final String MINE = "mine\n";

  private static final String SECRET = "secret\n";

  @TempDir Path folder;

  private Path volume;
  private Path outside;
  private final List<String> written = new ArrayList<>();

  @BeforeEach
  void make() throws IOException {
    volume = Files.createDirectory(folder.resolve("volume"));
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("x.log"), SECRET);
  }

  private CatalogReader reader(String... patterns) {
    String[] paths =
        List.of(patterns).stream().map(name -> volume + "/" + name).toArray(String[]::new);
    return new CatalogReader(
        List.of(CatalogReader.input(false, List.of(), paths)),
        volume.resolve("state"),
        HangingCalls.PATIENCE);
  }

  /** One more line of a file that nobody swaps; it is rotated now and then. */
  private void writeHealthy(int i) throws IOException {
    Path healthy = volume.resolve("healthy.log");
    if (i % 50 == 49) {
      Files.move(healthy, volume.resolve("healthy.log." + i));
    }
    String line = "healthy " + i;
    written.add(line);
    Files.writeString(healthy, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<String> healthy(CatalogReader reader) {
    return reader.lines().stream().filter(line -> line.startsWith("healthy ")).toList();
  }

  private void lookWhile(HostileWriter writer, CatalogReader reader) throws IOException {
    for (int i = 0; writer.rounds() < ROUNDS || i < LOOKS; i++) {
      if (i < LOOKS) {
        writeHealthy(i);
      }
      reader.look();
    }
    reader.look();
  }

  @Test
  @Tag("S1")
  void linkThatIsSwappedInForAFileOrADirectoryOnTheWayIsNeverFollowed() throws Exception {
    Path file = volume.resolve("a.log");
    Path link = Files.createSymbolicLink(volume.resolve("a.evil"), outside.resolve("x.log"));
    Path directory = volume.resolve("d");
    Files.createDirectories(directory.resolve("e"));
    Path linkToDirectory = Files.createSymbolicLink(volume.resolve("evil"), outside);
    Files.writeString(Files.createDirectory(outside.resolve("e")).resolve("y.log"), SECRET);

    try (CatalogReader reader = reader("*.log", "[d]/*.log", "[d]/e/*.log");
        HostileWriter writer =
            new HostileWriter(
                () -> HostileWriter.make(file, MINE),
                () -> HostileWriter.make(directory.resolve("x.log"), MINE),
                () -> HostileWriter.make(directory.resolve("e/y.log"), MINE),
                () -> HostileWriter.replace(link, file),
                () -> HostileWriter.swapIn(linkToDirectory, directory))) {
      lookWhile(writer, reader);

      assertThat(reader.lines()).doesNotContain("secret").contains("mine");
      assertThat(healthy(reader)).containsExactlyInAnyOrderElementsOf(written);
      assertThat(reader.hanging()).isZero();
    }
  }

  @Test
  @Tag("S2")
  void fifoThatIsSwappedInHoldsUpNobody() throws Exception {
    Path file = volume.resolve("p.log");
    Path fifo = mkfifo("p.evil");

    try (CatalogReader reader = reader("*.log")) {
      try (HostileWriter writer =
          new HostileWriter(
              () -> HostileWriter.make(file, MINE), () -> HostileWriter.replace(fifo, file))) {
        lookWhile(writer, reader);
      }
      assertThat(healthy(reader)).containsExactlyInAnyOrderElementsOf(written);
      assertThat(reader.hanging()).isLessThanOrEqualTo(HangingCalls.MAX_OF_ONE);
      release(fifo, reader);
    }
  }

  @Test
  @Tag("S2")
  void fifoThatIsOpenedAfterAllIsGivenUpAndTheOthersAreRead() throws Exception {
    Path fifo = mkfifo("p.log");
    try (CatalogReader reader = reader("*.log")) {
      // As when it was swapped in between the look and the opening, which is too rare to wait for.
      assertThatThrownBy(() -> reader.openRegardless(Place.of(volume, fifo)))
          .isInstanceOf(HangingException.class);
      assertThatThrownBy(() -> reader.openRegardless(Place.of(volume, fifo)))
          .isInstanceOf(HangingException.class);

      for (int i = 0; i < 100; i++) {
        writeHealthy(i);
        reader.look();
      }
      assertThat(healthy(reader)).containsExactlyInAnyOrderElementsOf(written);
      assertThat(reader.hanging()).isEqualTo(HangingCalls.MAX_OF_ONE);
      release(fifo, reader);
    }
  }

  /** Lets go whoever waits for a writer. For reading, too: that alone would wait for a reader. */
  private static void release(Path fifo, CatalogReader reader) throws IOException {
    while (reader.hanging() > 0) {
      FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
    }
  }

  private Path mkfifo(String name) throws IOException, InterruptedException {
    Path fifo = volume.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  @Test
  @Tag("S2")
  void whatIsNoFileIsNeitherOpenedNorSaidTwice() throws Exception {
    mkfifo("fifo.log");
    Files.createDirectory(volume.resolve("directory.log"));
    boolean device = mknod("null.log");
    Files.writeString(volume.resolve("a.log"), "a\n");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        CatalogReader reader = reader("*.log")) {
      socket.bind(UnixDomainSocketAddress.of(volume.resolve("socket.log")));
      reader.look();
      reader.look();

      assertThat(reader.lines()).containsExactly("a");
      assertThat(reader.unread().counts()).isEqualTo(Map.of(Reason.NOT_A_FILE, device ? 3 : 2));
    }
  }

  /** Only where the tests have the privilege. */
  private boolean mknod(String name) throws IOException, InterruptedException {
    return new ProcessBuilder("mknod", volume.resolve(name).toString(), "c", "1", "3")
            .start()
            .waitFor()
        == 0;
  }

  @Test
  @Tag("T20")
  void directoryThatIsMissingIsReadOnceItIsMade() throws IOException {
    try (CatalogReader reader = reader("later/*.log")) {
      reader.look();
      reader.look();
      assertThat(reader.unread().first())
          .containsExactly(new Unread.Entry(volume.resolve("later"), Reason.MISSING));

      Files.createDirectory(volume.resolve("later"));
      Files.writeString(volume.resolve("later/a.log"), "a\nb\n");
      reader.look();
      reader.look();
      assertThat(reader.lines()).containsExactly("a", "b");
      assertThat(reader.unread()).isEqualTo(Unread.NONE);
    }
  }
}
