package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the process starts, ends and speaks. */
class AgentProcessIT {
  /** Nobody listens there. */
  private static final String DEAD = "http://127.0.0.1:1";

  @TempDir private Path folder;

  private Path log;
  private Path out;
  private final Map<String, String> settings = new LinkedHashMap<>();

  @BeforeEach
  void shipToAFile() throws IOException {
    log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    out = folder.resolve("out.ndjson");
    settings.put("TAILRACE_PATHS", log.toString());
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "file");
    settings.put("TAILRACE_FILE_PATH", out.toString());
  }

  private void shipToElasticsearch(String url) {
    settings.put("TAILRACE_OUTPUTS", "elasticsearch");
    settings.remove("TAILRACE_FILE_PATH");
    settings.put("TAILRACE_ELASTICSEARCH_URL", url);
  }

  @Test
  void anUnknownVariableEndsItWithASuggestion() throws Exception {
    settings.put("TAILRACE_OUTPTS", "loki");

    try (var agent = start()) {
      assertThat(agent.exit()).isEqualTo(78);
      assertThat(agent.said())
          .contains("1 problem with the settings", "TAILRACE_OUTPTS")
          .contains("Did you mean TAILRACE_OUTPUTS?");
    }
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void allThatIsWrongWithTheSettingsIsSaidAtOnce() throws Exception {
    settings.put("TAILRACE_OUTPUTS", "loki");
    settings.put("TAILRACE_MAX_LINE", "64mb");
    settings.put("TAILRACE_PATHZ", "/var/log");

    try (var agent = start()) {
      assertThat(agent.exit()).isEqualTo(78);
      assertThat(agent.said())
          .contains("TAILRACE_LOKI_URL", "Not set: where Loki is.")
          .contains("TAILRACE_MAX_LINE=64mb", "Did you mean 64MiB?")
          .contains("TAILRACE_PATHZ", "Did you mean TAILRACE_PATHS?")
          .contains("TAILRACE_FILE_PATH")
          .contains("4 problems with the settings");
    }
  }

  @Test
  void withoutPathsItSaysSo() throws Exception {
    settings.remove("TAILRACE_PATHS");

    try (var agent = start()) {
      assertThat(agent.exit()).isEqualTo(78);
      assertThat(agent.said()).contains("TAILRACE_PATHS", "Not set: the files to read.");
    }
  }

  @Test
  void aDirectoryThatCannotBeReadIsSaidOnceAndReadOnceItCan() throws Exception {
    Path directory = folder.resolve("closed");
    Obstacle.permit(folder, "rwxrwxrwx");
    Obstacle obstacle = Obstacle.before(directory);
    settings.put("TAILRACE_PATHS", directory + "/*.log," + log);
    Files.writeString(log, "the other\n");

    try (var agent = AgentProcess.start(folder, obstacle.prefix(), settings)) {
      agent.awaitSaid(obstacle.complaint());
      agent.await("the other is shipped", () -> messages().contains("the other"));

      obstacle.remove();
      Files.writeString(directory.resolve("app.log"), "at last\n");
      agent.await("it is read", () -> messages().contains("at last"));

      assertThat(agent.linesWith(obstacle.complaint())).hasSize(1);
      assertThat(agent.linesWith(directory + " can be read now")).hasSize(1);
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
  }

  @Test
  void aSecondAgentDoesNotTakeTheStateDirectory() throws Exception {
    try (var first = start();
        var second = startOnceRuns(first)) {
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.said())
          .contains("another agent uses the state directory " + folder.resolve("state"))
          .contains("TAILRACE_STATE_DIR");
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void aStatusPortThatIsTakenEndsItWithTheSettingsName() throws Exception {
    try (var first = start()) {
      first.awaitSaid("reading");
      settings.put("TAILRACE_STATUS_ADDRESS", first.address());
      settings.put("TAILRACE_STATE_DIR", folder.resolve("other").toString());
      try (var second = start()) {
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.said())
            .contains("TAILRACE_STATUS_ADDRESS: cannot listen on " + first.address());
      }
    }
  }

  @Test
  void withoutOutputsRecordsArePrintedWithTheNamesOfTheirDocuments() throws Exception {
    settings.remove("TAILRACE_OUTPUTS");
    settings.remove("TAILRACE_FILE_PATH");
    settings.put("TAILRACE_SERVICE", "shop");
    Files.writeString(
        log,
        """
        {"time":"2026-01-02T03:04:05.678Z","lvl":"WARNING","msg":"héllo","n":1.5}
        plain
        """);

    try (var agent = start()) {
      agent.await("both are printed", () -> agent.printed().lines().count() == 2);
      assertThat(agent.terminate()).as(agent::said).isZero();

      List<String> lines = agent.printed().lines().toList();
      assertThat(lines.getFirst())
          .isEqualTo(
              "{\"@timestamp\":\"2026-01-02T03:04:05.678Z\",\"log.level\":\"warn\","
                  + "\"message\":\"héllo\",\"n\":1.5,\"log.file.path\":\""
                  + log
                  + "\",\"log.offset\":0,\"service.name\":\"shop\"}");
      JsonNode plain = new JsonMapper().readTree(lines.getLast());
      assertThat(plain.path("message").asString()).isEqualTo("plain");
      assertThat(Instant.parse(plain.path("@timestamp").asString())).isBefore(Instant.now());
    }
  }

  @Test
  void anOutputThatIsDownDoesNotHoldUpAnother() throws Exception {
    settings.put("TAILRACE_OUTPUTS", "file,elasticsearch");
    settings.put("TAILRACE_ELASTICSEARCH_URL", DEAD);
    settings.put("TAILRACE_ELASTICSEARCH_BATCH_BYTES", "4KiB");
    settings.put("TAILRACE_DRAIN_TIMEOUT", "1s");
    var expected = new ArrayList<String>(List.of("the first"));
    Files.write(log, expected);

    try (var agent = start()) {
      agent.await("it tries", () -> attempts(agent) > 0);
      for (int i = 0; i < 2_000; i++) {
        expected.add("line " + i);
      }
      Files.write(log, expected.subList(1, expected.size()), APPEND);
      agent.await("all is in the file", () -> messages().size() >= expected.size());

      assertThat(messages()).isEqualTo(expected);
      assertThat(waiting(agent, "elasticsearch")).isEqualTo(Files.size(log));
      assertThat(waiting(agent, "file")).isZero();
      assertThat(agent.terminate()).isEqualTo(3);
      assertThat(agent.said())
          .contains("with data left: " + Files.size(log) + " bytes for elasticsearch");
    }
  }

  @Test
  void aSecondInterruptEndsItAtOnceAndNothingIsForgotten() throws Exception {
    Files.writeString(log, "kept\n");
    shipToElasticsearch(DEAD);
    // Longer than this test waits for the end.
    settings.put("TAILRACE_DRAIN_TIMEOUT", "10m");
    try (var agent = start()) {
      agent.await("it tries", () -> attempts(agent) > 0);
      agent.interrupt();
      agent.awaitSaid("ending: shipping what is left");
      agent.interrupt();

      assertThat(agent.exit()).isEqualTo(3);
      assertThat(agent.said())
          .contains("ended because asked a second time")
          .contains("with data left: 5 bytes for elasticsearch");
    }
  }

  @Test
  void aFileOfSettingsIsReadAndTheEnvironmentWinsOverIt() throws Exception {
    Path file = folder.resolve("agent.env");
    settings.put("TAILRACE_SERVICE", "from-file");
    settings.put("TAILRACE_FIELDS", "labels.team=from-file");
    var lines = new ArrayList<String>(List.of("# settings"));
    settings.forEach((name, value) -> lines.add(name + "=" + value));
    Files.write(file, lines);
    settings.clear();
    settings.put("TAILRACE_ENV_FILE", file.toString());
    settings.put("TAILRACE_SERVICE", "from-environment");
    Files.writeString(log, "line\n");

    try (var agent = start()) {
      agent.await("it is shipped", () -> messages().contains("line"));
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
    JsonNode record = new JsonMapper().readTree(Files.readString(out));
    assertThat(record.path("service.name").asString()).isEqualTo("from-environment");
    assertThat(record.path("labels.team").asString()).isEqualTo("from-file");
  }

  @Test
  void healthIsWhatTheRunningAgentSays() throws Exception {
    try (var agent = start()) {
      agent.awaitSaid("reading");
      settings.put("TAILRACE_STATUS_ADDRESS", agent.address());
      try (var health = command("health")) {
        assertThat(health.exit()).as(health::said).isZero();
        assertThat(health.printed()).isEqualTo("healthy\n");
      }
      agent.kill();
      try (var health = command("health")) {
        assertThat(health.exit()).isEqualTo(1);
        assertThat(health.said()).contains("no answer at http://" + agent.address());
      }
    }
  }

  private AgentProcess start() throws IOException {
    return AgentProcess.start(folder, settings);
  }

  private AgentProcess startOnceRuns(AgentProcess other) throws IOException, InterruptedException {
    other.awaitSaid("reading");
    return start();
  }

  private AgentProcess command(String name) throws IOException {
    return AgentProcess.start(folder, List.of(), settings, name);
  }

  /** The messages in the file output, of whole lines. */
  private List<String> messages() throws IOException {
    String text = Files.exists(out) ? new String(Files.readAllBytes(out), UTF_8) : "";
    var mapper = new JsonMapper();
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> mapper.readTree(line).path("message").asString())
        .toList();
  }

  private static long attempts(AgentProcess agent) throws IOException, InterruptedException {
    return agent.output("elasticsearch").path("attempts").asLong();
  }

  private static long waiting(AgentProcess agent, String output)
      throws IOException, InterruptedException {
    return agent.output(output).at("/ledger/waitingBytes").asLong();
  }
}
