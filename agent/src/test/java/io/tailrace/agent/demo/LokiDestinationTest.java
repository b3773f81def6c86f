package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as Loki documents {@code query} and {@code query_range}. */
class LokiDestinationTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SINCE_NANOS = SINCE.getEpochSecond() * 1_000_000_000;

  private final MockWebServer server = new MockWebServer();
  private final FakeLoki loki = new FakeLoki();

  @BeforeEach
  void setUp() throws IOException {
    server.setDispatcher(loki);
    server.start();
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void everyLineIsSeenOnceOverPagesCutWithinANanosecond() throws IOException {
    var written = new ArrayList<String>();
    for (int i = 0; i < 12_345; i++) {
      // Four lines of each nanosecond, in two streams: a page of 5,000 is cut within some of them.
      loki.add(i % 2 == 0 ? "a" : "b", SINCE_NANOS + 3 + i / 4, "line " + i);
      written.add("line " + i);
    }
    loki.add("a", SINCE_NANOS + 3, "line 0");
    written.add("line 0");

    var found = new ArrayList<String>();
    destination().forEach((text, position) -> found.add(text));

    assertThat(found).containsExactlyInAnyOrderElementsOf(written);
    assertThat(destination().stored()).hasValue(written.size());
  }

  @Test
  void moreLinesOfOneNanosecondThanAPageAreSaidNotSkipped() {
    for (int i = 0; i < 6_000; i++) {
      loki.add("a", SINCE_NANOS, "line " + i);
    }

    assertThatThrownBy(() -> destination().forEach((text, position) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of one nanosecond");
  }

  @Test
  void aLokiThatDoesNotAnswerIsDownAndNotEmpty() throws IOException {
    LokiDestination destination = destination();

    server.close();

    assertThat(destination.stored()).isEmpty();
  }

  @Test
  void theAgentsCredentialsAreUsed() throws Exception {
    destination();

    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("X-Scope-OrgID")).isEqualTo("team");
    assertThat(destination().agentSettings())
        .containsEntry("TAILRACE_OUTPUTS", "loki")
        .containsEntry("TAILRACE_LOKI_LABELS", "job=run")
        .containsEntry("TAILRACE_LOKI_TENANT", "team");
  }

  private LokiDestination destination() throws IOException {
    URI url = server.url("/").uri();
    return new LokiDestination(url, "run", SINCE, Map.of("TAILRACE_LOKI_TENANT", "team"));
  }

  /** Entries of streams, looked up as Loki does: forward in time, cut off at the limit. */
  private static final class FakeLoki extends Dispatcher {
    private record Entry(String stream, long nanos, String line) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(String stream, long nanos, String line) {
      entries.add(new Entry(stream, nanos, line));
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      HttpUrl url = request.getUrl();
      String answer =
          switch (url.encodedPath()) {
            case "/loki/api/v1/labels" -> "{\"status\":\"success\",\"data\":[]}";
            case "/loki/api/v1/query" -> count();
            case "/loki/api/v1/query_range" -> range(url);
            default -> throw new IllegalStateException("not Loki's: " + url);
          };
      return new MockResponse.Builder().body(answer).build();
    }

    private String count() {
      return "{\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1.5,\"%d\"]}]}}"
          .formatted(entries.size());
    }

    private String range(HttpUrl url) {
      long start = Long.parseLong(parameter(url, "start"));
      long end = Long.parseLong(parameter(url, "end"));
      var streams = new TreeMap<String, List<Entry>>();
      assertThat(parameter(url, "direction")).isEqualTo("forward");
      assertThat(parameter(url, "query")).isEqualTo("{job=\"run\"}");
      entries.stream()
          .filter(entry -> entry.nanos() >= start && entry.nanos() < end)
          .sorted((a, b) -> Long.compare(a.nanos(), b.nanos()))
          .limit(Long.parseLong(parameter(url, "limit")))
          .forEach(
              entry -> streams.computeIfAbsent(entry.stream(), s -> new ArrayList<>()).add(entry));
      return streams.entrySet().stream()
          .map(stream ->
              "{\"stream\":{\"s\":\""
                  + stream.getKey()
                  + "\"},\"values\":"
                  + values(stream.getValue())
                  + "}")
          .collect(
              Collectors.joining(",", "{\"data\":{\"resultType\":\"streams\",\"result\":[", "]}}"));
    }

    private static String values(List<Entry> entries) {
      return entries.stream()
          .map(entry -> "[\"%d\",\"%s\"]".formatted(entry.nanos(), entry.line()))
          .collect(Collectors.joining(",", "[", "]"));
    }

    private static String parameter(HttpUrl url, String name) {
      return Optional.ofNullable(url.queryParameter(name))
          .orElseThrow(() -> new IllegalStateException("without " + name + ": " + url));
    }
  }
}
