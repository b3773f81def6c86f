package io.tailrace.agent.it;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The Loki that a test ships to: a scripted one that applies Loki's documented rules, or the user's
 * own, named by {@value #URL} and asked with queries. The user's tenant and credentials are those
 * the agent would take: {@code TAILRACE_LOKI_TENANT}, {@code …_USERNAME} and {@code …_PASSWORD}.
 */
final class LokiUnderTest implements AutoCloseable {
  static final String URL = "TAILRACE_IT_LOKI_URL";
  private static final String PREFIX = "TAILRACE_LOKI_";

  /** Loki's own default for {@code max_entries_limit_per_query}. */
  private static final int PAGE = 5000;

  /**
   * A line as it is stored.
   *
   * @param labels of its stream; a real Loki adds the structured metadata to them
   */
  record Entry(Map<String, String> labels, long nanos, String line) {}

  private final URI url;
  private final @Nullable ScriptedLoki scripted;
  private final Map<String, String> credentials;
  private final String run = "tailrace-it-" + Long.toString(System.currentTimeMillis(), 36);

  private LokiUnderTest(URI url, @Nullable ScriptedLoki scripted, Map<String, String> credentials) {
    this.url = url;
    this.scripted = scripted;
    this.credentials = Map.copyOf(credentials);
  }

  /**
   * The user's, or a scripted one.
   *
   * @param environment of this process
   */
  static LokiUnderTest choose(Map<String, String> environment) throws IOException {
    String users = environment.get(URL);
    if (users == null) {
      ScriptedLoki scripted = ScriptedLoki.start();
      return new LokiUnderTest(scripted.url(), scripted, Map.of());
    }
    var credentials = new LinkedHashMap<String, String>();
    for (String name : List.of("TENANT", "USERNAME", "PASSWORD")) {
      String value = environment.get(PREFIX + name);
      if (value != null) {
        credentials.put(PREFIX + name, value);
      }
    }
    return new LokiUnderTest(URI.create(users), null, credentials);
  }

  /** What makes an agent ship to it, with a label that no other run has. */
  Map<String, String> settings() {
    var settings = new LinkedHashMap<>(credentials);
    settings.put("TAILRACE_OUTPUTS", "loki");
    settings.put(PREFIX + "URL", url.toString());
    settings.put(PREFIX + "LABELS", "job=" + run);
    return settings;
  }

  /** The value of the label {@code job}. */
  String job() {
    return run;
  }

  /**
   * All lines of this run, by their time. Pages forward; a page may end between entries of one
   * nanosecond, so the next one begins with that nanosecond again, and what was seen of it is left
   * out.
   *
   * @param since no line is older
   */
  List<Entry> entries(Instant since) throws IOException, InterruptedException {
    var entries = new ArrayList<Entry>();
    long from = nanos(since);
    Set<Entry> seen = new HashSet<>();
    List<Entry> page;
    try (var http = new JsonHttp(url, headers())) {
      do {
        page = page(http, from);
        long last = page.isEmpty() ? from : page.getLast().nanos();
        page.stream().filter(entry -> !seen.contains(entry)).forEach(entries::add);
        seen.clear();
        page.stream().filter(entry -> entry.nanos() == last).forEach(seen::add);
        if (page.size() == PAGE && last == from) {
          throw new IOException("more than " + PAGE + " lines of one nanosecond: " + from);
        }
        from = last;
      } while (page.size() == PAGE);
    }
    return entries;
  }

  private List<Entry> page(JsonHttp http, long fromNanos) throws IOException, InterruptedException {
    String query = URLEncoder.encode("{job=\"" + run + "\"}", StandardCharsets.UTF_8);
    long toNanos = nanos(Instant.now().plusSeconds(60));
    var entries = new ArrayList<Entry>();
    JsonNode answer =
        http.get(
            "/loki/api/v1/query_range?direction=forward&limit=%d&start=%d&end=%d&query=%s"
                .formatted(PAGE, fromNanos, toNanos, query));
    for (JsonNode stream : answer.at("/data/result")) {
      var labels = new LinkedHashMap<String, String>();
      stream
          .path("stream")
          .properties()
          .forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
      for (JsonNode value : stream.path("values")) {
        entries.add(
            new Entry(labels, Long.parseLong(value.path(0).asString()), value.path(1).asString()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::nanos));
    return entries;
  }

  private Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    String tenant = credentials.get(PREFIX + "TENANT");
    if (tenant != null) {
      headers.put("X-Scope-OrgID", tenant);
    }
    String username = credentials.get(PREFIX + "USERNAME");
    if (username != null) {
      headers.put(
          "Authorization",
          okhttp3.Credentials.basic(username, credentials.getOrDefault(PREFIX + "PASSWORD", "")));
    }
    return headers;
  }

  /** Has the server fail, if it is ours, while something happens. */
  void outage(Outage meanwhile) throws IOException, InterruptedException {
    if (scripted == null) {
      meanwhile.pass(false);
      return;
    }
    scripted.down(true);
    meanwhile.pass(true);
    scripted.down(false);
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  @Override
  public void close() {
    if (scripted != null) {
      scripted.close();
    }
  }
}
