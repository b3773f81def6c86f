package io.tailrace.outputs.elasticsearch;

import io.tailrace.outputs.http.HttpFailure;
import io.tailrace.outputs.http.HttpOptions;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How one output reaches Elasticsearch or OpenSearch; which of them it is, it finds out.
 *
 * @param name the output's name
 * @param urls of the nodes, used in turn; a path is kept, user info becomes basic credentials
 * @param gzipLevel 0 for none, else 1 to 9
 * @param pipeline the ingest pipeline, if not the target's default
 * @param template whether to install an index template for the data stream
 * @param maxInFlight how many requests at once
 */
public record ElasticsearchOptions(
    String name,
    List<URI> urls,
    HttpOptions http,
    Target target,
    int gzipLevel,
    Optional<String> pipeline,
    boolean template,
    int maxInFlight) {
  private static final int MAX_GZIP_LEVEL = 9;

  public ElasticsearchOptions {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("at least one URL is needed");
    }
    urls.forEach(ElasticsearchOptions::requireUrl);
    if (gzipLevel < 0 || gzipLevel > MAX_GZIP_LEVEL) {
      throw new IllegalArgumentException("gzip level 0 (off) to 9, not " + gzipLevel);
    }
    if (pipeline.isPresent() && pipeline.get().isBlank()) {
      throw new IllegalArgumentException("the name of a pipeline is not empty");
    }
    if (template && !(target instanceof Target.DataStream)) {
      throw new IllegalArgumentException(
          "a template can only be installed for a data stream: set a dataset, not an index");
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("at least one request in flight, not " + maxInFlight);
    }
  }

  private static void requireUrl(URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp || url.getRawAuthority() == null) {
      throw new IllegalArgumentException("a URL begins with http:// or https:// and a host");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "no ? and no # in a URL: " + HttpFailure.withoutUserInfo(url));
    }
  }
}
