package io.tailrace.agent.it;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** A data stream of an Elasticsearch, as one who looks things up in it sees it. */
final class DataStream implements AutoCloseable {
  private static final int PAGE = 1000;

  private final String name;
  private final JsonHttp http;

  /**
   * @param dataset the second part of {@code logs-DATASET-default}
   * @param headers that let one in
   */
  DataStream(URI url, String dataset, Map<String, String> headers) {
    this.name = "logs-" + dataset + "-default";
    this.http = new JsonHttp(url, headers);
  }

  /** Looks at every document there is: its id and its source. */
  void forEach(BiConsumer<String, JsonNode> action) throws IOException, InterruptedException {
    http.post("/" + name + "/_refresh", "");
    JsonNode page =
        http.post("/" + name + "/_search?scroll=1m&size=" + PAGE, "{\"sort\":[\"_doc\"]}");
    while (!page.at("/hits/hits").isEmpty()) {
      for (JsonNode hit : page.at("/hits/hits")) {
        action.accept(hit.path("_id").asString(), hit.path("_source"));
      }
      String scroll = page.path("_scroll_id").asString();
      page = http.post("/_search/scroll", "{\"scroll\":\"1m\",\"scroll_id\":\"" + scroll + "\"}");
    }
  }

  /** Removes it, the template for it too. */
  void remove() throws IOException, InterruptedException {
    http.delete("/_data_stream/" + name);
    http.delete("/_index_template/tailrace-" + name.replaceFirst("-default$", ""));
  }

  @Override
  public void close() {
    http.close();
  }
}
