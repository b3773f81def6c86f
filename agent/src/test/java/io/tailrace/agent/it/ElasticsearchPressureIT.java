package io.tailrace.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.demo.ElasticsearchProcess;
import io.tailrace.agent.it.SampleApplication.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A real Elasticsearch that has hardly any memory for indexing: it answers 429 again and again. */
@Execution(ExecutionMode.CONCURRENT)
class ElasticsearchPressureIT {
  /** A server that has no room for anything is asked ever more seldom, at least every 30 s. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Plan PLAN = new Plan(3_000, 1_000_000, 1_000);

  /** Holds any one batch of 16 KiB, which takes twice its size there, but not many. */
  private static final String LIMIT = "192kb";

  /**
   * The coordinating node refuses a request as a whole; the primary shard refuses its part of one,
   * which is answered by 200 with a 429 for each item. Either way what is refused is sent again
   * until it is taken: many small requests at a time, and a batch that the server has no room for
   * even when it is idle, by halves.
   */
  @ParameterizedTest(name = "{0} refuses")
  @ValueSource(strings = {"coordinating", "primary"})
  @Tag("E7")
  @Tag("E8")
  void whatIsRefusedFor429IsSentAgainUntilItIsTaken(String stage, @TempDir Path folder)
      throws Exception {
    Map<String, String> limit = Map.of("indexing_pressure.memory." + stage + ".limit", LIMIT);
    try (var server = ElasticsearchProcess.start(folder.resolve("elasticsearch"), 0, limit)) {
      ship(server, stage, new Batches("small", "16KiB", 24), folder);
      ship(server, stage, new Batches("large", "1MiB", 2), folder);
    }
  }

  /** How an agent ships, and where to. */
  private record Batches(String dataset, String bytes, int inFlight) {}

  private static void ship(ElasticsearchProcess server, String stage, Batches batches, Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var events = new SampleEvents(seed, Instant.now());
    Instant start = Instant.now();
    Path own = Files.createDirectory(folder.resolve(batches.dataset()));
    Path logs = Files.createDirectory(own.resolve("logs"));
    try (var http = new JsonHttp(server.url(), Map.of());
        var stream = new DataStream(server.url(), batches.dataset(), Map.of());
        var application =
            SampleApplication.start(events, List.of(logs.resolve("shop.log")), PLAN, seed)) {
      long before = rejections(http, stage);
      application.join();
      try (var agent = AgentProcess.start(own, settings(server, batches, logs, own))) {
        agent.await(
            "all is settled", PATIENCE, () -> settled(agent) == application.placements().size());

        assertThat(rejections(http, stage)).as("429s by the server's count").isGreaterThan(before);
        assertThat(agent.metric("tailrace_output_records_dead_lettered_total", "elasticsearch"))
            .isZero();
        assertThat(agent.terminate()).as(agent::said).isZero();
      }
      var audit = new DocumentAudit(events, application.placements(), Map.of(), start);
      stream.forEach(audit::found);
      assertThat(audit.problems()).isEmpty();
    }
  }

  private static Map<String, String> settings(
      ElasticsearchProcess server, Batches batches, Path logs, Path folder) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", logs + "/*.log*");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "elasticsearch");
    settings.put("TAILRACE_ELASTICSEARCH_URL", server.url().toString());
    settings.put("TAILRACE_ELASTICSEARCH_DATASET", batches.dataset());
    settings.put("TAILRACE_ELASTICSEARCH_BATCH_BYTES", batches.bytes());
    settings.put("TAILRACE_ELASTICSEARCH_IN_FLIGHT", Integer.toString(batches.inFlight()));
    settings.put("TAILRACE_ELASTICSEARCH_TEMPLATE", "true");
    return settings;
  }

  private static double settled(AgentProcess agent) throws IOException, InterruptedException {
    return agent.metric("tailrace_output_records_delivered_total", "elasticsearch")
        + agent.metric("tailrace_output_records_dead_lettered_total", "elasticsearch");
  }

  private static long rejections(JsonHttp http, String stage) throws Exception {
    long sum = 0;
    for (JsonNode node : http.get("/_nodes/stats/indexing_pressure").path("nodes")) {
      sum += node.at("/indexing_pressure/memory/total/" + stage + "_rejections").asLong();
    }
    return sum;
  }
}
