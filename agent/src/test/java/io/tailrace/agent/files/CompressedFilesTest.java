package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.Unread.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressedFilesTest {
  @TempDir Path volume;

  @ParameterizedTest
  @CsvSource({
    "app.log.gz, true",
    "app.log.1.GZ, true",
    "app.tgz, true",
    "app.log.bz2, true",
    "app.log.xz, true",
    "app.log.zst, true",
    "app.log.lz4, true",
    "app.log.zip, true",
    "app.log, false",
    "app.log.1, false",
    "gz, false",
    "app.gz.log, false",
    "app.log.gz.1, false",
    "appgz, false",
  })
  void areKnownByTheirNames(String name, boolean compressed) {
    assertThat(CompressedFiles.isNamedLikeOne(Path.of("/var/log", name))).isEqualTo(compressed);
  }

  @Test
  void areLeftAloneAndCounted() throws IOException {
    Files.writeString(volume.resolve("app.log"), "line\n");
    Files.writeString(volume.resolve("app.log.1.gz"), "garbage");
    Files.writeString(volume.resolve("app.log.2.zst"), "garbage");
    WatchedInput input =
        new WatchedInput("default", List.of(PathGlob.parse(volume + "/*")), List.of(), false);
    VolumeScanner scanner =
        new VolumeScanner(
            List.of(input),
            new OwnFiles(volume.resolve("state"), List.of()),
            InstantSource.system());

    assertThat(scanner.scan(0).files().values())
        .extracting(VolumeScan.FoundFile::path)
        .containsExactly(volume.resolve("app.log"));
    scanner.scan(1);
    assertThat(scanner.unread().now().counts())
        .containsOnly(java.util.Map.entry(Reason.COMPRESSED, 2));
  }
}
