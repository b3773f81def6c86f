package io.tailrace.agent.demo;

import io.tailrace.agent.stage.DestinationClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** A Loki of the user's: the streams with a label of this demo's own. */
final class LokiDestination implements Destination {
  /** Loki's own default for {@code max_entries_limit_per_query}. */
  private static final int PAGE = 5000;

  /** Each look is a query over all the demo wrote. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final List<String> CREDENTIALS =
      List.of("TAILRACE_LOKI_TENANT", "TAILRACE_LOKI_USERNAME", "TAILRACE_LOKI_PASSWORD");

  private final URI url;
  private final String job;
  private final Instant since;
  private final Map<String, String> credentials;
  private final DestinationClient client;

  /**
   * @param job the value of the label {@code job}, of no other run
   * @param since no event is older
   * @param environment of the demo, for {@code TAILRACE_LOKI_TENANT}, {@code …_USERNAME} and {@code
   *     …_PASSWORD}
   */
  LokiDestination(URI url, String job, Instant since, Map<String, String> environment)
      throws IOException {
    this.url = url;
    this.job = job;
    this.since = since;
    this.credentials = new LinkedHashMap<>();
    for (String name : CREDENTIALS) {
      String value = environment.get(name);
      if (value != null) {
        credentials.put(name, value);
      }
    }
    this.client = new DestinationClient(url, headers(credentials));
    client.get(client.path("loki/api/v1/labels").build());
  }

  @Override
  public String name() {
    return "Loki";
  }

  @Override
  public Map<String, String> agentSettings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_OUTPUTS", "loki");
    settings.put("TAILRACE_LOKI_URL", url.toString());
    settings.put("TAILRACE_LOKI_LABELS", "job=" + job);
    settings.putAll(credentials);
    return settings;
  }

  @Override
  public Duration lookEvery() {
    return LOOK_EVERY;
  }

  @Override
  public OptionalLong stored() {
    HttpUrl count =
        client
            .path("loki/api/v1/query")
            .addQueryParameter("query", "sum(count_over_time(" + selector() + "[1h]))")
            .build();
    try {
      return OptionalLong.of(client.get(count).at("/data/result/0/value/1").asLong(0));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Pages forward in time. A full page may have been cut between lines of one nanosecond, so those
   * of its last nanosecond are left to the next page.
   */
  @Override
  public void forEach(RecordConsumer consumer) throws IOException {
    long from = nanos(since);
    List<Entry> page;
    do {
      page = page(from);
      boolean full = page.size() >= PAGE;
      long upTo = full ? page.getLast().nanos() : Long.MAX_VALUE;
      if (upTo == from) {
        throw new IOException("more than " + PAGE + " lines of one nanosecond: " + from);
      }
      for (Entry entry : page) {
        if (entry.nanos() < upTo) {
          consumer.accept(entry.line(), OptionalLong.empty());
        }
      }
      from = upTo;
    } while (page.size() >= PAGE);
  }

  @Override
  public String query() {
    return "curl -G '%s/loki/api/v1/query_range' --data-urlencode 'query=%s' -d limit=3"
        .formatted(url, selector());
  }

  private record Entry(long nanos, String line) {}

  private List<Entry> page(long fromNanos) throws IOException {
    HttpUrl range =
        client
            .path("loki/api/v1/query_range")
            .addQueryParameter("query", selector())
            .addQueryParameter("direction", "forward")
            .addQueryParameter("limit", Integer.toString(PAGE))
            .addQueryParameter("start", Long.toString(fromNanos))
            .addQueryParameter("end", Long.toString(nanos(since.plus(Duration.ofHours(1)))))
            .build();
    var entries = new ArrayList<Entry>();
    for (JsonNode stream : client.get(range).at("/data/result")) {
      for (JsonNode value : stream.path("values")) {
        entries.add(new Entry(value.path(0).asLong(), value.path(1).asString()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::nanos));
    return entries;
  }

  private String selector() {
    return "{job=\"" + job + "\"}";
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  private static Map<String, String> headers(Map<String, String> credentials) {
    var headers = new LinkedHashMap<String, String>();
    String tenant = credentials.get("TAILRACE_LOKI_TENANT");
    if (tenant != null) {
      headers.put("X-Scope-OrgID", tenant);
    }
    String username = credentials.get("TAILRACE_LOKI_USERNAME");
    if (username != null) {
      String password = credentials.getOrDefault("TAILRACE_LOKI_PASSWORD", "");
      headers.put("Authorization", DestinationClient.basic(username, password));
    }
    return headers;
  }
}
