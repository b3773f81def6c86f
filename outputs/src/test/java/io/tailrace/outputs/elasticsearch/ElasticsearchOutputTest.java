package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Reachability.Reached;
import io.tailrace.outputs.Reachability.Unreachable;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.http.HttpOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElasticsearchOutputTest {
  private static final String INFO =
      """
      {"name":"n","cluster_name":"logs","cluster_uuid":"u","version":{"number":"9.5.3",
       "build_flavor":"default","build_type":"jar","build_hash":"h",
       "build_date":"2026-01-01T00:00:00.000Z","build_snapshot":false,"lucene_version":"10.3.0",
       "minimum_wire_compatibility_version":"8.19.0",
       "minimum_index_compatibility_version":"8.0.0"},"tagline":"You Know, for Search"}
      """;
  private static final String OPENSEARCH_INFO =
      """
      {"name":"n","cluster_name":"os","cluster_uuid":"u","version":{"distribution":"opensearch",
       "number":"3.9.0","build_type":"tar","build_hash":"h","build_date":"2026-01-01",
       "build_snapshot":false,"lucene_version":"10.3.0",
       "minimum_wire_compatibility_version":"2.19.0",
       "minimum_index_compatibility_version":"2.0.0"},
       "tagline":"The OpenSearch Project: https://opensearch.org/"}
      """;
  private static final String CREATED = "{\"create\":{\"status\":201}}";

  private final MockWebServer server = new MockWebServer();
  private final Selection two = Selection.all(Batches.of("first", "second"));
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
  private final InstantSource clock = now::get;

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void batchGoesAsItIsToTheDataStreamOnceTheProductIsKnown() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(bulk(CREATED, CREATED));
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(0, Optional.of("p/1"), false)) {
      assertThat(output.send(two)).isEqualTo(new Delivered());
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }

    assertThat(server.takeRequest().getTarget()).isEqualTo("/");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget())
        .isEqualTo(
            "/logs-app-default/_bulk"
                + "?filter_path=errors,took,items.*.status,items.*.error&pipeline=p%2F1");
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/vnd.elasticsearch+x-ndjson; compatible-with=9");
    assertThat(request.getHeaders().get("Accept"))
        .isEqualTo("application/vnd.elasticsearch+json; compatible-with=9");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("ApiKey abc");
    assertThat(request.getBody().utf8()).isEqualTo(Batches.text(two.batch()));
    assertThat(server.takeRequest().getTarget()).startsWith("/logs-app-default/_bulk");
  }

  @Test
  void gzippedBatchIsTheSameWhenItIsUnpacked() throws Exception {
    server.enqueue(info());
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(1, Optional.empty(), false)) {
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }

    server.takeRequest();
    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
    try (var gzip =
        new GZIPInputStream(new ByteArrayInputStream(request.getBody().toByteArray()))) {
      assertThat(new String(gzip.readAllBytes(), UTF_8)).isEqualTo(Batches.text(two.batch()));
    }
  }

  @Test
  void openSearchIsKnownAndSentPlainNdjson() throws InterruptedException {
    server.enqueue(json(200, OPENSEARCH_INFO));
    server.enqueue(json(200, OPENSEARCH_INFO));
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }

    server.takeRequest();
    server.takeRequest();
    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
  }

  @Test
  void contentTypeThatIsRefusedIsReplacedByThePlainOne() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(json(406, "{}"));
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two)).isInstanceOf(TryAgain.class);
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }

    server.takeRequest();
    server.takeRequest();
    assertThat(server.takeRequest().getHeaders().get("Content-Type"))
        .isEqualTo("application/x-ndjson");
  }

  @Test
  void otherServerBlocksAndIsAskedAgain() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().body("<html>hello</html>").build());
    server.enqueue(new MockResponse.Builder().body("<html>hello</html>").build());
    server.enqueue(info());
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two))
          .isInstanceOfSatisfying(
              Blocked.class,
              it ->
                  assertThat(it.reason())
                      .contains("neither Elasticsearch nor OpenSearch", "check the URL"));
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }
  }

  @Test
  void credentialsThatMayOnlyCreateDocumentsAreEnough() throws InterruptedException {
    server.enqueue(elastic(403, "{\"error\":{\"type\":\"security_exception\",\"reason\":\"r\"}}"));
    server.enqueue(elastic(403, "{}"));
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }
  }

  /** E3. */
  @Test
  void wrongCredentialsBlockAtTheFirstRequest() throws InterruptedException {
    server.enqueue(elastic(401, "{\"error\":\"no\",\"status\":401}"));
    server.enqueue(elastic(401, "{\"error\":\"no\",\"status\":401}"));

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two))
          .isInstanceOfSatisfying(
              Blocked.class,
              it -> assertThat(it.reason()).contains("API key").doesNotContain("abc"));
    }
  }

  /** E8 and E9 in one answer. */
  @Test
  void eachItemIsClassifiedByItself() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(
        bulk(
            "{\"create\":{\"status\":429,\"error\":{\"type\":\"full\",\"reason\":\"r\"}}}",
            "{\"create\":{\"status\":400,\"error\":{\"type\":\"bad\",\"reason\":\"r\"}}}"));

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two))
          .isInstanceOfSatisfying(
              PartlyDelivered.class,
              it -> {
                assertThat(it.retry()).containsExactly(0);
                assertThat(it.refused())
                    .containsExactly(new Delivery.Refused(1, "status 400, bad: r"));
              });
    }
  }

  /** E11: the connection ends in the middle of the answer. */
  @Test
  void answerThatIsCutOffIsTriedAgain() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(
        bulk(CREATED, CREATED).newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build());

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two)).isInstanceOf(TryAgain.class);
    }
  }

  /** E13: the server has acted on the request, and the answer is lost. */
  @Test
  void requestWhoseAnswerIsLostIsSentAgainWithTheSameIds() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    String conflict =
        "{\"create\":{\"status\":409,\"error\":{\"type\":\"version_conflict_engine_exception\","
            + "\"reason\":\"document already exists\"}}}";
    server.enqueue(bulk(conflict, conflict));

    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.send(two)).isInstanceOf(TryAgain.class);
      now.updateAndGet(time -> time.plusSeconds(60));
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }

    server.takeRequest();
    assertThat(server.takeRequest().getBody()).isEqualTo(server.takeRequest().getBody());
  }

  /** E1. */
  @Test
  void stalledAnswerIsTriedAgain() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    var options = options(List.of(url(server)), Duration.ofSeconds(1), 0, false);
    try (var output = new ElasticsearchOutput(options, clock)) {
      assertThat(output.send(two))
          .isInstanceOfSatisfying(
              TryAgain.class, it -> assertThat(it.reason()).contains("no answer", "within 1 s"));
    }
  }

  @Test
  void nodeThatIsDownIsPassedOverAndTriedLater() throws Exception {
    int port = portOfAServerThatIsGone();
    server.enqueue(info());
    for (int i = 0; i < 5; i++) {
      server.enqueue(bulk(CREATED, CREATED));
    }
    List<URI> urls = List.of(url(server), URI.create("http://127.0.0.1:" + port));
    var options = options(urls, Duration.ofSeconds(20), 0, false);
    try (var output = new ElasticsearchOutput(options, clock);
        var revived = new MockWebServer()) {
      assertThat(output.send(two)).isInstanceOf(TryAgain.class);
      for (int i = 0; i < 3; i++) {
        assertThat(output.send(two)).isEqualTo(new Delivered());
      }

      revived.start(port);
      revived.enqueue(bulk(CREATED, CREATED));
      now.updateAndGet(time -> time.plusSeconds(2));

      assertThat(output.send(two)).isEqualTo(new Delivered());
      assertThat(output.send(two)).isEqualTo(new Delivered());
      assertThat(revived.getRequestCount()).isEqualTo(1);
    }
  }

  private static int portOfAServerThatIsGone() throws IOException {
    try (var other = new MockWebServer()) {
      other.start();
      return other.getPort();
    }
  }

  @Test
  void templateIsInstalledWhenThereIsNone() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(
        elastic(
            404,
            "{\"error\":{\"type\":\"resource_not_found_exception\","
                + "\"reason\":\"no template\"},\"status\":404}"));
    server.enqueue(elastic(200, "{\"acknowledged\":true}"));
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(0, Optional.empty(), true)) {
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }

    server.takeRequest();
    assertThat(server.takeRequest().getTarget()).isEqualTo("/_index_template/tailrace-logs-app");
    RecordedRequest put = server.takeRequest();
    assertThat(put.getMethod()).isEqualTo("PUT");
    assertThat(put.getTarget()).isEqualTo("/_index_template/tailrace-logs-app");
    assertThat(put.getBody().utf8())
        .contains("\"index_patterns\":[\"logs-app-*\"]", "\"data_stream\":{", "\"version\":1")
        .contains("\"@timestamp\":{", "\"dynamic_templates\":[");
  }

  @Test
  void templateThatIsThereIsLeftAlone() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(
        elastic(
            200,
            "{\"index_templates\":[{\"name\":\"tailrace-logs-app\",\"index_template\":"
                + "{\"index_patterns\":[\"logs-app-*\"],\"composed_of\":[],\"version\":1}}]}"));
    server.enqueue(bulk(CREATED, CREATED));

    try (var output = output(0, Optional.empty(), true)) {
      assertThat(output.send(two)).isEqualTo(new Delivered());
    }

    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void templateThatIsRefusedBlocks() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(
        elastic(
            403,
            "{\"error\":{\"type\":\"security_exception\",\"reason\":\"unauthorized\"},"
                + "\"status\":403}"));

    try (var output = output(0, Optional.empty(), true)) {
      assertThat(output.send(two))
          .isInstanceOfSatisfying(
              Blocked.class,
              it -> assertThat(it.reason()).contains("index template", "unauthorized"));
    }
  }

  @Test
  void reachNamesTheProductOrSaysWhatToDo() throws InterruptedException {
    server.enqueue(info());
    server.enqueue(elastic(401, "{}"));
    server.enqueue(elastic(401, "{}"));
    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.reach()).isEqualTo(new Reached("Elasticsearch 9.5.3, cluster \"logs\""));
      assertThat(output.reach())
          .isEqualTo(
              new Unreachable(
                  "the credentials are not accepted: check API key, user name and password"));
      server.close();
      assertThat(output.reach())
          .isInstanceOfSatisfying(
              Unreachable.class,
              it ->
                  assertThat(it.reason())
                      .contains("connection")
                      .endsWith(": is Elasticsearch up, and the URL right?"));
    }
  }

  @Test
  void deadLetterIsTheDocumentWithItsTargetAndId() {
    try (var output = output(0, Optional.empty(), false)) {
      assertThat(output.deadLetter(two.batch(), 1))
          .isEqualTo(
              "{\"target\":\"logs-app-default\",\"id\":\"AZsk3kWyT0aXbC12-0000000064\","
                  + "\"document\":{\"@timestamp\":\"2026-01-02T03:04:05.000Z\","
                  + "\"message\":\"second\",\"log.file.path\":\"/var/log/app.log\","
                  + "\"log.offset\":100}}");
    }
  }

  private ElasticsearchOutput output(int gzip, Optional<String> pipeline, boolean template) {
    var options = options(List.of(url(server)), Duration.ofSeconds(20), gzip, template);
    return new ElasticsearchOutput(
        new ElasticsearchOptions(
            options.name(),
            options.urls(),
            options.http(),
            options.target(),
            options.gzipLevel(),
            pipeline,
            options.template(),
            options.maxInFlight()),
        clock);
  }

  private static ElasticsearchOptions options(
      List<URI> urls, Duration timeout, int gzip, boolean template) {
    return new ElasticsearchOptions(
        "elasticsearch",
        urls,
        new HttpOptions(timeout, Map.of(), Optional.of(() -> "ApiKey abc"), HttpOptions.Tls.SYSTEM),
        new Target.DataStream("app", "default"),
        gzip,
        Optional.empty(),
        template,
        2);
  }

  private static URI url(MockWebServer server) {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  private static MockResponse info() {
    return elastic(200, INFO);
  }

  private static MockResponse bulk(String... items) {
    boolean errors = !List.of(items).stream().allMatch(CREATED::equals);
    return elastic(
        200, "{\"errors\":" + errors + ",\"took\":3,\"items\":[" + String.join(",", items) + "]}");
  }

  private static MockResponse elastic(int status, String body) {
    return json(status, body).newBuilder().addHeader("X-Elastic-Product", "Elasticsearch").build();
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
