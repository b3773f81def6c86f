package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the demo believes of a real server must be what is in it. */
class ElasticsearchDestinationIT {
  private static final int EVENTS = 2_500;

  @TempDir private Path folder;

  @Test
  void everyDocumentIsCountedAndFoundInItsPlace() throws Exception {
    try (var server = ElasticsearchProcess.start(folder)) {
      var destination = new ElasticsearchDestination(server.url(), "demo", Map.of());
      assertThat(destination.name()).startsWith("Elasticsearch 9.");
      assertThat(destination.stored()).hasValue(0);

      send(
          server,
          "_index_template/demo",
          "{\"index_patterns\":[\"logs-demo-*\"],\"data_stream\":{}}");
      send(server, "logs-demo-default/_bulk", bulk());

      assertThat(destination.stored()).hasValue(EVENTS);
      var audit =
          new Audit(new Written(Map.of(SampleLog.SHOP, new Written.Count(EVENTS, 0, 0, 0)), true));
      var positions = new TreeSet<Long>();
      destination.forEach((text, position) -> {
        audit.found(text);
        positions.add(position.orElse(-1));
      });
      assertThat(audit.total()).isEqualTo(new Audit.Tally(EVENTS, 0, 0, 0));
      assertThat(audit.strangers()).isZero();
      assertThat(positions).hasSize(EVENTS).startsWith(0L).endsWith(EVENTS - 1L);

      server.kill();
      assertThat(destination.stored()).isEqualTo(OptionalLong.empty());
    }
  }

  private static String bulk() {
    var json = new JsonMapper();
    var body = new StringBuilder();
    for (int number = 1; number <= EVENTS; number++) {
      String event =
          new String(
              SampleLog.SHOP.event(number, Instant.EPOCH.plusSeconds(1_700_000_000)),
              StandardCharsets.UTF_8);
      body.append("{\"create\":{}}\n")
          .append(
              json.writeValueAsString(
                  Map.of("@timestamp", "2026-01-01T00:00:00Z", "message", event.strip())))
          .append('\n');
    }
    return body.toString();
  }

  private static void send(ElasticsearchProcess server, String path, String body) throws Exception {
    var request =
        new Request.Builder()
            .url(server.url() + "/" + path)
            .put(RequestBody.create(body, MediaType.get("application/json")))
            .build();
    // A first request can take a server that has just started many seconds on a busy machine.
    var client = new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(1)).build();
    try (var response = client.newCall(request).execute()) {
      assertThat(response.body().string()).doesNotContain("\"errors\":true");
      assertThat(response.isSuccessful()).isTrue();
    }
  }
}
