package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The classic two-container pod: its settings are good, and its parts fit each other. */
class PodExampleTest {
  private static final Path POD =
      Path.of("..", "config-examples", "kubernetes", "sidecar-pod.yaml");

  private final JsonNode spec = new YAMLMapper().readTree(POD.toFile()).path("spec");

  private JsonNode container(String name) {
    for (JsonNode container : spec.path("containers")) {
      if (container.path("name").asString().equals(name)) {
        return container;
      }
    }
    throw new AssertionError("no container " + name);
  }

  /** As Kubernetes would set it; what comes from the downward API is some text. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : container("tailrace").path("env")) {
      environment.put(
          variable.path("name").asString(), variable.path("value").asString("from-the-pod"));
    }
    return environment;
  }

  private static List<String> mountPaths(JsonNode container) {
    List<String> paths = new ArrayList<>();
    for (JsonNode mount : container.path("volumeMounts")) {
      paths.add(mount.path("name").asString() + " at " + mount.path("mountPath").asString());
    }
    return paths;
  }

  @Test
  void itsSettingsAreGood() throws IOException {
    assertThat(Settings.load(environment())).isInstanceOf(Loaded.Good.class);
  }

  @Test
  void bothContainersShareTheVolumeThatIsRead() {
    assertThat(mountPaths(container("app"))).contains("logs at /var/log");
    assertThat(mountPaths(container("tailrace"))).contains("logs at /var/log");
    assertThat(environment().get("TAILRACE_PATHS")).startsWith("/var/log/");
    assertThat(spec.path("volumes").get(0).path("name").asString()).isEqualTo("logs");
    assertThat(spec.path("volumes").get(0).has("emptyDir")).isTrue();
  }

  @Test
  void kubernetesWaitsLongerThanTheDrainTakes() {
    Loaded.Good good = (Loaded.Good) Settings.load(environment());
    Duration grace = Duration.ofSeconds(spec.path("terminationGracePeriodSeconds").asLong());

    assertThat(grace).isGreaterThan(good.settings().drainTimeout());
  }

  @Test
  void misspeltSettingInItWouldBeNoticed() {
    Map<String, String> environment = environment();
    environment.put("TAILRACE_PATH", "/var/log/app/*.log");

    assertThat(Settings.load(environment)).isInstanceOf(Loaded.Bad.class);
  }
}
