package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.it.LokiUnderTest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loki drops a line that is there already with its time, and keeps it twice with another. So after
 * a kill what is sent again must have the times it had, and what follows must not take one of them,
 * though all of these lines are equal and of the same millisecond.
 */
class LokiRestartIT {
  private static final int ROUNDS = 4;
  private static final int LINES_OF_MILLISECOND = 150;

  @TempDir private Path folder;

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private int written;

  @Test
  @Tag("L9")
  void equalLinesOfOneMillisecondAreAllThereOnceThoughTheAgentIsKilledAmongThem() throws Exception {
    Path log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    try (var loki = ScriptedLoki.start()) {
      Map<String, String> settings = settings(loki, log);
      for (int round = 0; round < ROUNDS; round++) {
        try (var agent = AgentProcess.start(folder, settings)) {
          // Both numbers end in the middle of a millisecond.
          append(log, 200);
          int whole = written;
          agent.await("all is delivered", () -> loki.count() == whole);
          String offset = "\"offset\":" + Files.size(log) + ",";
          agent.await("that is in the checkpoint", () -> checkpoint().contains(offset));

          loki.down(true);
          append(log, 170);
          agent.await("some is stored and not acknowledged", () -> loki.count() > whole);
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
          .extracting(Entry::nanos)
          .containsExactlyInAnyOrderElementsOf(expectedNanos());
    }
  }

  private String checkpoint() throws IOException {
    return Files.readString(folder.resolve("state/checkpoint.json"));
  }

  private void append(Path log, int lines) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(start.plusMillis(written / LINES_OF_MILLISECOND)).append(" INFO tick\n");
      written++;
    }
    Files.write(log, text.toString().getBytes(UTF_8), CREATE, APPEND);
  }

  private List<Long> expectedNanos() {
    return new ArrayList<>(
        LongStream.range(0, written)
            .mapToObj(i ->
                LokiUnderTest.nanos(start.plusMillis(i / LINES_OF_MILLISECOND))
                    + i % LINES_OF_MILLISECOND)
            .toList());
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
