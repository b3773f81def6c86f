package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.it.SampleApplication.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From files into a real Elasticsearch: one of the test's own, or that of {@link
 * ElasticsearchUnderTest#URL}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ElasticsearchDeliveryIT {
  private static final Plan PLAN = new Plan(100_000, 12_000, 4_500);

  private ElasticsearchUnderTest server;

  @BeforeAll
  void choose(@TempDir Path serverFolder) throws Exception {
    server = ElasticsearchUnderTest.choose(serverFolder, System.getenv());
  }

  @AfterAll
  void end() throws Exception {
    server.close();
  }

  @Test
  @Tag("E1")
  @Tag("E10")
  @Tag("E13")
  void everyLineIsFoundOnceAndWholeThoughServerAndAgentAreKilled(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Instant start = Instant.now();
    var events = new SampleEvents(seed, start);
    Path logs = Files.createDirectory(folder.resolve("logs"));
    List<Path> paths =
        List.of(logs.resolve("shop.log"), logs.resolve("access.log"), logs.resolve("jobs.log"));
    Map<String, String> settings = new LinkedHashMap<>(server.settings("delivery"));
    settings.put("TAILRACE_PATHS", logs + "/*.log*");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_SERVICE", "shop");
    settings.put("TAILRACE_FIELDS", "labels.team=payments");
    settings.put("TAILRACE_DRAIN_TIMEOUT", "80s");
    settings.put("POD_NAME", "shop-7d9f");

    try (var application = SampleApplication.start(events, paths, PLAN, seed)) {
      application.allow(0.5);
      try (var agent = AgentProcess.start(folder, settings)) {
        application.awaitShare(0.3);
        agent.await("something is delivered", () -> delivered(agent) > 0);
        agent.kill();
      }
      try (var agent = AgentProcess.start(folder, settings)) {
        agent.await("something is delivered", () -> delivered(agent) > 0);
        application.allow(0.8);
        application.awaitShare(0.6);
        server.outage(down -> {
          if (down) {
            agent.await("it tries again", () -> retries(agent) > 0);
          }
          agent.kill();
        });
      }
      try (var agent = AgentProcess.start(folder, settings)) {
        agent.await("something is delivered", () -> delivered(agent) > 0);
        application.join();
        assertThat(agent.terminate()).as(agent::said).isZero();
      }

      Map<String, String> common =
          Map.of(
              "service.name", "\"shop\"",
              "labels.team", "\"payments\"",
              "kubernetes.pod.name", "\"shop-7d9f\"");
      var audit = new DocumentAudit(events, application.placements(), common, start);
      server.stream("delivery").forEach(audit::found);
      assertThat(audit.problems()).isEmpty();
      assertThat(application.lines()).isGreaterThanOrEqualTo(PLAN.lines());
      assertThat(application.rotations()).isGreaterThan(10);
    }
  }

  @Test
  @Tag("E9")
  @Tag("dead-letters")
  void whatTheMappingRefusesIsADeadLetterAndTheRestIsFound(@TempDir Path folder) throws Exception {
    Path log = Files.createDirectory(folder.resolve("logs")).resolve("shop.log");
    String first = "{\"message\":\"m1\",\"amount\":1}\n";
    String refused = "{\"message\":\"m2\",\"amount\":{\"value\":2,\"unit\":\"€\"}}\n";
    String rest = "{\"message\":\"m3\",\"amount\":3}\nm4\n";
    Files.writeString(log, first);
    Map<String, String> settings = new LinkedHashMap<>(server.settings("conflict"));
    settings.put("TAILRACE_PATHS", log.toString());
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());

    try (var agent = AgentProcess.start(folder, settings)) {
      // One after the other, or the mapping could be made of either.
      agent.await("the first is delivered", () -> delivered(agent) == 1);
      Files.writeString(log, refused + rest, APPEND);
      agent.await("all is settled", () -> delivered(agent) == 3 && deadLettered(agent) == 1);

      assertThat(agent.output("elasticsearch").path("ledger").toString())
          .isEqualTo(ledger(Files.size(log), Files.size(log) - bytes(refused), bytes(refused)));
      assertThat(agent.status().at("/files/0/outputs/elasticsearch").toString())
          .isEqualTo(ledger(Files.size(log), Files.size(log) - bytes(refused), bytes(refused)));
      assertThat(agent.terminate()).as(agent::said).isZero();
    }

    List<String> letters =
        Files.readAllLines(folder.resolve("state/dead-letter/elasticsearch.ndjson"));
    assertThat(letters).hasSize(1);
    JsonNode letter = new JsonMapper().readTree(letters.getFirst());
    assertThat(letter.path("reason").asString())
        .contains("document_parsing_exception")
        .contains("amount");
    assertThat(letter.path("output").asString()).isEqualTo("elasticsearch");
    assertThat(letter.path("file").asString()).isEqualTo(log.toString());
    assertThat(letter.path("offset").asLong()).isEqualTo(bytes(first));
    assertThat(letter.at("/record/document/message").asString()).isEqualTo("m2");
    assertThat(letter.at("/record/document/amount/unit").asString()).isEqualTo("€");
    var messages = new ArrayList<String>();
    server.stream("conflict")
        .forEach((id, source) -> messages.add(source.path("message").asString()));
    assertThat(messages).containsExactlyInAnyOrder("m1", "m3", "m4");
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static String ledger(long written, long delivered, long deadLettered) {
    return ("{\"writtenBytes\":%d,\"deliveredBytes\":%d,\"deadLetteredBytes\":%d,"
            + "\"filteredBytes\":0,\"waitingBytes\":0,\"lostBytes\":0}")
        .formatted(written, delivered, deadLettered);
  }

  private static long deadLettered(AgentProcess agent) throws IOException, InterruptedException {
    return agent.output("elasticsearch").path("recordsDeadLettered").asLong();
  }

  private static long delivered(AgentProcess agent) throws IOException, InterruptedException {
    return agent.output("elasticsearch").path("recordsDelivered").asLong();
  }

  private static long retries(AgentProcess agent) throws IOException, InterruptedException {
    return agent.output("elasticsearch").path("retries").asLong();
  }
}
