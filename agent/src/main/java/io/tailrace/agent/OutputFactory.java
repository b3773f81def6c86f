package io.tailrace.agent;

import io.tailrace.agent.settings.ElasticsearchSettings;
import io.tailrace.agent.settings.FileSettings;
import io.tailrace.agent.settings.LokiSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.settings.StdoutSettings;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Preview;
import io.tailrace.outputs.console.FileOutput;
import io.tailrace.outputs.console.StdoutOutput;
import io.tailrace.outputs.elasticsearch.BulkPreview;
import io.tailrace.outputs.elasticsearch.ElasticsearchOptions;
import io.tailrace.outputs.elasticsearch.ElasticsearchOutput;
import io.tailrace.outputs.elasticsearch.Target;
import io.tailrace.outputs.loki.LokiLimits;
import io.tailrace.outputs.loki.LokiOptions;
import io.tailrace.outputs.loki.LokiOutput;
import io.tailrace.outputs.loki.LokiPreview;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an output of its settings. */
final class OutputFactory {
  private OutputFactory() {}

  /**
   * Makes the output; nothing is sent yet.
   *
   * @throws IllegalArgumentException when a file it needs, such as a certificate, cannot be used;
   *     the message names it
   */
  static Output create(OutputSettings settings, InstantSource clock) {
    return switch (settings) {
      case ElasticsearchSettings elasticsearch -> elasticsearch(elasticsearch, clock);
      case LokiSettings loki -> loki(loki, clock);
      case StdoutSettings stdout -> stdout(stdout);
      case FileSettings file -> new FileOutput(file.name(), file.path());
    };
  }

  /** What the output would send; nothing, where there is no server that it would be sent to. */
  static Optional<Preview> preview(OutputSettings settings, InstantSource clock) {
    return switch (settings) {
      case ElasticsearchSettings elasticsearch ->
          Optional.of(new BulkPreview(elasticsearch.gzipLevel()));
      case LokiSettings loki -> Optional.of(new LokiPreview(options(loki), clock));
      case StdoutSettings _, FileSettings _ -> Optional.empty();
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

  private static Output elasticsearch(ElasticsearchSettings settings, InstantSource clock) {
    Target target =
        settings
            .index()
            .<Target>map(Target.Index::new)
            .orElseGet(
                () -> new Target.DataStream("logs", settings.dataset(), settings.namespace()));
    return new ElasticsearchOutput(
        new ElasticsearchOptions(
            settings.name(),
            settings.http().urls(),
            settings.http().options(),
            target,
            settings.gzipLevel(),
            settings.pipeline(),
            settings.template(),
            settings.batching().inFlight()),
        clock);
  }

  private static Output loki(LokiSettings settings, InstantSource clock) {
    return new LokiOutput(options(settings), clock);
  }

  private static LokiOptions options(LokiSettings settings) {
    LokiSettings.Limits wanted = settings.limits();
    LokiLimits usual = LokiLimits.DEFAULT;
    LokiLimits limits =
        new LokiLimits(
            wanted.maxLine().toInt(),
            wanted.maxAge(),
            wanted.maxFuture(),
            wanted.maxLabels(),
            usual.maxLabelNameLength(),
            usual.maxLabelValueLength(),
            usual.maxMetadataBytes(),
            usual.maxMetadataEntries(),
            wanted.maxStreams());
    return new LokiOptions(
        settings.name(),
        settings.http().urls().getFirst(),
        settings.http().options(),
        settings.labels(),
        settings.labelFields(),
        settings.metadataFields(),
        settings.tenant(),
        settings.line(),
        settings.batching().inFlight(),
        limits);
  }

  private static Output stdout(StdoutSettings settings) {
    // Not System.out, which keeps its errors to itself.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    boolean terminal = isTerminal();
    boolean pretty =
        switch (settings.format()) {
          case AUTO -> terminal;
          case NDJSON -> false;
          case PRETTY -> true;
        };
    // https://no-color.org
    boolean colour = terminal && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    return pretty
        ? StdoutOutput.pretty(settings.name(), out, ZoneId.systemDefault(), colour)
        : StdoutOutput.ndjson(settings.name(), out);
  }

  @SuppressWarnings(
      "SystemConsoleNull") // Since Java 25 it is null again where there is no terminal.
  private static boolean isTerminal() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }
}
