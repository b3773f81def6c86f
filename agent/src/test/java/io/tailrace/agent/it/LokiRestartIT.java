package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loki drops a line that is there already with its time, and keeps it twice with another. So after
 * a kill what is sent again must have the times it had, and what follows must not take one of them,
 * though many of these lines are equal and of the same millisecond.
 */
class LokiRestartIT {
  private static final int ROUNDS = 4;
  private static final int LINES_OF_MILLISECOND = 150;

  @TempDir private Path folder;

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private int written;

  @Test
  @Tag("L9")
  void linesOfOneMillisecondAreAllThereOnceThoughTheAgentIsKilledAmongThem() throws Exception {
    Path log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    try (var loki = ScriptedLoki.start()) {
      Map<String, String> settings = settings(loki, log);
      for (int round = 0; round < ROUNDS; round++) {
        try (var agent = AgentProcess.start(folder, settings)) {
          // Both numbers end in the middle of a millisecond.
          append(log, 200);
          int whole = written;
          agent.await("all is delivered", () -> loki.count() >= whole);
          String offset = "\"offset\":" + Files.size(log) + ",";
          agent.await("that is in the checkpoint", () -> checkpoint().contains(offset));

          // Every second time nothing is under way, so that new lines follow at once.
          boolean underWay = round % 2 == 1;
          loki.down(underWay);
          if (underWay) {
            append(log, 170);
            agent.await("some is stored and not acknowledged", () -> loki.count() > whole);
          }
          agent.kill();
          loki.down(false);
        }
      }
      try (var agent = AgentProcess.start(folder, settings)) {
        append(log, 100);
        agent.await("all is delivered", () -> loki.count() >= written);
        assertThat(agent.terminate()).as(agent::said).isZero();
      }

      assertThat(loki.entries())
          .extracting(entry -> new Stored(entry.nanos(), entry.line()))
          .containsExactlyInAnyOrderElementsOf(expected());
    }
  }

  private String checkpoint() throws IOException {
    return Files.readString(folder.resolve("state/checkpoint.json"));
  }

  private void append(Path log, int lines) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(line(written)).append('\n');
      written++;
    }
    Files.write(log, text.toString().getBytes(UTF_8), CREATE, APPEND);
  }

  /** Equal to every seventh other one of its millisecond, and to none that a start over meets. */
  private String line(int number) {
    return start.plusMillis(number / LINES_OF_MILLISECOND) + " INFO tick " + number % 7;
  }

  private record Stored(long nanos, String line) {}

  private List<Stored> expected() {
    return IntStream.range(0, written)
        .mapToObj(i ->
            new Stored(
                LokiUnderTest.nanos(start.plusMillis(i / LINES_OF_MILLISECOND))
                    + i % LINES_OF_MILLISECOND,
                line(i)))
        .toList();
  }

  private Map<String, String> settings(ScriptedLoki loki, Path log) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", log.toString());
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "loki");
    settings.put("TAILRACE_LOKI_URL", loki.url().toString());
    return settings;
  }
}
