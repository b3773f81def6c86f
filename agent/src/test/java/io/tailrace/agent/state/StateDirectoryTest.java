package io.tailrace.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  @TempDir Path directory;

  @Test
  void isMadeForTheAgentsUserAlone() throws IOException {
    Path path = directory.resolve("a/b");
    try (StateDirectory state = StateDirectory.open(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void secondAgentIsTurnedAwayUntilTheFirstHasEnded() throws IOException {
    StateDirectory first = StateDirectory.open(directory);

    assertThatThrownBy(() -> StateDirectory.open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent")
        .hasMessageContaining("TAILRACE_STATE_DIR");

    first.close();
    StateDirectory.open(directory).close();
  }

  @Test
  void linkInItsPlaceIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), elsewhere);

    assertThatThrownBy(() -> StateDirectory.open(link)).hasMessageContaining("not a directory");
  }
}
