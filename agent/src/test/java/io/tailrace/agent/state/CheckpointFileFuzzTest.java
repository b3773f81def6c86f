package io.tailrace.agent.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.agent.files.FileKey;
import io.tailrace.agent.files.Fingerprint;
import io.tailrace.agent.files.Position;
import io.tailrace.agent.files.RememberedGeneration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is in the checkpoint's file, also with the right checksum: it is read or it is not used,
 * and what was read can be written and read again.
 *
 * <p>An input that begins with a zero is the file; any other is what is below the checksum.
 */
class CheckpointFileFuzzTest {
  @MethodSource
  @FuzzTest
  void isReadOrNotUsed(byte[] input) throws IOException {
    Path folder = Files.createTempDirectory("checkpoint");
    Path path = folder.resolve("checkpoint.json");
    boolean bare = input.length > 0 && input[0] == 0;
    Files.write(path, bare ? Arrays.copyOfRange(input, 1, input.length) : withChecksum(input));
    try {
      Optional<Checkpoint> read = new CheckpointFile(path).read();
      assertThat(read).isPresent();
      byte[] again = CheckpointFile.format(read.get());
      assertThat(CheckpointFile.parse(again)).isEqualTo(read.get());
    } finally {
      Files.delete(path);
      Files.delete(folder);
    }
  }

  static Stream<byte[]> isReadOrNotUsed() throws IOException {
    byte[] whole = CheckpointFile.format(checkpoint());
    byte[] withoutChecksum = Arrays.copyOf(whole, new String(whole, UTF_8).indexOf('\n'));
    return Stream.of(
        withoutChecksum,
        "{\"version\":1,\"generations\":[{\"id\":\"a\",\"uri\":\"file:///a%FF\"}]}".getBytes(UTF_8),
        "{\"version\":2}".getBytes(UTF_8),
        "\0{}\ncrc32c 00000000\n".getBytes(UTF_8));
  }

  private static Checkpoint checkpoint() {
    var position = new Position(7, true, Fingerprint.EMPTY, List.of(9L, 12L));
    return new Checkpoint(
        List.of(
            new RememberedGeneration(
                "AZqzk0ZcXq3vC0Rr",
                Path.of("/var/log/app.log"),
                new FileKey(2049, 131),
                new Fingerprint(1024, 1),
                Map.of("loki", position))));
  }

  private static byte[] withChecksum(byte[] input) {
    byte[] line = new String(input, UTF_8).replace('\n', ' ').getBytes(UTF_8);
    CRC32C checksum = new CRC32C();
    checksum.update(line, 0, line.length);
    String end = "\ncrc32c " + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\n";
    byte[] file = Arrays.copyOf(line, line.length + end.length());
    System.arraycopy(end.getBytes(US_ASCII), 0, file, line.length, end.length());
    return file;
  }
}
