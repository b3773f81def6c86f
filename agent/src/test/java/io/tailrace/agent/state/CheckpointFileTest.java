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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private CheckpointFile file() {
    return new CheckpointFile(directory.resolve("checkpoint.json"));
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
