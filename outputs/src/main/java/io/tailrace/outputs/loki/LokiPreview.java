package io.tailrace.outputs.loki;

import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Preview;
import io.tailrace.outputs.Selection;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The push requests of an output, and the streams that they would make. */
public final class LokiPreview implements Preview {
  private final InstantSource clock;
  private final Streams streams;
  private final Encoder encoder;
  private final LocalChecks checks;
  private final PushBody body = new PushBody();

  /** The numbers of the streams that have a record. */
  private final BitSet used = new BitSet();

  /**
   * @param clock decides which records are too old or too new for Loki
   */
  public LokiPreview(LokiOptions options, InstantSource clock) {
    this.clock = clock;
    this.streams = new Streams(options.name(), options.limits().maxStreams(), false);
    streams.of(SourceStreams.baseLabels(options));
    this.encoder = new LokiEncoder(options, streams);
    this.checks = new LocalChecks(options.limits());
  }

  @Override
  public Encoder encoder() {
    return encoder;
  }

  @Override
  public Request request(Selection selection) {
    LocalChecks.Parted parted = checks.part(selection, clock.instant());
    if (parted.accepted().length == 0) {
      return new Request(0, parted.refused());
    }
    Selection accepted = new Selection(selection.batch(), parted.accepted());
    for (int record : parted.accepted()) {
      used.set(selection.batch().tag(record));
    }
    body.build(accepted, streams);
    return new Request(body.size(), parted.refused());
  }

  /** How many streams the requests so far have made, of at most {@link LokiLimits#maxStreams}. */
  public int streams() {
    return used.cardinality();
  }

  /** How many records went to a stream without their own labels, for there was no room for more. */
  public long recordsBeyondStreamLimit() {
    return streams.overflowedCount();
  }

  /** The names of the labels that some stream has. */
  public Set<String> labels() {
    Set<String> names = new TreeSet<>();
    used.stream().forEach(stream -> names.addAll(streams.get(stream).labels().keySet()));
    return Collections.unmodifiableSet(names);
  }

  /** The number of labels of the stream that has most. */
  public int mostLabels() {
    return used.stream().map(stream -> streams.get(stream).labels().size()).max().orElse(0);
  }
}
