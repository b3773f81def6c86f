package io.tailrace.agent.it;

import io.tailrace.agent.demo.ElasticsearchProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Elasticsearch that a test ships to: a real one that is started for it and may be killed, or
 * the user's own, named by {@value #URL}, which is left alone but for data streams of the test that
 * are removed at its end. The user's credentials are those the agent would take: {@code
 * TAILRACE_ELASTICSEARCH_API_KEY}, or {@code …_USERNAME} and {@code …_PASSWORD}.
 */
final class ElasticsearchUnderTest implements AutoCloseable {
  static final String URL = "TAILRACE_IT_ELASTICSEARCH_URL";
  private static final String PREFIX = "TAILRACE_ELASTICSEARCH_";

  private final URI url;
  private final @Nullable ElasticsearchProcess own;
  private final Map<String, String> credentials;
  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  private final List<DataStream> streams = new ArrayList<>();

  private ElasticsearchUnderTest(
      URI url, @Nullable ElasticsearchProcess own, Map<String, String> credentials) {
    this.url = url;
    this.own = own;
    this.credentials = Map.copyOf(credentials);
  }

  /**
   * The user's, or one started in the folder.
   *
   * @param environment of this process
   */
  static ElasticsearchUnderTest choose(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    String users = environment.get(URL);
    if (users == null) {
      ElasticsearchProcess own = ElasticsearchProcess.start(folder.resolve("elasticsearch"));
      return new ElasticsearchUnderTest(own.url(), own, Map.of());
    }
    var credentials = new LinkedHashMap<String, String>();
    for (String name : List.of("API_KEY", "USERNAME", "PASSWORD")) {
      String value = environment.get(PREFIX + name);
      if (value != null) {
        credentials.put(PREFIX + name, value);
      }
    }
    return new ElasticsearchUnderTest(URI.create(users), null, credentials);
  }

  /** What makes an agent ship to this dataset. */
  Map<String, String> settings(String dataset) {
    var settings = new LinkedHashMap<>(credentials);
    settings.put("TAILRACE_OUTPUTS", "elasticsearch");
    settings.put(PREFIX + "URL", url.toString());
    settings.put(PREFIX + "DATASET", datasetOfRun(dataset));
    settings.put(PREFIX + "TEMPLATE", "true");
    return settings;
  }

  /** What is in the dataset. */
  DataStream stream(String dataset) {
    var stream = new DataStream(url, datasetOfRun(dataset), headers());
    streams.add(stream);
    return stream;
  }

  private String datasetOfRun(String dataset) {
    return "tailrace_it_" + dataset + "_" + run;
  }

  /** Kills the server, if it is ours to kill, and starts it again after what happens meanwhile. */
  void outage(Outage meanwhile) throws IOException, InterruptedException {
    if (own == null) {
      meanwhile.pass(false);
      return;
    }
    own.kill();
    meanwhile.pass(true);
    own.startAgain();
  }

  private Map<String, String> headers() {
    String key = credentials.get(PREFIX + "API_KEY");
    if (key != null) {
      return Map.of("Authorization", "ApiKey " + (key.contains(":") ? base64(key) : key));
    }
    String username = credentials.get(PREFIX + "USERNAME");
    return username == null
        ? Map.of()
        : Map.of(
            "Authorization",
            "Basic " + base64(username + ":" + credentials.getOrDefault(PREFIX + "PASSWORD", "")));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    try {
      for (DataStream stream : streams) {
        if (own == null) {
          stream.remove();
        }
        stream.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (own != null) {
        own.close();
      }
    }
  }
}
