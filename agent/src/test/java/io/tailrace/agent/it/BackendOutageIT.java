package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.demo.ElasticsearchProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The agent starts, or ends, while its Elasticsearch is down. */
@TestInstance(Lifecycle.PER_CLASS)
class BackendOutageIT {
  private static final String TEXT = "one\ntwo\nthree\n";

  private ElasticsearchProcess server;

  @BeforeAll
  void startServer(@TempDir Path serverFolder) throws Exception {
    server = ElasticsearchProcess.start(serverFolder);
  }

  @BeforeEach
  void killServer() throws Exception {
    server.kill();
  }

  @AfterAll
  void end() {
    server.close();
  }

  @Test
  @Tag("E1")
  void anAgentThatStartsBeforeItsServerIsReadyOnceItDelivers(@TempDir Path folder)
      throws Exception {
    try (var agent = AgentProcess.start(folder, settings(folder, "start"));
        var stream = new DataStream(server.url(), "start", Map.of())) {
      agent.await("it is not ready", () -> agent.page("/readyz").statusCode() == 503);
      agent.await(
          "it says why",
          () -> agent.page("/readyz").body().contains("elasticsearch has not delivered anything"));
      assertThat(agent.page("/healthz").statusCode()).isEqualTo(200);

      server.startAgain();
      agent.await("it is ready", () -> agent.page("/readyz").statusCode() == 200);

      // A last line of text waits for more of its event longer than the others do for their batch.
      agent.await(
          "all is delivered",
          () -> agent.output("elasticsearch").path("recordsDelivered").asLong() == 3);
      assertThat(messages(stream)).containsExactlyInAnyOrder("one", "two", "three");
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
  }

  @Test
  @Tag("T24")
  @Tag("E1")
  void whatIsLeftAtTheDeadlineIsSaidAndDeliveredByTheNextStart(@TempDir Path folder)
      throws Exception {
    Map<String, String> settings = settings(folder, "next");
    settings.put("TAILRACE_DRAIN_TIMEOUT", "2s");
    try (var agent = AgentProcess.start(folder, settings)) {
      agent.await(
          "it finds the lines",
          () -> agent.output("elasticsearch").at("/ledger/waitingBytes").asLong() == bytes(TEXT));

      assertThat(agent.terminate()).isEqualTo(3);
      assertThat(agent.said())
          .contains("ended because the time is over")
          .contains("with data left: " + bytes(TEXT) + " bytes for elasticsearch")
          .contains("after the next start");
    }

    server.startAgain();
    try (var agent = AgentProcess.start(folder, settings);
        var stream = new DataStream(server.url(), "next", Map.of())) {
      agent.await(
          "all is delivered",
          () -> agent.output("elasticsearch").path("recordsDelivered").asLong() == 3);
      assertThat(agent.terminate()).as(agent::said).isZero();
      assertThat(messages(stream)).containsExactlyInAnyOrder("one", "two", "three");
    }
  }

  private Map<String, String> settings(Path folder, String dataset) throws IOException {
    Path log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    Files.writeString(log, TEXT);
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", log.toString());
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "elasticsearch");
    settings.put("TAILRACE_ELASTICSEARCH_URL", server.url().toString());
    settings.put("TAILRACE_ELASTICSEARCH_DATASET", dataset);
    settings.put("TAILRACE_ELASTICSEARCH_TEMPLATE", "true");
    return settings;
  }

  private static List<String> messages(DataStream stream) throws Exception {
    var messages = new ArrayList<String>();
    stream.forEach((id, source) -> messages.add(source.path("message").asString()));
    return messages;
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
