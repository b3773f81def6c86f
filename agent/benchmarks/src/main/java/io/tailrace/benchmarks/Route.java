package io.tailrace.benchmarks;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is read as what, and where it goes. */
enum Route {
  LOKI_PLAIN("lines as they are → Loki"),
  LOKI_JSON("JSON lines → Loki"),
  ELASTICSEARCH_JSON("JSON lines → Elasticsearch"),
  ELASTICSEARCH_GZIP("JSON lines → Elasticsearch, gzip 1");

  private final String title;

  Route(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  boolean isLoki() {
    return this == LOKI_PLAIN || this == LOKI_JSON;
  }

  boolean readsJson() {
    return this != LOKI_PLAIN;
  }

  boolean isCompressedWithGzip() {
    return this == ELASTICSEARCH_GZIP;
  }

  /** The agent's settings; everything else is left at its default. */
  Map<String, String> settings(URI sink) {
    var settings = new LinkedHashMap<String, String>();
    if (!readsJson()) {
      settings.put("TAILRACE_PARSER", "plain");
    }
    settings.put("TAILRACE_OUTPUTS", isLoki() ? "loki" : "elasticsearch");
    settings.put(isLoki() ? "TAILRACE_LOKI_URL" : "TAILRACE_ELASTICSEARCH_URL", sink.toString());
    if (isCompressedWithGzip()) {
      settings.put("TAILRACE_ELASTICSEARCH_COMPRESSION", "1");
    }
    return settings;
  }
}
