package io.tailrace.agent.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.agent.files.FileKey;
import io.tailrace.agent.files.Fingerprint;
import io.tailrace.agent.files.Position;
import io.tailrace.agent.files.RememberedGeneration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {
  @TempDir Path directory;

  private static Checkpoint checkpoint(long offset) {
    return new Checkpoint(
        List.of(
            new RememberedGeneration(
                "AZqzk0ZcXq3vC0Rr",
                Path.of("/var/log/\"app\"\n.log"),
                new FileKey(2049, 131),
                new Fingerprint(1024, 0x9f86d081884c7d65L),
                Map.of(
                    "elasticsearch",
                    new Position(
                        offset,
                        false,
                        new Fingerprint(64, -1),
                        List.of(offset + 1, 5_000_000_000L)),
                    "loki",
                    new Position(7, true, Fingerprint.EMPTY)))));
  }

  /** Of few blanks, for some tests look at each bit. */
  private static final int ROOM_BYTES = 40;

  private CheckpointFile file() {
    return new CheckpointFile(directory.resolve("checkpoint.json"), ROOM_BYTES);
  }

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    file().write(checkpoint(100));

    assertThat(file().read()).contains(checkpoint(100));
  }

  @Test
  void thereIsNoneAtFirst() {
    assertThat(file().read()).isEmpty();
  }

  /** A damaged one takes the previous one's name before the new one gets its own. */
  @Test
  @Tag("T22")
  void newOneThatWasNotRenamedYetIsUsedWhenNoOtherIsWhole() throws IOException {
    file().write(checkpoint(300));
    Files.move(directory.resolve("checkpoint.json"), directory.resolve("checkpoint.next.json"));
    Files.writeString(directory.resolve("checkpoint.previous.json"), "{\"version\":");

    assertThat(file().read()).contains(checkpoint(300));
  }

  /** Three files take turns; the two newest must never be the one that is overwritten. */
  @Test
  @Tag("T22")
  void whatIsOverwrittenIsOlderThanThePreviousOne() throws IOException {
    CheckpointFile file = file();
    for (int i = 1; i <= 10; i++) {
      file.write(checkpoint(i));
      assertThat(file.read()).contains(checkpoint(i));
      if (i > 1) {
        byte[] whole = Files.readAllBytes(directory.resolve("checkpoint.json"));
        Files.write(directory.resolve("checkpoint.json"), new byte[whole.length]);
        assertThat(file.read()).contains(checkpoint(i - 1));
        Files.write(directory.resolve("checkpoint.json"), whole);
      }
    }
  }

  /** In each state that a kill between two of its steps leaves behind. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @Tag("T22")
  void killBetweenTwoRenamesLosesNothing(int renames) throws IOException {
    for (int i = 1; i <= 4; i++) {
      file().write(checkpoint(i));
    }
    Path newest = directory.resolve("checkpoint.json");
    Path previous = directory.resolve("checkpoint.previous.json");
    Path spare = directory.resolve("checkpoint.spare.json");
    Files.write(spare, CheckpointFile.format(checkpoint(5)));
    Files.move(spare, directory.resolve("checkpoint.next.json"));
    if (renames > 1) {
      Files.move(previous, spare);
    }
    if (renames > 2) {
      Files.move(newest, previous);
    }

    assertThat(file().read()).contains(checkpoint(renames > 2 ? 5 : 4));
    file().write(checkpoint(6));
    assertThat(file().read()).contains(checkpoint(6));
    file().write(checkpoint(7));
    Files.write(newest, new byte[1]);
    assertThat(file().read()).contains(checkpoint(6));
  }

  /** What is longer than its successor, or than what there is room for, leaves nothing behind. */
  @Test
  void fileOfThousandsIsFollowedByOneOfAFew() throws IOException {
    RememberedGeneration one = checkpoint(1).generations().getFirst();
    Checkpoint many = new Checkpoint(Collections.nCopies(1_000, one));
    for (int i = 1; i <= 4; i++) {
      file().write(many);
      assertThat(file().read()).contains(many);
    }
    for (int i = 1; i <= 4; i++) {
      file().write(checkpoint(i));
      assertThat(file().read()).contains(checkpoint(i));
    }
    assertThat(Files.size(directory.resolve("checkpoint.json"))).isLessThan(1_000);
  }

  /** Found by fuzzing: it ended the agent at its start. */
  @Test
  @Tag("T22")
  void pathThatIsNoFilesIsNotUsed() throws IOException {
    String line = "{\"version\":1,\"generations\":[{\"id\":\"a\",\"uri\":\"jar:///a\"}]}";
    CRC32C checksum = new CRC32C();
    checksum.update(line.getBytes(UTF_8));
    String end = "\ncrc32c " + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\n";
    Files.writeString(directory.resolve("checkpoint.json"), line + end);

    assertThat(file().read()).contains(Checkpoint.EMPTY);
  }

  @Test
  @Tag("T22")
  void cutShortAnywhereItIsNotUsedButThePreviousOneIs() throws IOException {
    file().write(checkpoint(100));
    file().write(checkpoint(200));
    Path path = directory.resolve("checkpoint.json");
    byte[] whole = Files.readAllBytes(path);

    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThat(file().read()).as("cut to %d bytes", length).contains(checkpoint(100));
    }
  }

  @Test
  @Tag("T22")
  void noFlippedBitIsBelieved() throws IOException {
    file().write(checkpoint(100));
    file().write(checkpoint(200));
    Path path = directory.resolve("checkpoint.json");
    byte[] whole = Files.readAllBytes(path);

    for (int i = 0; i < whole.length * 8; i++) {
      byte[] flipped = whole.clone();
      flipped[i / 8] ^= (byte) (1 << (i % 8));
      Files.write(path, flipped);
      assertThat(file().read()).as("bit %d flipped", i).contains(checkpoint(100));
    }
  }

  @Test
  void fileNameThatIsNoTextIsReadBackAsItIs() throws IOException {
    Path strange = Path.of(URI.create("file:///var/log/a%ff%0a.log"));
    Checkpoint checkpoint =
        new Checkpoint(
            List.of(
                new RememberedGeneration(
                    "AZqzk0ZcXq3vC0Rr", strange, new FileKey(1, 2), Fingerprint.EMPTY, Map.of())));

    file().write(checkpoint);

    assertThat(file().read()).contains(checkpoint);
  }

  @Test
  @Tag("T22")
  void fileOfNulsIsNotUsed() throws IOException {
    Files.write(directory.resolve("checkpoint.json"), new byte[4096]);

    assertThat(file().read()).contains(Checkpoint.EMPTY);
  }

  @Test
  void directoryThatIsGoneIsSaidByAnException() throws IOException {
    CheckpointFile file = new CheckpointFile(directory.resolve("gone/checkpoint.json"));

    assertThatThrownBy(() -> file.write(checkpoint(1))).isInstanceOf(IOException.class);
  }
}
