package io.tailrace.agent.dryrun;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.ElasticsearchSettings;
import io.tailrace.agent.settings.LokiSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.EcsDocument;
import io.tailrace.outputs.loki.LokiPreview;
import io.tailrace.parsers.LogRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Is shown records as the agent would ship them, and finds out what the outputs would send of them
 * and what is to be said about that. Takes some 6 MB for fields ({@link FieldTable}) and a batch
 * for each output, however many records there are. Used by one thread.
 */
public final class DryRun {
  private static final int DOCUMENT_BYTES = 64 * 1024;

  private final InstantSource clock;
  private final EcsDocument writer = new EcsDocument();
  private final Batch document = new Batch(DOCUMENT_BYTES);
  private final FieldTable fields = new FieldTable();
  private final List<OutputEstimate> estimates = new ArrayList<>();
  private boolean toElasticsearch;

  /**
   * @param settings whose outputs are looked at, of those that have a {@link RealParts#preview}
   * @param clock says when records are read
   */
  public DryRun(AgentSettings settings, RealParts parts, InstantSource clock) {
    this.clock = clock;
    for (OutputSettings output : settings.outputs()) {
      parts
          .preview(output)
          .ifPresent(preview -> estimates.add(new OutputEstimate(output, preview)));
      toElasticsearch |= output instanceof ElasticsearchSettings;
    }
  }

  /**
   * Adds a record.
   *
   * @param offset byte offset in the source of the event's first byte
   * @return its document without a line end, valid until the next
   */
  public Batch add(LogRecord record, Source source, long offset, Spot spot) {
    long now = nowNanos();
    document.clear();
    writer.write(record, source, offset, now, document);
    fields.add(document.bytes(), 0, spot);
    for (OutputEstimate estimate : estimates) {
      estimate.add(record, source, offset, now);
    }
    return document;
  }

  private long nowNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Says that this was all; comes before all that follows. */
  public void end() {
    estimates.forEach(OutputEstimate::measure);
  }

  /** The fields of the documents. */
  public FieldTable fields() {
    return fields;
  }

  /** What each output would send, in the order of the settings. */
  public List<OutputEstimate> estimates() {
    return Collections.unmodifiableList(estimates);
  }

  /** What is to be said: paragraphs of sentences, each about one thing. */
  public List<String> advice() {
    List<String> advice = new ArrayList<>();
    if (toElasticsearch) {
      advice.addAll(new MappingAdvice(fields).advice());
    }
    for (OutputEstimate estimate : estimates) {
      if (estimate.settings() instanceof LokiSettings loki
          && estimate.preview() instanceof LokiPreview preview) {
        advice.addAll(new LabelAdvice(loki, preview, estimate, fields).advice());
      }
    }
    return advice;
  }
}
