package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.it.LokiUnderTest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tailrace replay} as a process of its own, beside an agent that goes on. */
class ReplayIT {
  /** Within the hour that Loki lets an entry be behind the newest of its stream. */
  private static final Duration OLD = Duration.ofMinutes(50);

  @TempDir private Path folder;

  private final Instant now = Instant.now();

  /** Lines too old for the settings of then, equal and of one time, so that only nudges differ. */
  @Test
  @Tag("dead-letters")
  void lokisDeadLettersArriveWithTheTimesAndLabelsTheyHadWhileTheAgentRuns() throws Exception {
    Path log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    Files.writeString(log, old("tick").repeat(3) + now + " INFO current\n");
    try (var loki = ScriptedLoki.start();
        var agent = AgentProcess.start(folder, settings(loki, log, "30m"))) {
      agent.await(
          "three are refused", () -> agent.output("loki").path("recordsDeadLettered").asInt() == 3);
      agent.await("one is delivered", () -> loki.count() == 1);

      assertThat(replay(settings(loki, log, "30m"), 1)).contains("loki 3 0 3 0 0");
      assertThat(loki.count()).isEqualTo(1);
      assertThat(replay(settings(loki, log, "168h"), 0)).contains("loki 3 3 0 0 0");

      long oldNanos = LokiUnderTest.nanos(now.minus(OLD));
      Entry current = loki.entries().getFirst();
      assertThat(loki.entries())
          .containsExactlyInAnyOrder(
              current,
              new Entry(current.labels(), oldNanos, old("tick").strip()),
              new Entry(current.labels(), oldNanos + 1, old("tick").strip()),
              new Entry(current.labels(), oldNanos + 2, old("tick").strip()));
      assertThat(folder.resolve("state/dead-letter/loki.ndjson")).doesNotExist();
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
  }

  /** Each replay is killed as soon as something has arrived; the last one is left alone. */
  @Test
  @Tag("dead-letters")
  void aReplayThatIsKilledAgainAndAgainLosesNothing() throws Exception {
    Path log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    var text = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      lines.add(old("line " + i).strip());
      text.append(old("line " + i));
    }
    Files.write(log, text.toString().getBytes(UTF_8));
    try (var loki = ScriptedLoki.start()) {
      try (var agent = AgentProcess.start(folder, settings(loki, log, "30m"))) {
        agent.await(
            "all are refused",
            () -> agent.output("loki").path("recordsDeadLettered").asInt() == lines.size());
        assertThat(agent.terminate()).as(agent::said).isZero();
      }
      for (int i = 0; i < 3; i++) {
        int before = loki.count();
        try (var replay =
            AgentProcess.start(folder, List.of(), settings(loki, log, "168h"), "replay")) {
          replay.await("something arrives", () -> loki.count() > before || !replay.isAlive());
          replay.kill();
        }
      }
      replay(settings(loki, log, "168h"), 0);

      assertThat(loki.entries()).extracting(Entry::line).containsExactlyInAnyOrderElementsOf(lines);
    }
  }

  private String replay(Map<String, String> settings, int exitCode) throws Exception {
    try (var replay = AgentProcess.start(folder, List.of(), settings, "replay")) {
      assertThat(replay.exit()).as(replay::said).isEqualTo(exitCode);
      return replay.printed().replaceAll(" +", " ");
    }
  }

  private String old(String text) {
    return now.minus(OLD) + " INFO " + text + "\n";
  }

  private Map<String, String> settings(ScriptedLoki loki, Path log, String maxAge)
      throws IOException {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", log.toString());
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "loki");
    settings.put("TAILRACE_LOKI_URL", loki.url().toString());
    settings.put("TAILRACE_LOKI_MAX_AGE", maxAge);
    return settings;
  }
}
