package io.tailrace.outputs.loki;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.http.HttpAnswer;
import io.tailrace.outputs.http.HttpAnswer.Answered;
import io.tailrace.outputs.http.HttpAnswer.Failed;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships to one Loki by its push API.
 *
 * <p>Owns the streams of its encoders, the HTTP client and one {@link PushBody} for each request
 * under way: as many as there are shipping threads, {@link LokiOptions#maxInFlight}.
 *
 * @see <a href="https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs">Push</a>
 */
public final class LokiOutput implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(LokiOutput.class);

  private final LokiOptions options;
  private final InstantSource clock;
  private final LokiHttp http;
  private final Streams streams;
  private final LocalChecks checks;
  private final ConcurrentLinkedQueue<PushBody> idleBodies = new ConcurrentLinkedQueue<>();

  /**
   * @param clock decides which records are too old or too new for Loki
   * @throws IllegalArgumentException when a TLS file cannot be used
   */
  public LokiOutput(LokiOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.http = new LokiHttp(options, clock);
    this.streams = new Streams(options.name(), options.limits().maxStreams());
    this.checks = new LocalChecks(options.limits());
    // There is always room for this one: what finds none of its own goes here.
    streams.of(SourceStreams.baseLabels(options));
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public Encoder newEncoder() {
    return new LokiEncoder(options, streams);
  }

  @Override
  public int maxInFlight() {
    return options.maxInFlight();
  }

  /** How many label sets there are, of at most {@link LokiLimits#maxStreams}. */
  public int streamCount() {
    return streams.count();
  }

  /** How many records went to a stream without their own labels, for there was no room for more. */
  public long recordsBeyondStreamLimit() {
    return streams.overflowedCount();
  }

  /**
   * {@inheritDoc}
   *
   * <p>What the local checks refuse is not sent, and is only said to be refused once the rest of
   * the selection is delivered. Until then the answer is about the whole selection, so that the
   * {@link io.tailrace.outputs.Shipper} has one thing to act on.
   */
  @Override
  public Delivery send(Selection selection) throws InterruptedException {
    LocalChecks.Parted parted = checks.part(selection, clock.instant());
    if (parted.accepted().length == 0) {
      return new PartlyDelivered(List.of(), parted.refused(), Optional.empty(), "");
    }
    return withRefused(push(new Selection(selection.batch(), parted.accepted())), parted.refused());
  }

  private static Delivery withRefused(Delivery delivery, List<Refused> refused) {
    if (refused.isEmpty()) {
      return delivery;
    }
    return switch (delivery) {
      case Delivered() -> new PartlyDelivered(List.of(), refused, Optional.empty(), "");
      case PartlyDelivered partly -> {
        List<Refused> all = new ArrayList<>(partly.refused());
        all.addAll(refused);
        yield new PartlyDelivered(partly.retry(), all, partly.after(), partly.reason());
      }
      case TryAgain _,
          Delivery.Overloaded _,
          Delivery.Blocked _,
          Delivery.TooLarge _,
          Delivery.Undeliverable _ ->
          delivery;
    };
  }

  private Delivery push(Selection selection) throws InterruptedException {
    PushBody idle = idleBodies.poll();
    PushBody body = idle == null ? new PushBody() : idle;
    body.build(selection, streams);
    HttpAnswer<PushAnswer> answer = http.push(body.bytes(), body.size());
    // Not after an interrupt: for a platform thread the request may then still be under way.
    idleBodies.add(body);
    return switch (answer) {
      case Answered<PushAnswer>(PushAnswer pushed) -> classify(pushed, selection);
      case Failed<PushAnswer>(String reason) -> new TryAgain(Optional.empty(), reason);
    };
  }

  private Delivery classify(PushAnswer answer, Selection selection) {
    Delivery delivery = answer.delivery(selection);
    if (answer.isAlarming() && delivery instanceof PartlyDelivered partly) {
      LOG.error(
          "{}: {} records refused: {}",
          options.name(),
          selection.count(),
          partly.refused().getFirst().reason());
    }
    return delivery;
  }

  @Override
  public Reachability reach() throws InterruptedException {
    return new LokiProbe(http).reach();
  }

  @Override
  public String deadLetter(Batch batch, int record) {
    LokiStream stream = streams.get(batch.tag(record));
    return new LokiDeadLetter(stream.labels(), batch.timeNanos(record), entry(batch, record))
        .json();
  }

  @Override
  public void revive(String deadLetter, Source source, long offset, Batch batch) {
    LokiDeadLetter letter = LokiDeadLetter.parse(deadLetter);
    LokiStream stream = streams.of(letter.labels());
    if (stream == null) {
      throw new IllegalArgumentException("there is no room for another label set");
    }
    byte[] entry = letter.entry().toByteArray();
    byte[] target = batch.reserve(Wire.fieldSize(entry.length));
    batch.advance(Wire.field(Wire.ENTRY, entry, 0, entry.length, target, batch.size()));
    batch.endRecord(stream.index(), letter.timeNanos(), source, offset);
  }

  private static EntryAdapter entry(Batch batch, int record) {
    int from = batch.recordFrom(record);
    var bytes = CodedInputStream.newInstance(batch.bytes(), from, batch.recordTo(record) - from);
    try {
      bytes.readTag();
      bytes.readRawVarint32();
      return EntryAdapter.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("record " + record + " is not as it was encoded", e);
    } catch (IOException e) {
      throw new IllegalStateException("an array that cannot be read", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
