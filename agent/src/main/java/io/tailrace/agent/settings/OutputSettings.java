package io.tailrace.agent.settings;

import java.util.Optional;

/** One destination, of one of the kinds there are. */
public sealed interface OutputSettings
    permits ElasticsearchSettings, LokiSettings, StdoutSettings, FileSettings {
  /** As in {@code TAILRACE_OUTPUTS}. */
  String name();

  Batching batching();

  /** The condition for a record to be shipped there. */
  Optional<String> onlyIf();
}
