package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.AgentParts;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.state.StateLocation;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Reachability.Reached;
import io.tailrace.outputs.Reachability.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailraceCommandTest {
  private static final int TERMINAL = 80;

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<AgentSettings> runs = new ArrayList<>();
  private Reachability answer = new Reached("it answers");

  @Test
  void withoutACommandTheAgentRunsAndItsExitCodeIsTheProcesses() {
    environment.put("TAILRACE_PATHS", "/a.log");

    assertThat(execute()).isEqualTo(ExitCode.DATA_LEFT);
    assertThat(execute("run")).isEqualTo(ExitCode.DATA_LEFT);

    assertThat(runs).hasSize(2);
    assertThat(runs.getFirst().inputs().getFirst().paths()).containsExactly("/a.log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check", "config", "health"})
  void badSettingsEndACommandWithAllOfThem(String command) {
    environment.put("TAILRACE_PATH", "hunter2");
    environment.put("TAILRACE_BUFFER_MEMORY", "64mb");

    assertThat(execute(command)).isEqualTo(78);

    assertThat(runs).isEmpty();
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            """
            3 problems with the settings:

              TAILRACE_PATHS
                Not set: the files to read. For example: TAILRACE_PATHS=/var/log/app/*.log

              TAILRACE_BUFFER_MEMORY=64mb
                A size is a whole number with KiB, MiB or GiB, such as 64MiB, or of bytes,
                such as 1048576. Did you mean 64MiB?

              TAILRACE_PATH
                There is no such setting. Did you mean TAILRACE_PATHS?

            All settings with examples: tailrace config --help
            """);
  }

  @Test
  void aWrongArgumentIsAnsweredInTwoLines() {
    assertThat(execute("parse", "--parsr=x")).isEqualTo(ExitCode.USAGE);

    assertThat(err()).endsWith("See: tailrace parse --help\n");
    assertThat(err().lines()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run", "check", "parse", "config", "health", "version"})
  void everyHelpFitsATerminal(String command) {
    int code = command.isEmpty() ? execute("--help") : execute(command, "--help");

    assertThat(code).isZero();
    assertThat(out()).contains("Usage: tailrace", "xit codes:");
    assertThat(out().lines()).allMatch(line -> line.length() <= TERMINAL);
  }

  @Test
  void theFirstHelpShowsTheThreeVariablesThatStartIt() {
    execute("--help");

    assertThat(out())
        .contains("TAILRACE_PATHS=", "TAILRACE_OUTPUTS=", "TAILRACE_ELASTICSEARCH_URL=");
  }

  @Test
  void configShowsValuesTheirOriginAndNoSecret() throws IOException {
    Path file = Files.writeString(directory.resolve("a.env"), "TAILRACE_SERVICE=shop\n");
    environment.put("TAILRACE_ENV_FILE", file.toString());
    environment.put("TAILRACE_PATHS", "/a.log");
    environment.put("TAILRACE_OUTPUTS", "loki");
    environment.put("TAILRACE_LOKI_URL", "http://u:hunter2@loki:3100");

    assertThat(execute("config")).isZero();

    assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "TAILRACE_PATHS /a.log environment",
            "TAILRACE_SERVICE shop a.env:1",
            "TAILRACE_LOKI_URL http://***@loki:3100 environment",
            "TAILRACE_PARSER auto default")
        .noneMatch(line -> line.contains("hunter2") || line.contains("not set"));
  }

  @Test
  void configAllAlsoListsWhatIsNotSet() {
    environment.put("TAILRACE_PATHS", "/a.log");

    execute("config", "--all");

    assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("TAILRACE_SERVICE not set");
  }

  @Test
  void configShowsTheStateDirectoryAndWhatThePodSaysInColumns() throws IOException {
    Path file = Files.writeString(directory.resolve("a.env"), "POD_NAME=shop-1\n");
    environment.put("TAILRACE_ENV_FILE", file.toString());
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("HOSTNAME", "machine");

    execute("config");

    assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "TAILRACE_STATE_DIR " + directory + "/.tailrace default",
            "POD_NAME shop-1 a.env:1",
            "HOSTNAME machine environment");
    assertThat(out().lines().map(line -> line.replaceFirst("(a.env:1|environment|default)$", "")))
        .extracting(String::length)
        .containsOnly(out().indexOf("environment"));
  }

  private void mountLabels(String text) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("podinfo"));
    Files.writeString(folder.resolve("labels"), text);
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("TAILRACE_POD_INFO", folder.toString());
  }

  @Test
  void configShowsWhatFollowsFromLabelsAndWhatIsLeftOut() throws IOException {
    mountLabels("app.kubernetes.io/name=\"shop\"\napp.kubernetes.io/version=\"1.4\"\n");
    environment.put("TAILRACE_METADATA_MAX", "50");

    assertThat(execute("config")).isZero();

    assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "TAILRACE_SERVICE shop label app.kubernetes.io/name",
            "TAILRACE_SERVICE_VERSION 1.4 label app.kubernetes.io/version",
            "TAILRACE_METADATA_MAX 50 environment");
    assertThat(unwrapped(out()))
        .contains(
            "left out of all records: kubernetes.labels.app_kubernetes_io/version (46 bytes)");
  }

  @Test
  void checkNotesWhatOfTheMetadataHasNoRoom() throws IOException {
    mountLabels("app=\"shop\"\n");
    environment.put("TAILRACE_METADATA_MAX", "24");

    assertThat(execute("check")).isZero();
    assertThat(unwrapped(out()))
        .contains("note metadata: left out of all records: kubernetes.labels.app (25 bytes)");
  }

  @Test
  void checkFailsForMetadataThatCannotBeRead() throws IOException {
    mountLabels("app=\"shop\"\ntier=web\n");

    assertThat(execute("check")).isEqualTo(ExitCode.FAILED);
    assertThat(unwrapped(out()))
        .contains("FAIL metadata: " + directory + "/podinfo/labels:2: no \" begins the value");
  }

  @Test
  void theHelpOfConfigSaysWhatAValueMayBe() {
    execute("config", "--help");

    assertThat(unwrapped(out()))
        .contains(
            "Value: auto, json, logfmt, cri, docker, plain, access, nginx, nginx-error, apache,"
                + " apache-error, syslog, klog, logback, log4j, jul, python, go, postgres, redis, kafka, regex,"
                + " grok, csv, tsv, kv",
            "Value: auto, java, python, go, node, ruby, dotnet, php, rust, dart, none, start, continuation.",
            "Value: beginning, end.",
            "Value: host:port or off.",
            "Value: none, gzip or 1 … 9.",
            "Value: text, json.",
            "Value: size. Default: 32MiB");
  }

  @Test
  void checkSaysWhatItFoundAndWhatWouldBeDone() throws IOException {
    Files.createDirectories(directory.resolve("deep/er"));
    Files.writeString(directory.resolve("a.log"), "x");
    Files.writeString(directory.resolve("deep/er/b.log"), "x");
    Files.writeString(directory.resolve("debug.log"), "x");
    Files.createSymbolicLink(directory.resolve("link.log"), directory.resolve("a.log"));
    environment.put("TAILRACE_PATHS", directory + "/**.log");
    environment.put("TAILRACE_EXCLUDE", "debug*");
    environment.put("TAILRACE_OUTPUTS", "elasticsearch");
    environment.put("TAILRACE_ELASTICSEARCH_URL", "http://u:hunter2@es:9200");

    assertThat(execute("check")).isZero();

    assertThat(out()).doesNotContain("hunter2");
    assertThat(unwrapped(out()))
        .contains(
            "ok settings: nothing is wrong with them ok input logs: 2 files match and can be read "
                + directory
                + "/a.log "
                + directory
                + "/deep/er/b.log ok state: checkpoints can be kept in "
                + directory
                + "/.tailrace ok holding: a file that is rotated away before it is shipped is kept by a"
                + " hard link in "
                + directory
                + "/.tailrace ok output elasticsearch: it answers")
        .contains("would read those 2 files from the beginning, and those that come later")
        .contains("go to logs-generic-default in Elasticsearch at http://es:9200.");
  }

  @Test
  void checkFailsForADestinationThatIsNotThere() {
    answer = new Unreachable("connection refused");
    environment.put("TAILRACE_PATHS", directory + "/none/*.log");

    assertThat(execute("check")).isEqualTo(ExitCode.FAILED);

    assertThat(unwrapped(out()))
        .contains("FAIL output stdout: connection refused")
        .contains("note input logs: no file matches")
        .contains("/none is not there yet; it is waited for");
  }

  @Test
  void checkFailsForADirectoryInThePlaceOfFiles() {
    environment.put("TAILRACE_PATHS", directory.toString());

    assertThat(execute("check")).isEqualTo(ExitCode.FAILED);

    assertThat(unwrapped(out()))
        .contains(
            "FAIL input logs: %s is a directory; did you mean %s/*.log? ok state"
                .formatted(directory, directory));
  }

  @Test
  void checkNotesThatCheckpointsWouldBeTemporary() {
    Findings findings = new Findings();

    new FileCheck(findings)
        .stateDirectory(new StateLocation(directory, Optional.of("/x cannot be written to")));

    assertThat(findings.text()).isEqualTo("note  state: /x cannot be written to\n");
    assertThat(findings.failed()).isFalse();
  }

  @Test
  void checkFailsForADrainThatDoesNotFitIntoTheGracePeriod() {
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("TAILRACE_TERMINATION_GRACE_PERIOD", "27s");

    assertThat(execute("check")).isEqualTo(ExitCode.FAILED);
    assertThat(unwrapped(out()))
        .contains(
            "FAIL ending: the agent is killed 27 s after SIGTERM, and with"
                + " TAILRACE_DRAIN_TIMEOUT=25s may need 28 s; set the pod's"
                + " terminationGracePeriodSeconds to 28 or more, or lower the time-out");

    environment.put("TAILRACE_TERMINATION_GRACE_PERIOD", "28s");
    assertThat(execute("check")).isZero();
    assertThat(unwrapped(out())).contains("ok ending: the drain fits");
  }

  @Test
  void checkInAPodNotesADrainThatTakesLongerThanIsUsualThere() {
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("TAILRACE_DRAIN_TIMEOUT", "50s");
    assertThat(execute("check")).isZero();
    assertThat(unwrapped(out())).doesNotContain("ending:");

    environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");

    assertThat(execute("check")).isZero();
    assertThat(unwrapped(out()))
        .contains("note ending: if the pod's manifest does not say otherwise, the agent is killed")
        .contains("terminationGracePeriodSeconds to 53 or more");
  }

  @Test
  void checkNotesThatTheAgentWouldEndAtOnce() throws IOException {
    Path done = Files.createFile(directory.resolve(".done"));
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("TAILRACE_EXIT_WHEN", "file:" + done);

    assertThat(execute("check")).isZero();
    assertThat(unwrapped(out())).contains("note ending: " + done + " is there already");
  }

  @Test
  void checkFailsForAStateDirectoryInTheWayOfAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("TAILRACE_STATE_DIR", file + "/state");

    assertThat(execute("check")).isEqualTo(ExitCode.FAILED);

    assertThat(unwrapped(out()))
        .contains("FAIL state: checkpoints cannot be kept in " + file + "/state")
        .contains("is no directory. Name another directory with TAILRACE_STATE_DIR");
  }

  @Test
  void healthIsWhatTheAgentSays() throws IOException {
    try (MockWebServer agent = new MockWebServer()) {
      agent.enqueue(new MockResponse.Builder().body("ok\n").build());
      agent.enqueue(new MockResponse.Builder().code(503).body("stuck\nmore").build());
      agent.start();
      environment.put("TAILRACE_PATHS", "/a.log");
      environment.put("TAILRACE_STATUS_ADDRESS", "127.0.0.1:" + agent.getPort());

      assertThat(execute("health")).isZero();
      assertThat(out()).isEqualTo("healthy\n");

      assertThat(execute("health")).isEqualTo(ExitCode.FAILED);
      assertThat(err()).isEqualTo("not healthy: 503 stuck\n");
    }
    assertThat(execute("health")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("no answer at http://127.0.0.1:").contains("/healthz");
  }

  @Test
  void healthCannotBeAskedWhenTheStatusPageIsOff() {
    environment.put("TAILRACE_PATHS", "/a.log");
    environment.put("TAILRACE_STATUS_ADDRESS", "off");

    assertThat(execute("health")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("TAILRACE_STATUS_ADDRESS is off");
  }

  @Test
  void versionNamesTheJava() {
    assertThat(execute("version")).isZero();
    assertThat(out()).startsWith("tailrace ").contains("Java " + Runtime.version());
  }

  @Test
  void theVersionIsAlsoAnOptionAndHelpACommand() {
    execute("version");
    String version = out();

    assertThat(execute("--version")).isZero();
    assertThat(out()).isEqualTo(version);
    assertThat(execute("-V")).isZero();
    assertThat(out()).isEqualTo(version);

    assertThat(execute("help")).isZero();
    assertThat(out()).contains("Usage: tailrace [COMMAND]");
    assertThat(execute("help", "check")).isZero();
    assertThat(out()).contains("Usage: tailrace check");
  }

  @Test
  void ofAMisspeltWordItIsSaidWhatWasMeant() {
    assertThat(execute("chek")).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .isEqualTo("There is no command chek. Did you mean check?\nSee: tailrace --help\n");

    execute("parse", "--parsr=x");
    assertThat(err()).startsWith("There is no option --parsr. Did you mean --parser?\n");

    assertThat(execute("parse", "--parser", "jsn")).isEqualTo(ExitCode.USAGE);
    assertThat(err())
        .contains("--parser jsn: It must be one of auto, json, logfmt, ", ". Did you mean json?\n");
  }

  private int execute(String... arguments) {
    out.reset();
    err.reset();
    Surroundings surroundings =
        new Surroundings(
            environment,
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z")));
    return TailraceCommand.commandLine(
            surroundings, this::run, this::reach, this::make, new AgentParts(surroundings.clock()))
        .execute(arguments);
  }

  private int run(AgentSettings settings) {
    runs.add(settings);
    return ExitCode.DATA_LEFT;
  }

  private Output make(OutputSettings output) {
    throw new IllegalArgumentException("cannot use /etc/ca.pem: it cannot be read");
  }

  private Reachability reach(OutputSettings output) {
    return answer;
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  private static String unwrapped(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
