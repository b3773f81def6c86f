package io.tailrace.agent.settings;

import java.util.Optional;

/**
 * An Elasticsearch or OpenSearch cluster.
 *
 * @param index an index or data stream by its full name; if not given, the data stream {@code
 *     logs-<dataset>-<namespace>}
 * @param pipeline the ingest pipeline the records go through
 * @param gzipLevel 1 to 9; 0 for no compression
 * @param template whether to install an index template for the data stream
 */
public record ElasticsearchSettings(
    String name,
    Batching batching,
    Optional<String> onlyIf,
    HttpSettings http,
    Optional<String> index,
    String dataset,
    String namespace,
    Optional<String> pipeline,
    int gzipLevel,
    boolean template)
    implements OutputSettings {
  public ElasticsearchSettings {
    if (gzipLevel < 0 || gzipLevel > 9) {
      throw new IllegalArgumentException("gzip level " + gzipLevel);
    }
  }

  /** Where the records go: the index, or the data stream's name. */
  public String target() {
    return index.orElse("logs-" + dataset + "-" + namespace);
  }
}
