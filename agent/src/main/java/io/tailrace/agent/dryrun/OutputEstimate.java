package io.tailrace.agent.dryrun;

import io.tailrace.agent.settings.Conditions;
import io.tailrace.agent.settings.ElasticsearchSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Preview;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.elasticsearch.BulkPreview;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.transform.Condition;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one output would send of records: they are encoded into batches as the output's pipeline
 * does, each of which is made into a request and measured. Keeps one batch. Used by one thread.
 */
public final class OutputEstimate {
  /** Of so much it is tried what compression would save: it takes 100 ms or two. */
  private static final long SAMPLE_BYTES = 16 << 20;

  private final OutputSettings settings;
  private final Preview preview;
  private final Batch batch;

  /** Null where everything is shipped. */
  private final @Nullable Condition only;

  /** Null where there is no other way to send it. */
  private final @Nullable Preview compressed;

  private long sampledBytes;
  private long compressedBytes;

  private long records;
  private long leftOut;
  private long plainBytes;
  private long bodyBytes;
  private long refused;
  private String reason = "";

  OutputEstimate(OutputSettings settings, Preview preview) {
    this.settings = settings;
    this.preview = preview;
    this.only = settings.onlyIf().map(Conditions::of).orElse(null);
    this.compressed =
        settings instanceof ElasticsearchSettings elasticsearch && elasticsearch.gzipLevel() == 0
            ? new BulkPreview(1)
            : null;
    this.batch = new Batch(settings.batching().batchBytes().toInt());
  }

  void add(LogRecord record, Source source, long offset, long readNanos) {
    if (only != null && !only.holds(record)) {
      leftOut++;
      return;
    }
    preview.encoder().encode(record, source, offset, readNanos, batch);
    records++;
    if (batch.isFull()) {
      measure();
    }
  }

  /** Makes a request of what is there. */
  void measure() {
    if (batch.isEmpty()) {
      return;
    }
    Selection all = Selection.all(batch);
    Preview.Request request = preview.request(all);
    plainBytes += all.bytes();
    bodyBytes += request.bodyBytes();
    if (compressed != null && sampledBytes < SAMPLE_BYTES) {
      sampledBytes += all.bytes();
      compressedBytes += compressed.request(all).bodyBytes();
    }
    refused += request.refused().size();
    if (reason.isEmpty()) {
      reason = request.refused().stream().findFirst().map(Refused::reason).orElse("");
    }
    batch.clear();
  }

  /** The output's. */
  public OutputSettings settings() {
    return settings;
  }

  /** What it is measured with. */
  public Preview preview() {
    return preview;
  }

  /** How many records it would be sent. */
  public long records() {
    return records;
  }

  /** How many records its {@code ONLY_IF} leaves out. */
  public long leftOut() {
    return leftOut;
  }

  /** The length of all records as encoded. */
  public long plainBytes() {
    return plainBytes;
  }

  /** The length of all requests' bodies, compressed where they would be. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /**
   * About how long all bodies would be with {@code gzip}, as far as they could be and are not to
   * be.
   */
  public OptionalLong gzipBytes() {
    return sampledBytes == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round((double) plainBytes * compressedBytes / sampledBytes));
  }

  /** How many records would not be sent, since the destination would never take them. */
  long refused() {
    return refused;
  }

  /** Why the first of them would not be. */
  String reason() {
    return reason;
  }
}
