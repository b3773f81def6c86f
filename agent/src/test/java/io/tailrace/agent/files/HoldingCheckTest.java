package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldingCheckTest {
  /** Another file system than that of temporary files, on every Linux. */
  private static final Path ELSEWHERE = Path.of("/dev/shm");

  @TempDir Path volume;

  @Test
  void fileOfThisUserOnTheSameFileSystemCanBeLinked() throws IOException {
    Path file = Files.writeString(volume.resolve("a.log"), "x");

    assertThat(HoldingCheck.problem(volume.resolve(".tailrace"), file)).isEmpty();
    assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(1);
  }

  @Test
  void stateDirectoryOnAnotherFileSystemIsTheReason() throws IOException {
    Path file = Files.writeString(volume.resolve("a.log"), "x");

    assertThat(HoldingCheck.problem(ELSEWHERE.resolve("tailrace/state"), file))
        .hasValueSatisfying(why -> assertThat(why).contains("not on the file system"));
  }

  @Test
  void fileThatIsGoneIsNoFailure() {
    assertThat(HoldingCheck.problem(volume, volume.resolve("gone.log")))
        .hasValueSatisfying(why -> assertThat(why).contains("cannot be told"));
  }
}
