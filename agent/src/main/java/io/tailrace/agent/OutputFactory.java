package io.tailrace.agent;

import io.tailrace.agent.settings.ElasticsearchSettings;
import io.tailrace.agent.settings.FileSettings;
import io.tailrace.agent.settings.LokiSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.settings.StdoutSettings;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.loki.LokiLimits;
import io.tailrace.outputs.loki.LokiOptions;
import io.tailrace.outputs.loki.LokiOutput;
import java.time.InstantSource;

/** Makes an output of its settings. */
final class OutputFactory {
  private OutputFactory() {}

  /**
   * Makes the output; nothing is sent or opened yet.
   *
   * @throws IllegalArgumentException when a file it needs, such as a certificate, cannot be used;
   *     the message names it
   */
  static Output create(OutputSettings settings, InstantSource clock) {
    return switch (settings) {
      case ElasticsearchSettings elasticsearch ->
          throw new IllegalArgumentException(elasticsearch.name());
      case LokiSettings loki -> loki(loki, clock);
      case StdoutSettings stdout -> throw new IllegalArgumentException(stdout.name());
      case FileSettings file -> throw new IllegalArgumentException(file.name());
    };
  }

  /** The kind of destination, as in {@code TAILRACE_<NAME>_TYPE}. */
  static String typeOf(OutputSettings settings) {
    return switch (settings) {
      case ElasticsearchSettings _ -> "elasticsearch";
      case LokiSettings _ -> "loki";
      case StdoutSettings _ -> "stdout";
      case FileSettings _ -> "file";
    };
  }

  private static Output loki(LokiSettings settings, InstantSource clock) {
    LokiSettings.Limits limits = settings.limits();
    return new LokiOutput(
        new LokiOptions(
            settings.name(),
            settings.http().urls().getFirst(),
            settings.http().options(),
            settings.labels(),
            settings.labelFields(),
            settings.metadataFields(),
            settings.tenant(),
            settings.batching().inFlight(),
            LokiLimits.DEFAULT),
        clock);
  }
}
