package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
  @TempDir Path volume;

  @Test
  void fileThatTheAgentWritesToIsNotFoundAlsoAfterARename() throws IOException {
    Path out = Files.writeString(volume.resolve("out.log"), "own\n");
    Path other = Files.writeString(volume.resolve("other.log"), "other\n");
    WatchedInput input =
        new WatchedInput("default", List.of(PathGlob.parse(volume + "/*.log")), List.of(), false);
    OwnFiles own = new OwnFiles(volume.resolve("state"), List.of(out, volume.resolve("missing")));
    VolumeScanner scanner = new VolumeScanner(List.of(input), own, InstantSource.system());

    Files.move(out, volume.resolve("out-1.log"));

    assertThat(scanner.scan(0).files().values())
        .extracting(VolumeScan.FoundFile::path)
        .containsExactly(other);
  }
}
