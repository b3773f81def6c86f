package io.tailrace.outputs.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.indices.PutIndexTemplateRequest;
import io.tailrace.outputs.elasticsearch.Target.DataStream;
import java.io.IOException;
import java.io.StringReader;

/**
 * The composable index template for a data stream, as {@code tailrace-logs-app} for {@code
 * logs-app-*}. Installed when there is none or an older one, never over a newer one.
 */
final class IndexTemplate {
  /** To be raised with every change of {@link #MAPPINGS}. */
  static final long VERSION = 1;

  /** Above the built-in {@code logs-*-*} (100), below those of Elastic's integrations (200). */
  private static final long PRIORITY = 150;

  /** Free text is searched as words, anything else that is text is a keyword. */
  private static final String MAPPINGS =
      """
      {
        "mappings": {
          "date_detection": false,
          "dynamic_templates": [
            {"texts": {"match_mapping_type": "string",
                       "mapping": {"type": "keyword", "ignore_above": 1024}}}
          ],
          "properties": {
            "@timestamp": {"type": "date"},
            "message": {"type": "text", "norms": false},
            "error": {"properties": {
              "message": {"type": "text", "norms": false},
              "stack_trace": {"type": "text", "norms": false}}},
            "event": {"properties": {"original": {"type": "text", "norms": false}}},
            "log": {"properties": {
              "level": {"type": "keyword", "ignore_above": 1024},
              "offset": {"type": "long"},
              "flags": {"type": "keyword", "ignore_above": 1024},
              "file": {"properties": {"path": {"type": "keyword", "ignore_above": 4096}}}}}
          }
        }
      }
      """;

  private final ElasticsearchClient client;
  private final DataStream stream;

  IndexTemplate(ElasticsearchClient client, DataStream stream) {
    this.client = client;
    this.stream = stream;
  }

  String name() {
    return "tailrace-" + stream.type() + "-" + stream.dataset();
  }

  /**
   * Installs it unless it is there.
   *
   * @throws ElasticsearchException when the server refuses
   */
  void install() throws IOException {
    if (installedVersion() < VERSION) {
      client.indices().putIndexTemplate(request());
    }
  }

  private long installedVersion() throws IOException {
    try {
      return client.indices().getIndexTemplate(get -> get.name(name())).indexTemplates().stream()
          .map(item -> item.indexTemplate().version())
          .mapToLong(version -> version == null ? 0 : version)
          .max()
          .orElse(0);
    } catch (ElasticsearchException e) {
      if (e.status() == 404) {
        return 0;
      }
      throw e;
    }
  }

  private PutIndexTemplateRequest request() {
    return PutIndexTemplateRequest.of(put ->
        put.name(name())
            .indexPatterns(stream.type() + "-" + stream.dataset() + "-*")
            .priority(PRIORITY)
            .version(VERSION)
            .dataStream(dataStream -> dataStream)
            .template(template -> template.withJson(new StringReader(MAPPINGS))));
  }
}
