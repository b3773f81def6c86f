package io.tailrace.agent.demo;

import io.tailrace.agent.stage.DestinationClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * A data stream of an Elasticsearch, one started for the demo or the user's; also the torture's.
 */
public final class ElasticsearchDestination implements Destination {
  /** A few MB at a time: within the demo's small heap, and few requests. */
  private static final int PAGE = 1000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final URI url;
  private final String dataset;
  private final Map<String, String> credentials;
  private final DestinationClient client;
  private final String version;

  /**
   * @param dataset the third part of {@code logs-DATASET-default}
   * @param environment of the demo, for {@code TAILRACE_ELASTICSEARCH_API_KEY}, or {@code
   *     …_USERNAME} and {@code …_PASSWORD}
   * @throws IOException when it is not an Elasticsearch that answers
   */
  public ElasticsearchDestination(URI url, String dataset, Map<String, String> environment)
      throws IOException {
    this.url = url;
    this.dataset = dataset;
    this.credentials = credentials(environment);
    this.client = new DestinationClient(url, headers(credentials));
    this.version = client.get(client.path("").build()).at("/version/number").asString();
  }

  @Override
  public String name() {
    return "Elasticsearch " + version;
  }

  @Override
  public Map<String, String> agentSettings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_OUTPUTS", "elasticsearch");
    settings.put("TAILRACE_ELASTICSEARCH_URL", url.toString());
    settings.put("TAILRACE_ELASTICSEARCH_DATASET", dataset);
    settings.put("TAILRACE_ELASTICSEARCH_TEMPLATE", "true");
    settings.putAll(credentials);
    return settings;
  }

  @Override
  public Duration lookEvery() {
    return LOOK_EVERY;
  }

  /**
   * Counts by the shards' global checkpoints: what every copy of a shard has on its disk. That
   * needs no refresh, so looking does not change what is looked at.
   */
  @Override
  public OptionalLong stored() {
    try {
      long sum = 0;
      for (JsonNode shard : primaries()) {
        sum += shard.at("/seq_no/global_checkpoint").asLong() + 1;
      }
      return OptionalLong.of(sum);
    } catch (DestinationClient.RefusedException e) {
      return e.status() == 404 ? OptionalLong.of(0) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** The position is the document's sequence number, if there is but one shard to number them. */
  @Override
  public void forEach(RecordConsumer consumer) throws IOException {
    client.post(client.path(stream() + "/_refresh").build(), "");
    boolean numbered = primaries().size() == 1;
    JsonNode page = client.post(firstPage(), "{\"sort\":[\"_doc\"]}");
    while (!page.at("/hits/hits").isEmpty()) {
      for (JsonNode hit : page.at("/hits/hits")) {
        OptionalLong position =
            numbered ? OptionalLong.of(hit.path("_seq_no").asLong()) : OptionalLong.empty();
        consumer.accept(hit.path("_source").toString(), position);
      }
      page = nextPage(page.path("_scroll_id").asString());
    }
  }

  @Override
  public String query() {
    return "curl '%s/%s/_search?q=log.level:error&size=3&pretty'".formatted(url, stream());
  }

  /** Removes the demo's data stream from a server that stays. */
  public void removeData() throws IOException {
    client.delete(client.path("_data_stream/" + stream()).build());
  }

  private String stream() {
    return "logs-" + dataset + "-default";
  }

  private HttpUrl firstPage() {
    return client
        .path(stream() + "/_search")
        .addQueryParameter("scroll", "1m")
        .addQueryParameter("size", Integer.toString(PAGE))
        .addQueryParameter("seq_no_primary_term", "true")
        .build();
  }

  private JsonNode nextPage(String scroll) throws IOException {
    return client.post(
        client.path("_search/scroll").build(),
        "{\"scroll\":\"1m\",\"scroll_id\":\"" + scroll + "\"}");
  }

  private List<JsonNode> primaries() throws IOException {
    HttpUrl stats =
        client
            .path(stream() + "/_stats")
            .addQueryParameter("level", "shards")
            .addQueryParameter(
                "filter_path", "indices.*.shards.*.seq_no,indices.*.shards.*.routing.primary")
            .build();
    return client
        .get(stats)
        .path("indices")
        .valueStream()
        .flatMap(index -> index.path("shards").valueStream())
        .flatMap(JsonNode::valueStream)
        .filter(shard -> shard.at("/routing/primary").asBoolean())
        .toList();
  }

  private static Map<String, String> credentials(Map<String, String> environment) {
    var credentials = new LinkedHashMap<String, String>();
    for (String name : new String[] {"API_KEY", "USERNAME", "PASSWORD"}) {
      String value = environment.get("TAILRACE_ELASTICSEARCH_" + name);
      if (value != null) {
        credentials.put("TAILRACE_ELASTICSEARCH_" + name, value);
      }
    }
    return credentials;
  }

  private static String base64(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(Map<String, String> credentials) {
    String key = credentials.get("TAILRACE_ELASTICSEARCH_API_KEY");
    if (key != null) {
      return Map.of("Authorization", "ApiKey " + (key.contains(":") ? base64(key) : key));
    }
    String username = credentials.get("TAILRACE_ELASTICSEARCH_USERNAME");
    return username == null
        ? Map.of()
        : Map.of(
            "Authorization",
            DestinationClient.basic(
                username, credentials.getOrDefault("TAILRACE_ELASTICSEARCH_PASSWORD", "")));
  }
}
