package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two outputs of which one gets less: what it does not get is in its account, and only there. */
class FilteringIT {
  private static final int LINES = 3_000;

  @TempDir private Path folder;

  @Test
  void eachOutputGetsWhatItIsToGetAndTheAccountsAddUpAlsoAfterAReloadAndAKill() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path log = logs.resolve("app.log");
    Path out = folder.resolve("out.ndjson");
    Path envFile = folder.resolve("agent.env");
    Instant start = Instant.now();
    List<String> lines = IntStream.range(0, LINES).mapToObj(i -> line(start, i)).toList();
    try (var loki = ScriptedLoki.start()) {
      Files.writeString(envFile, "TAILRACE_LOKI_ONLY_IF=level>=warn\n");
      Map<String, String> settings = settings(loki, logs, out, envFile);
      try (var agent = AgentProcess.start(folder, settings)) {
        append(log, lines.subList(0, 1_000));
        agent.await("all is settled", () -> isSettled(agent, log));
        assertThat(loki.entries()).hasSize(300);
        assertAccount(agent, lines.subList(0, 1_000), true);

        Files.writeString(envFile, "TAILRACE_LOKI_ONLY_IF=level>=error\n");
        agent.await("the reload", () -> agent.status().at("/settings/reloads").asLong() == 1);
        append(log, lines.subList(1_000, 2_000));
        agent.await("all is settled", () -> isSettled(agent, log));
        assertThat(loki.entries()).hasSize(400);
        assertThat(agent.said()).contains("restarted where it was: loki");
        assertAccount(agent, lines.subList(0, 2_000), true);
        agent.kill();
      }
      append(log, lines.subList(2_000, LINES));
      try (var agent = AgentProcess.start(folder, settings)) {
        agent.await("all is settled", () -> isSettled(agent, log));
        assertAccount(agent, lines, false);
      }

      assertThat(loki.entries().stream().map(entry -> entry.line()).distinct())
          .containsExactlyInAnyOrderElementsOf(
              lines.stream().filter(FilteringIT::isForLoki).toList());
      assertThat(Files.readAllLines(out).stream().distinct())
          .hasSize((int) lines.stream().filter(FilteringIT::isShipped).count());
    }
  }

  /**
   * Of ten lines three are at least warnings, one of them an error, and two are not wanted at all.
   */
  private static String line(Instant start, int i) {
    String level =
        switch (i % 10) {
          case 0 -> "error";
          case 1, 2 -> "warn";
          default -> "info";
        };
    String path = i % 10 > 7 ? "/healthz/live" : "/orders/" + i;
    return "{\"time\":\"%s\",\"level\":\"%s\",\"message\":\"line %d\",\"path\":\"%s\"}"
        .formatted(start.plusNanos(1_000_000L * i), level, i, path);
  }

  private static boolean isShipped(String line) {
    return !line.contains("/healthz");
  }

  private static boolean isForLoki(String line) {
    int i = Integer.parseInt(line.replaceAll(".*line (\\d+).*", "$1"));
    return i % 10 == 0 || (i < 1_000 && i % 10 < 3);
  }

  private static void append(Path log, List<String> lines) throws Exception {
    Files.write(log, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static boolean isSettled(AgentProcess agent, Path log)
      throws IOException, InterruptedException {
    for (String output : List.of("loki", "file")) {
      JsonNode ledger = agent.output(output).path("ledger");
      if (ledger.path("writtenBytes").asLong() != Files.size(log)
          || ledger.path("waitingBytes").asLong() != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * What each output was not to get is filtered to the byte.
   *
   * @param exact or at most so much, since another run has filtered some of it
   */
  private static void assertAccount(AgentProcess agent, List<String> lines, boolean exact)
      throws Exception {
    long notForLoki = bytes(lines.stream().filter(line -> !isForLoki(line)).toList());
    long notShipped = bytes(lines.stream().filter(line -> !isShipped(line)).toList());
    assertThat(sum(agent.output("loki").path("ledger"))).isEqualTo(bytes(lines));
    assertThat(sum(agent.output("file").path("ledger"))).isEqualTo(bytes(lines));
    long ofLoki = agent.output("loki").at("/ledger/filteredBytes").asLong();
    long ofFile = agent.output("file").at("/ledger/filteredBytes").asLong();
    if (exact) {
      assertThat(ofLoki).isEqualTo(notForLoki);
      assertThat(ofFile).isEqualTo(notShipped);
      JsonNode counters = agent.status().at("/inputs/0/outputs");
      assertThat(counters.at("/loki/filtered").asLong())
          .isEqualTo(lines.stream().filter(line -> !isForLoki(line)).count());
      assertThat(counters.at("/file/filtered").asLong())
          .isEqualTo(lines.stream().filter(line -> !isShipped(line)).count());
      assertThat(agent.page("/metrics").body())
          .contains("tailrace_filtered_events_total{input=\"logs\",output=\"loki\"} ")
          .contains("tailrace_ledger_bytes{output=\"loki\",state=\"filtered\"} ");
    } else {
      assertThat(ofLoki).isPositive().isLessThan(notForLoki);
      assertThat(ofFile).isPositive().isLessThan(notShipped);
    }
  }

  private static long bytes(List<String> lines) {
    return lines.stream().mapToLong(line -> line.length() + 1L).sum();
  }

  private static long sum(JsonNode ledger) {
    assertThat(ledger.path("deadLetteredBytes").asLong()).isZero();
    assertThat(ledger.path("lostBytes").asLong()).isZero();
    return ledger.path("deliveredBytes").asLong()
        + ledger.path("filteredBytes").asLong()
        + ledger.path("waitingBytes").asLong();
  }

  private static Map<String, String> settings(
      ScriptedLoki loki, Path logs, Path out, Path envFile) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", logs + "/*.log");
    settings.put("TAILRACE_STATE_DIR", logs.resolveSibling("state").toString());
    settings.put("TAILRACE_ENV_FILE", envFile.toString());
    settings.put("TAILRACE_OUTPUTS", "loki,file");
    settings.put("TAILRACE_LOKI_URL", loki.url().toString());
    settings.put("TAILRACE_FILE_PATH", out.toString());
    settings.put("TAILRACE_ONLY_IF", "path!~\"^/healthz\"");
    return settings;
  }
}
