package io.tailrace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  private static final Agent.SettingsSource NO_OTHER_SETTINGS =
      new Agent.SettingsSource(
          () -> {
            throw new AssertionError("nobody asks for other settings");
          },
          level -> {});

  @TempDir Path volume;

  @Test
  void outputThatIsAmongTheWatchedFilesIsRefused() {
    AgentSettings settings =
        load(
            Map.of(
                "TAILRACE_PATHS",
                volume + "/**",
                "TAILRACE_OUTPUTS",
                "file",
                "TAILRACE_FILE_PATH",
                volume + "/out/all.ndjson",
                "TAILRACE_STATUS_ADDRESS",
                "off"));

    assertThatThrownBy(() -> new Agent(settings, NO_OTHER_SETTINGS))
        .hasMessageContaining(volume + "/out/all.ndjson")
        .hasMessageContaining("TAILRACE_EXCLUDE");
    assertThat(volume.resolve(".tailrace")).doesNotExist();
  }

  private static AgentSettings load(Map<String, String> environment) {
    return switch (Settings.load(environment)) {
      case Loaded.Good(var settings, _) -> settings;
      case Loaded.Bad(var problems) -> throw new AssertionError(problems);
    };
  }
}
