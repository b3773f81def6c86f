package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.it.LokiUnderTest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An output whose destination is dead all the time, beside one that works. An hour of it is
 * compressed: what counts is how much more was written than could be held in memory, and how often
 * the file was rotated away meanwhile.
 */
class OutputIsolationIT {
  private static final int ROUNDS = 12;
  private static final int LINES_OF_ROUND = 8_000;

  /** With its text, a line has about 1 KiB: 96 MiB in all, as much as the whole heap. */
  private static final String PADDING = "x".repeat(960);

  /**
   * The heap of 96 MiB, and as much again for what a JVM needs beside it. 160 MiB were measured.
   */
  private static final long MAX_RESIDENT_KIB = 230 * 1024;

  @TempDir private Path folder;

  @Test
  @Tag("output-isolation")
  void aDeadOutputNeitherDelaysTheOtherNorCostsMemory() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path log = logs.resolve("app.log");
    Instant start = Instant.now();
    List<String> written = new ArrayList<>();
    try (var loki = ScriptedLoki.start();
        var agent = AgentProcess.start(folder, settings(loki, logs))) {
      for (int round = 0; round < ROUNDS; round++) {
        write(log, round, start, written);
        int expected = written.size();
        agent.await("round " + round + " arrives", () -> loki.count() == expected);
        Files.move(log, logs.resolve("app.log." + round));
      }

      // Each line has a time of its own; two requests under way may overtake each other.
      List<String> arrived =
          loki.entries().stream()
              .sorted(Comparator.comparingLong(Entry::nanos))
              .map(Entry::line)
              .toList();
      assertThat(arrived.equals(written)).as("what arrived is what was written").isTrue();
      assertThat(agent.output("loki").path("recordsDelivered").asLong()).isEqualTo(written.size());
      assertThat(agent.output("loki").at("/ledger/waitingBytes").asLong()).isZero();
      assertThat(agent.output("dead").path("recordsDelivered").asLong()).isZero();
      assertThat(agent.output("dead").path("recordsDeadLettered").asLong()).isZero();
      assertThat(agent.output("dead").path("attempts").asLong()).isGreaterThan(1);
      assertThat(agent.output("dead").at("/ledger/waitingBytes").asLong())
          .isEqualTo(written.stream().mapToLong(line -> line.length() + 1L).sum())
          .isGreaterThan(90L << 20);
      assertThat(agent.output("dead").at("/ledger/lostBytes").asLong()).isZero();
      assertThat(agent.mostResidentKib()).isLessThan(MAX_RESIDENT_KIB);
      System.out.println("most resident KiB: " + agent.mostResidentKib());
    }
  }

  private static void write(Path log, int round, Instant start, List<String> written)
      throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < LINES_OF_ROUND; i++) {
      String line =
          start.plusNanos(1_000L * written.size()) + " INFO " + round + "." + i + " " + PADDING;
      written.add(line);
      text.append(line).append('\n');
    }
    Files.write(log, text.toString().getBytes(UTF_8));
  }

  private Map<String, String> settings(ScriptedLoki loki, Path logs) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", logs + "/*.log*");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "dead,loki");
    settings.put("TAILRACE_DEAD_TYPE", "elasticsearch");
    settings.put("TAILRACE_DEAD_URL", "http://127.0.0.1:1");
    settings.put("TAILRACE_LOKI_URL", loki.url().toString());
    return settings;
  }
}
