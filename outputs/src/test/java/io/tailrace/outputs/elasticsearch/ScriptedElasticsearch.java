package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An Elasticsearch on loopback that keeps documents by their id as {@code create} does, reads the
 * body of {@code _bulk} line by line, and can be told to fail. Answers one request at a time; may
 * be asked from any thread.
 */
final class ScriptedElasticsearch implements AutoCloseable {
  private static final String INFO =
      """
      {"name":"n","cluster_name":"logs","cluster_uuid":"u","version":{"number":"9.5.3",
       "build_flavor":"default","build_type":"jar","build_hash":"h",
       "build_date":"2026-01-01T00:00:00.000Z","build_snapshot":false,"lucene_version":"10.3.0",
       "minimum_wire_compatibility_version":"8.19.0",
       "minimum_index_compatibility_version":"8.0.0"},"tagline":"You Know, for Search"}
      """;
  private static final JsonMapper JSON = new JsonMapper();

  /** One bulk request, as it was read. */
  record Bulk(RecordedRequest request, List<String> ids, List<JsonNode> documents, int bytes) {
    String message(int i) {
      return documents.get(i).path("message").asString();
    }

    List<String> messages() {
      return documents.stream().map(document -> document.path("message").asString()).toList();
    }
  }

  /** Answers a bulk request, or says by null that it is to be stored as any other. */
  interface Mood {
    @Nullable MockResponse answer(Bulk bulk);
  }

  private final MockWebServer server = new MockWebServer();

  // Guards all that follows.
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, JsonNode> documents = new LinkedHashMap<>();
  private final List<Bulk> bulks = new ArrayList<>();
  private final Deque<Function<Bulk, MockResponse>> next = new ArrayDeque<>();
  private Mood mood = bulk -> null;
  private Function<String, Optional<String>> itemTrouble = message -> Optional.empty();

  private ScriptedElasticsearch() {}

  static ScriptedElasticsearch start() throws IOException {
    return start(0, null);
  }

  /**
   * @param port 0 for a free one
   * @param tls null for plain HTTP
   */
  static ScriptedElasticsearch start(int port, @Nullable SSLSocketFactory tls) throws IOException {
    var elasticsearch = new ScriptedElasticsearch();
    elasticsearch.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return elasticsearch.locked(() -> elasticsearch.answer(request));
          }
        });
    if (tls != null) {
      elasticsearch.server.useHttps(tls);
    }
    elasticsearch.server.start(InetAddress.getLoopbackAddress(), port);
    return elasticsearch;
  }

  /** Wants a certificate of each client. */
  void requireClientAuth() {
    server.requireClientAuth();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  int port() {
    return server.getPort();
  }

  /** How many requests there were, of any kind. */
  int requestCount() {
    return server.getRequestCount();
  }

  /** The messages of what is stored, in the order it was stored in. */
  List<String> messages() {
    return locked(
        () -> documents.values().stream().map(d -> d.path("message").asString()).toList());
  }

  /** The ids of what is stored. */
  List<String> ids() {
    return locked(() -> List.copyOf(documents.keySet()));
  }

  /** All bulk requests, also those that failed. */
  List<Bulk> bulks() {
    return locked(() -> List.copyOf(bulks));
  }

  /** Answers the next bulk request so and stores nothing. */
  void answerNext(int status, String body, String... headers) {
    answerNext(bulk -> response(status, body, headers));
  }

  /** Has the next bulk request end in this way, and stores nothing. */
  void breakNext(SocketEffect effect) {
    answerNext(bulk -> new MockResponse.Builder().onResponseStart(effect).build());
  }

  /** Stores the next bulk request and closes the connection instead of answering. */
  void storeNextAndHangUp() {
    answerNext(bulk -> {
      store(bulk);
      return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    });
  }

  /** Stores the next bulk request and answers something else than it should. */
  void storeNextAndAnswer(Function<String, MockResponse> answer) {
    answerNext(bulk -> answer.apply(store(bulk)));
  }

  void answerNext(Function<Bulk, MockResponse> answer) {
    locked(() -> next.add(answer));
  }

  /** Looks at each bulk request from now on. */
  void mood(Mood mood) {
    locked(() -> this.mood = mood);
  }

  /** What is wrong with the item of a message: {@code {"status":400,"error":{…}}}. */
  void itemTrouble(Function<String, Optional<String>> trouble) {
    locked(() -> this.itemTrouble = trouble);
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private MockResponse answer(RecordedRequest request) {
    if (!request.getUrl().encodedPath().endsWith("/_bulk")) {
      return response(200, INFO);
    }
    Bulk bulk = read(request);
    bulks.add(bulk);
    Function<Bulk, MockResponse> scripted = next.poll();
    if (scripted != null) {
      return scripted.apply(bulk);
    }
    MockResponse moody = mood.answer(bulk);
    return moody == null ? response(200, store(bulk)) : moody;
  }

  /** Every other line is an action, and there must be no other action than {@code create}. */
  private static Bulk read(RecordedRequest request) {
    byte[] body = request.getBody().toByteArray();
    String[] lines = new String(body, UTF_8).split("\n", -1);
    if (lines.length % 2 != 1 || !lines[lines.length - 1].isEmpty()) {
      throw new IllegalStateException("not pairs of lines: " + lines.length);
    }
    var ids = new ArrayList<String>();
    var documents = new ArrayList<JsonNode>();
    for (int i = 0; i + 1 < lines.length; i += 2) {
      JsonNode action = JSON.readTree(lines[i]);
      if (action.size() != 1 || action.path("create").size() != 1) {
        throw new IllegalStateException("not an action of ours: " + lines[i]);
      }
      ids.add(action.at("/create/_id").asString());
      documents.add(JSON.readTree(lines[i + 1]));
    }
    return new Bulk(request, ids, documents, body.length);
  }

  private String store(Bulk bulk) {
    List<String> items =
        IntStream.range(0, bulk.ids().size())
            .mapToObj(i -> "{\"create\":" + store(bulk, i) + "}")
            .toList();
    boolean errors = items.stream().anyMatch(item -> item.contains("error"));
    return items.stream()
        .collect(
            Collectors.joining(",", "{\"errors\":" + errors + ",\"took\":3,\"items\":[", "]}"));
  }

  private String store(Bulk bulk, int i) {
    Optional<String> trouble = itemTrouble.apply(bulk.message(i));
    if (trouble.isPresent()) {
      return trouble.get();
    }
    boolean isNew = documents.putIfAbsent(bulk.ids().get(i), bulk.documents().get(i)) == null;
    return isNew
        ? "{\"status\":201}"
        : failure(409, "version_conflict_engine_exception", "document already exists");
  }

  /** {@code {"status":400,"error":{…}}}. */
  static String failure(int status, String type, String reason) {
    return "{\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"%s\"}}"
        .formatted(status, type, reason);
  }

  static MockResponse response(int status, String body, String... headers) {
    Headers all =
        Headers.of(headers)
            .newBuilder()
            .add("Content-Type", "application/json")
            .add("X-Elastic-Product", "Elasticsearch")
            .build();
    return new MockResponse(status, all, body);
  }

  @Override
  public void close() {
    server.close();
  }
}
