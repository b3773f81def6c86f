package io.tailrace.agent.settings;

/** One destination, of one of the kinds there are. */
public sealed interface OutputSettings
    permits ElasticsearchSettings, LokiSettings, StdoutSettings, FileSettings {
  /** As in {@code TAILRACE_OUTPUTS}. */
  String name();

  Batching batching();
}
