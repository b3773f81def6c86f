package io.tailrace.agent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The docker-compose demo: its settings are good, and its parts are there and fit each other. */
class DemoStackTest {
  private static final long PATIENCE_SECONDS = 120;

  private final DemoStack stack = new DemoStack();

  static List<DemoStack.Service> services() {
    return new DemoStack().services();
  }

  static List<DemoStack.Service> agents() {
    return services().stream().filter(DemoStack.Service::isAgent).toList();
  }

  private AgentSettings settings(DemoStack.Service agent) throws IOException {
    Loaded loaded = Settings.load(stack.environment(agent.name()));
    assertThat(loaded).as("settings of %s", agent).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings();
  }

  /** Of the same schema as the newer {@code docker compose}; CI installs it. */
  @Test
  void dockerComposeTakesIt() throws Exception {
    assumeTrue(isOnPath("docker-compose"), "docker-compose is not installed");
    Process compose =
        new ProcessBuilder(
                "docker-compose",
                "--file",
                DemoStack.FOLDER.resolve("compose.yaml").toString(),
                "--profile",
                "loki",
                "--profile",
                "elasticsearch",
                "config",
                "--services")
            .redirectErrorStream(true)
            .start();
    String said = new String(compose.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(compose.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(compose.exitValue()).as(said).isZero();
    assertThat(said.lines()).containsAll(services().stream().map(DemoStack.Service::name).toList());
  }

  private static boolean isOnPath(String program) {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void theAgentTakesItsSettings(DemoStack.Service agent) throws IOException {
    AgentSettings settings = settings(agent);

    assertThat(settings.statusAddress().orElseThrow().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(agent.texts("ports")).hasSize(1).allMatch(port -> port.endsWith(":7600"));
    assertThat(settings.statusAddress().orElseThrow().getPort()).isEqualTo(7600);
    assertThat(agent.content().path("stop_grace_period").asString())
        .matches("[0-9]+s")
        .satisfies(grace ->
            assertThat(Integer.parseInt(grace.replace("s", "")))
                .isGreaterThan((int) settings.drainTimeout().toSeconds()));
    assertThat(settings.roots()).containsExactly(Path.of("/var/log/app"));
    assertThat(agent.texts("volumes")).contains("logs:/var/log/app");
  }

  /** Two agents in one state directory would be in each other's way. */
  @Test
  void eachAgentHasAStateOfItsOwnOnTheVolumeOfTheLogs() throws IOException {
    Set<Path> states = new HashSet<>();
    for (DemoStack.Service agent : agents()) {
      states.add(settings(agent).stateDir().orElseThrow());
    }
    assertThat(states)
        .hasSize(2)
        .hasSameSizeAs(agents())
        .allMatch(state -> state.startsWith("/var/log/app"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyFileThatIsNamedIsThere(DemoStack.Service service) {
    assertThat(service.mounts().values()).allSatisfy(file -> assertThat(file).exists());
    assertThat(service.texts("env_file"))
        .allSatisfy(file -> assertThat(DemoStack.FOLDER.resolve(file)).isRegularFile());
    for (String property : List.of("command", "entrypoint")) {
      for (String word : service.texts(property)) {
        service
            .mounts()
            .forEach((where, what) -> {
              if (word.startsWith(where + "/")) {
                assertThat(what.resolve(word.substring(where.length() + 1))).isRegularFile();
              }
            });
      }
    }
    if (service.content().has("build")) {
      assertThat(DemoStack.FOLDER.resolve(service.texts("build").getFirst()).resolve("Dockerfile"))
          .isRegularFile();
    }
  }

  @Test
  void grafanaFindsItsDashboard() {
    DemoStack.Service grafana = stack.service("grafana");
    String home =
        grafana
            .content()
            .path("environment")
            .path("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
            .asString();

    assertThat(grafana.mounts())
        .hasEntrySatisfying(
            home.substring(0, home.lastIndexOf('/')),
            folder -> assertThat(folder.resolve(Path.of(home).getFileName())).isRegularFile());
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyServiceIsPinnedAndSaysHowItIs(DemoStack.Service service) {
    assertThat(service.content().path("image").asString())
        .matches(service.isAgent() ? "tailrace:demo" : "[a-z0-9./-]+:v?[0-9]+\\.[0-9.]+");
    boolean ends = List.of("logs", "kibana-setup").contains(service.name());
    // The agent's image brings its own.
    assertThat(service.content().has("healthcheck")).isEqualTo(!ends && !service.isAgent());
    assertThat(service.texts("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatItDependsOnIsStartedWithIt(DemoStack.Service service) {
    service
        .content()
        .path("depends_on")
        .propertyNames()
        .forEach(name -> {
          List<String> profiles = stack.service(name).texts("profiles");
          assertThat(profiles.isEmpty() || profiles.containsAll(service.texts("profiles")))
              .as("%s with %s", name, service)
              .isTrue();
        });
    assertThat(service.texts("profiles")).isSubsetOf("loki", "elasticsearch");
  }

  /** Names and ports that one service's settings say of another. */
  @Test
  void theyFindEachOther() throws IOException {
    Map<String, String> loki = stack.environment("tailrace-loki");
    Map<String, String> elasticsearch = stack.environment("tailrace-elasticsearch");
    for (String url :
        List.of(
            loki.get("TAILRACE_LOKI_URL"),
            elasticsearch.get("TAILRACE_ELASTICSEARCH_URL"),
            stack.environment("kibana").get("ELASTICSEARCH_HOSTS"),
            stack.environment("kibana-setup").get("KIBANA"))) {
      assertThat(stack.service(URI.create(url).getHost())).isNotNull();
    }
    JsonNode scraped =
        new YAMLMapper()
            .readTree(DemoStack.FOLDER.resolve("prometheus/prometheus.yml").toFile())
            .at("/scrape_configs/0/static_configs/0/targets/0");
    assertThat(scraped.asString()).isEqualTo("tailrace-loki:7600");
    for (JsonNode source :
        new YAMLMapper()
            .readTree(
                DemoStack.FOLDER
                    .resolve("grafana/provisioning/datasources/datasources.yaml")
                    .toFile())
            .path("datasources")) {
      assertThat(stack.service(URI.create(source.path("url").asString()).getHost())).isNotNull();
    }
    assertThat(Files.readString(DemoStack.FOLDER.resolve("kibana/setup.sh")))
        .contains("logs-" + elasticsearch.get("TAILRACE_ELASTICSEARCH_DATASET") + "-*");
  }
}
