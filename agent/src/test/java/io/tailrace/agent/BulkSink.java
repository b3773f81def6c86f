package io.tailrace.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of an Elasticsearch on loopback as dead letters need: keeps documents by their id,
 * refuses those it is told to, answers one request at a time. From any thread.
 */
public final class BulkSink implements AutoCloseable {
  private static final String INFO =
      "{\"version\":{\"number\":\"9.5.3\",\"build_flavor\":\"default\"},\"cluster_name\":\"c\","
          + "\"tagline\":\"You Know, for Search\"}";

  private final String scheme;
  private final MockWebServer server = new MockWebServer();
  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(10_000).build())
                  .build())
          .build();
  private final Map<String, JsonNode> stored = new LinkedHashMap<>();
  private Predicate<JsonNode> refused = document -> false;
  private Runnable onBulk = () -> {};
  private Consumer<String> raw = document -> {};
  private int status = 200;

  private BulkSink(String scheme) {
    this.scheme = scheme;
  }

  public static BulkSink start() throws IOException {
    return start(Optional.empty());
  }

  /** The same over TLS. */
  public static BulkSink start(SSLSocketFactory tls) throws IOException {
    return start(Optional.of(tls));
  }

  private static BulkSink start(Optional<SSLSocketFactory> tls) throws IOException {
    var sink = new BulkSink(tls.isPresent() ? "https" : "http");
    tls.ifPresent(sink.server::useHttps);
    sink.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return sink.answer(request);
          }
        });
    sink.server.start(InetAddress.getLoopbackAddress(), 0);
    return sink;
  }

  public String url() {
    return scheme + "://127.0.0.1:" + server.getPort();
  }

  /** Documents by their id, in the order they came. */
  public synchronized Map<String, JsonNode> stored() {
    return new LinkedHashMap<>(stored);
  }

  /** What is refused for good from now on. */
  public synchronized void refuse(Predicate<JsonNode> refused) {
    this.refused = refused;
  }

  /** Answers every bulk request so, unless it is 200. */
  synchronized void status(int status) {
    this.status = status;
  }

  /** Is given each document that is stored, as it came. */
  synchronized void rawDocuments(Consumer<String> raw) {
    this.raw = raw;
  }

  /** Called before a bulk request is answered, and stored. */
  synchronized void onBulk(Runnable onBulk) {
    this.onBulk = onBulk;
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    if (!request.getUrl().encodedPath().endsWith("/_bulk")) {
      return answer(200, INFO);
    }
    onBulk.run();
    if (status != 200) {
      return answer(status, "{}");
    }
    String[] lines = new String(unpacked(request), UTF_8).split("\n", -1);
    List<String> items = new ArrayList<>();
    for (int i = 0; i + 1 < lines.length; i += 2) {
      items.add("{\"create\":" + store(lines[i], lines[i + 1]) + "}");
    }
    return answer(200, "{\"took\":1,\"errors\":true,\"items\":[" + String.join(",", items) + "]}");
  }

  private static byte[] unpacked(RecordedRequest request) {
    byte[] body = request.getBody().toByteArray();
    if (request.getHeaders().get("Content-Encoding") == null) {
      return body;
    }
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String store(String action, String line) {
    String id = json.readTree(action).at("/create/_id").asString();
    JsonNode document = json.readTree(line);
    if (refused.test(document)) {
      return "{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"no\"}}";
    }
    raw.accept(line);
    boolean isNew = stored.putIfAbsent(id, document) == null;
    return isNew
        ? "{\"status\":201}"
        : "{\"status\":409,\"error\":{\"type\":\"version_conflict_engine_exception\"}}";
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse(
        status,
        Headers.of("Content-Type", "application/json", "X-Elastic-Product", "Elasticsearch"),
        body);
  }

  @Override
  public void close() {
    server.close();
  }
}
