package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the agent ends without a signal, as a Job's sidecar has to, and what a signal does then. */
class EndingIT {
  /** Nobody listens there. */
  private static final String DEAD = "http://127.0.0.1:1";

  @TempDir private Path folder;

  private Path log;
  private Path out;
  private Path done;
  private final Map<String, String> settings = new LinkedHashMap<>();

  @BeforeEach
  void shipToAFile() throws IOException {
    log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    out = folder.resolve("out.ndjson");
    done = folder.resolve("logs").resolve(".done");
    settings.put("TAILRACE_PATHS", log.toString());
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "file");
    settings.put("TAILRACE_FILE_PATH", out.toString());
  }

  private void shipToLoki(String url) {
    settings.put("TAILRACE_OUTPUTS", "loki");
    settings.remove("TAILRACE_FILE_PATH");
    settings.put("TAILRACE_LOKI_URL", url);
  }

  private AgentProcess start() throws IOException {
    return AgentProcess.start(folder, settings);
  }

  private long shipped() throws IOException {
    return Files.exists(out) ? Files.readString(out).lines().count() : 0;
  }

  @Test
  void itEndsOnceTheFileIsThereAndAllIsShipped() throws Exception {
    settings.put("TAILRACE_EXIT_WHEN", "file:" + done);
    Files.writeString(log, "first\n");
    try (var agent = start()) {
      agent.await("it ships", () -> shipped() == 1);
      Files.writeString(log, "last\n", APPEND);
      Files.createFile(done);

      assertThat(agent.exit()).as(agent::said).isZero();
      assertThat(agent.said())
          .contains("ending, for " + done + " is there: shipping what is left")
          .contains("ended: nothing is left to ship");
      assertThat(shipped()).isEqualTo(2);
    }
  }

  /** Nobody kills a Job's sidecar, so it waits for a destination that comes late. */
  @Test
  void itDoesNotEndBeforeEveryByteIsAcknowledged() throws Exception {
    settings.put("TAILRACE_EXIT_WHEN", "file:" + done);
    settings.put("TAILRACE_DRAIN_TIMEOUT", "1s");
    Files.createFile(done);
    Files.writeString(log, "kept\n");
    try (var loki = ScriptedLoki.start()) {
      loki.down(true);
      shipToLoki(loki.url().toString());
      try (var agent = start()) {
        agent.awaitSaid("however long it takes");
        agent.await(
            "the drain time-out is long over",
            () -> agent.output("loki").path("attempts").asLong() > 3);
        assertThat(agent.isAlive()).isTrue();
        loki.down(false);

        assertThat(agent.exit()).as(agent::said).isZero();
        assertThat(loki.entries()).singleElement().extracting(e -> e.line()).isEqualTo("kept");
      }
    }
  }

  @Test
  void aSignalLeavesAnEndOfItsOwnTheUsualTimeAndASecondOneNone() throws Exception {
    settings.put("TAILRACE_EXIT_WHEN", "file:" + done);
    settings.put("TAILRACE_DRAIN_TIMEOUT", "10m");
    shipToLoki(DEAD);
    Files.createFile(done);
    Files.writeString(log, "kept\n");
    try (var agent = start()) {
      agent.awaitSaid("however long it takes");
      agent.signal("TERM");
      agent.awaitSaid("for at most 600 s; a second signal ends at once");
      agent.signal("TERM");

      assertThat(agent.exit()).isEqualTo(3);
      assertThat(agent.said())
          .contains("ended because asked a second time", "with data left: 5 bytes for loki");
    }
  }

  @Test
  void itEndsWhenNothingWasWrittenForSoLongButNotBeforeAnythingWas() throws Exception {
    settings.put("TAILRACE_EXIT_WHEN", "idle:2s");
    try (var agent = start()) {
      agent.awaitSaid("reading");
      long since = System.nanoTime();
      agent.await("twice the time is over", () -> System.nanoTime() - since > 4_000_000_000L);
      assertThat(agent.isAlive()).isTrue();
      Files.writeString(log, "only\n");

      assertThat(agent.exit()).as(agent::said).isZero();
      assertThat(agent.said()).contains("ending, for nothing was written for 2 s");
      assertThat(shipped()).isEqualTo(1);
    }
  }

  @Test
  void postQuitEndsItAsASignalDoes() throws Exception {
    settings.put("TAILRACE_QUIT_ENDPOINT", "true");
    Files.writeString(log, "last\n");
    try (var agent = start();
        var client = HttpClient.newHttpClient()) {
      agent.awaitSaid("reading");
      var request =
          HttpRequest.newBuilder(URI.create("http://" + agent.address() + "/quit"))
              .POST(BodyPublishers.noBody())
              .build();

      assertThat(client.send(request, BodyHandlers.ofString(UTF_8)).statusCode()).isEqualTo(202);
      assertThat(agent.exit()).as(agent::said).isZero();
      assertThat(agent.said()).contains("ending as POST /quit asks: shipping what is left");
      assertThat(shipped()).isEqualTo(1);
    }
  }

  @Test
  void aDrainThatDoesNotFitIntoTheGracePeriodIsSaidAtTheStart() throws Exception {
    settings.put("TAILRACE_TERMINATION_GRACE_PERIOD", "30s");
    settings.put("TAILRACE_DRAIN_TIMEOUT", "50s");
    try (var agent = start()) {
      agent.awaitSaid("terminationGracePeriodSeconds to 53 or more");
    }
  }
}
