package io.tailrace.agent.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.TrackedFiles.Change;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of a file when its pipeline has read on since it was found. */
class TrackedFilesTest {
  private static final byte[] BEFORE = "one\ntwo\n".getBytes(US_ASCII);
  private static final byte[] SINCE = "three\n".getBytes(US_ASCII);

  @TempDir private Path volume;

  private final GenerationOpener opener = new GenerationOpener(List.of("out"), Instant::now);
  private final TrackedFiles tracked = new TrackedFiles(opener, 10);
  private Path log;
  private TrackedFile file;

  @BeforeEach
  void aFileThatWasRead() throws IOException {
    log = Files.write(volume.resolve("a.log"), BEFORE);
    FoundFile found = find();
    Generation generation = opener.begin(log, found, opener.open(found).orElseThrow(), false);
    file = new TrackedFile(generation, found, 0);
    tracked.add(file);
    settle(BEFORE);
  }

  @AfterEach
  void close() {
    tracked.close(file);
    opener.close();
  }

  @ParameterizedTest(name = "its descriptor is given back: {0}")
  @ValueSource(booleans = {false, true})
  @Tag("T18")
  void whatWasReadSinceAFileWasFoundDoesNotMakeItATruncatedOne(boolean closed) throws IOException {
    FoundFile found = find();
    Files.write(log, SINCE, StandardOpenOption.APPEND);
    settle(concat(BEFORE, SINCE));
    if (closed) {
      tracked.close(file);
    }

    assertThat(tracked.follow(file, found, 1)).isEqualTo(Change.SAME);
    assertThat(tracked.follow(file, find(), 2)).isEqualTo(Change.GREW);
  }

  @Test
  @Tag("T4")
  void whatWasReadSinceAndIsNoLongerThereDoes() throws IOException {
    FoundFile found = find();
    Files.write(log, SINCE, StandardOpenOption.APPEND);
    settle(concat(BEFORE, SINCE));
    Files.write(log, BEFORE);

    assertThat(tracked.follow(file, found, 1)).isEqualTo(Change.TRUNCATED);
  }

  @Test
  @Tag("T4")
  void whatWasShorterWhenItWasFoundIsTruncatedWhateverItIsNow() throws IOException {
    Files.write(log, new byte[] {'x'});
    FoundFile found = find();
    Files.write(log, concat(BEFORE, SINCE));

    assertThat(tracked.follow(file, found, 1)).isEqualTo(Change.TRUNCATED);
  }

  private FoundFile find() throws IOException {
    WatchedInput input =
        new WatchedInput("default", List.of(PathGlob.parse(volume + "/*.log")), List.of(), false);
    return FoundFile.at(input.placeOf(log), input).orElseThrow();
  }

  /** The output has all of this, which is what there is in the file. */
  private void settle(byte[] content) {
    file.generation()
        .settle(0, new Position(content.length, false, Fingerprint.of(content, 0, content.length)));
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = new byte[a.length + b.length];
    System.arraycopy(a, 0, both, 0, a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
