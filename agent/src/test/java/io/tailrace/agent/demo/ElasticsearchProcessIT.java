package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server; takes some seconds. */
class ElasticsearchProcessIT {
  @TempDir private Path folder;

  @Test
  void acknowledgedDocumentsOutliveAKilledServer() throws Exception {
    try (var server = ElasticsearchProcess.start(folder);
        var http = HttpClient.newHttpClient()) {
      URI url = server.url();
      String indexed = put(http, url.resolve("/things/_doc/1"), "{\"name\":\"kept\"}");
      assertThat(indexed).contains("\"result\":\"created\"");

      server.kill();
      assertThatThrownBy(() -> get(http, url)).isInstanceOf(IOException.class);
      server.startAgain();

      assertThat(server.url()).isEqualTo(url);
      // It answers before the shards are recovered, as any Elasticsearch does.
      get(http, url.resolve("/_cluster/health?wait_for_status=yellow&timeout=30s"));
      assertThat(get(http, url.resolve("/things/_doc/1"))).contains("\"name\":\"kept\"");
      assertThat(get(http, url)).contains("\"number\" : \"9.");
    }
  }

  @Test
  void aServerThatCannotStartSaysWhy() {
    assertThatThrownBy(() -> ElasticsearchProcess.start(folder, 0, Map.of("no.such.setting", "1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended while starting")
        .hasMessageContaining("no.such.setting");
  }

  private static String put(HttpClient http, URI url, String json) throws Exception {
    return send(
        http,
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  private static String get(HttpClient http, URI url) throws Exception {
    return send(http, HttpRequest.newBuilder(url));
  }

  private static String send(HttpClient http, HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }
}
