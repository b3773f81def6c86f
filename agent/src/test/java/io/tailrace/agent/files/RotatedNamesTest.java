package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotatedNamesTest {
  private static final Path ORIGINAL = Path.of("/var/log/app.log");

  @ParameterizedTest
  @CsvSource({
    "app.log.1, true, true",
    "app.log.12, true, true",
    "app.log-20261122, true, true",
    "app.log.2026-11-22T10:00:00Z, true, true",
    "app-2026-11-22.log, true, true",
    "app.1.log, true, true",
    "app.log.bak, true, false",
    "app.log~, true, false",
    "app_old.log, true, false",
    "app.log, false, false",
    "apple.log, false, false",
    "app2.log, false, false",
    "other.log.1, false, false",
    "app.log.1x, true, false",
    "app, false, false"
  })
  void rotatorsNamesAreKnown(String name, boolean rotated, boolean counted) {
    Path path = ORIGINAL.resolveSibling(name);

    assertThat(RotatedNames.isRotated(path, ORIGINAL)).isEqualTo(rotated);
    assertThat(RotatedNames.isCounted(path, ORIGINAL)).isEqualTo(counted);
    assertThat(RotatedNames.originals(path).contains(ORIGINAL)).isEqualTo(rotated);
  }

  @Test
  void nameInAnotherDirectoryIsAnotherFiles() {
    assertThat(RotatedNames.isRotated(Path.of("/var/app.log.1"), ORIGINAL)).isFalse();
  }
}
