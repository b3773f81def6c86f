package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.FileCatalog;
import io.tailrace.agent.files.FileCatalogDriver;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.PathGlob;
import io.tailrace.agent.files.RememberedGeneration;
import io.tailrace.agent.files.WatchedInput;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A catalog and a pipeline over real files, driven by hand, with a destination that keeps what it
 * gets. Settling can be held back; a restart forgets everything but the positions.
 */
final class PipelineRig {
  private static final int MAX_EVENT_BYTES = 1_000;

  private final Path volume;
  private final int batchBytes;
  private final int maxInFlight;

  private final List<Batch> shipped = new ArrayList<>();
  private final List<Batch> unsettled = new ArrayList<>();
  private final List<String> delivered = new ArrayList<>();
  private final List<String> deliveredIds = new ArrayList<>();
  private final List<List<String>> idsOfShipment = new ArrayList<>();
  private boolean holding;
  private long nowNanos = TimeUnit.HOURS.toNanos(1);
  private final SettledBatches settled = new SettledBatches();
  private FileCatalog catalog;
  private Pipeline pipeline;

  PipelineRig(Path volume, int batchBytes, int maxInFlight) {
    this.volume = volume;
    this.batchBytes = batchBytes;
    this.maxInFlight = maxInFlight;
    this.catalog = newCatalog(List.of());
    this.pipeline = newPipeline();
  }

  private FileCatalog newCatalog(List<RememberedGeneration> remembered) {
    return new FileCatalog(
        List.of(
            new WatchedInput(
                "default", List.of(PathGlob.parse(volume + "/*.log")), List.of(), false)),
        List.of("out"),
        volume.resolve(".tailrace"),
        remembered,
        InstantSource.system(),
        generations -> {});
  }

  private Pipeline newPipeline() {
    return new Pipeline(
        new Pipeline.Options(
            "out", 0, batchBytes, maxInFlight, MAX_EVENT_BYTES, Duration.ofMillis(200)),
        () -> catalog.generations(),
        () -> catalog.lastWholeLookNanos(),
        input -> new RecordReader(ParserChoice.AUTO, Multiline.AUTO, MAX_EVENT_BYTES),
        generation -> Map.of(),
        new TextEncoder(),
        this::take,
        settled,
        InstantSource.system());
  }

  /** Encodes an event as its text and its flags. */
  private static final class TextEncoder implements Encoder {
    @Override
    public void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
      StringBuilder text =
          new StringBuilder(
              new String(record.bytes(), record.from(), record.length(), StandardCharsets.UTF_8));
      for (Flag flag : Flag.values()) {
        if (record.has(flag)) {
          text.append('[').append(flag.label()).append(']');
        }
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, batch.reserve(bytes.length), batch.size(), bytes.length);
      batch.advance(batch.size() + bytes.length);
      batch.endRecord(0, readNanos, source, offset);
    }
  }

  private void take(Batch batch) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      ids.add(batch.source(i).generation() + "-" + batch.offset(i));
    }
    idsOfShipment.add(ids);
    shipped.add(batch);
    unsettled.add(batch);
    if (!holding) {
      settleAllUnderWay();
    }
  }

  private void settleAllUnderWay() {
    for (Batch batch : List.copyOf(unsettled)) {
      settle(batch);
    }
  }

  private void settle(Batch batch) {
    unsettled.remove(batch);
    for (int i = 0; i < batch.count(); i++) {
      int from = batch.recordFrom(i);
      delivered.add(
          new String(batch.bytes(), from, batch.recordTo(i) - from, StandardCharsets.UTF_8));
      deliveredIds.add(batch.source(i).generation() + "-" + batch.offset(i));
    }
    settled.add(batch);
  }

  void append(String name, String text) throws IOException {
    Files.writeString(
        volume.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Looks and lets the pipeline have a turn, a millisecond apart. */
  void turns(int count) {
    for (int i = 0; i < count; i++) {
      nowNanos += TimeUnit.MILLISECONDS.toNanos(1);
      FileCatalogDriver.look(catalog, nowNanos);
      catalog.generations().forEach(Generation::register);
      pipeline.runOnce(nowNanos);
    }
  }

  /** Lets time pass, with a turn every 50 ms. */
  void wait(Duration time) {
    for (long passed = 0; passed < time.toNanos(); passed += TimeUnit.MILLISECONDS.toNanos(50)) {
      nowNanos += TimeUnit.MILLISECONDS.toNanos(50);
      turns(1);
    }
  }

  /** Lets time pass in which nobody looks for files. */
  void waitWithoutLooks(Duration time) {
    nowNanos += time.toNanos();
    pipeline.runOnce(nowNanos);
  }

  void drain() {
    pipeline.drain();
    pipeline.isDrained(catalog.lastWholeLookNanos(), nowNanos);
  }

  boolean isDrained() {
    return pipeline.isDrained(catalog.lastWholeLookNanos(), nowNanos);
  }

  void holdSettling() {
    holding = true;
  }

  void settleAll() {
    holding = false;
    settleAllUnderWay();
  }

  /** Settles what was shipped as the {@code i}th, as if it were acknowledged out of turn. */
  void settle(int i) {
    settle(shipped.get(i));
  }

  /** As after SIGKILL: what is under way is forgotten, the positions are what they were. */
  void restart() {
    List<RememberedGeneration> remembered = new ArrayList<>(catalog.unresolved());
    for (Generation generation : catalog.generations()) {
      remembered.add(
          new RememberedGeneration(
              generation.id(),
              generation.path(),
              generation.key(),
              generation.head(),
              Map.of("out", generation.position(0))));
    }
    catalog.close();
    unsettled.clear();
    while (settled.poll() != null) {
      // Handed back, and forgotten with the process that it was handed to.
    }
    catalog = newCatalog(remembered);
    pipeline = newPipeline();
  }

  List<Batch> shipped() {
    return shipped;
  }

  int underWay() {
    return unsettled.size();
  }

  void settleOne(int i) {
    settle(unsettled.get(i));
  }

  List<String> delivered() {
    return delivered;
  }

  List<String> deliveredIds() {
    return deliveredIds;
  }

  List<String> ids(int shipment) {
    return idsOfShipment.get(shipment);
  }

  long settled(String name) {
    return generation(name).position(0).offset();
  }

  long read(String name) {
    return pipeline.progress().stream()
        .filter(file -> file.generation().equals(generation(name)))
        .mapToLong(Pipeline.FileProgress::read)
        .sum();
  }

  long lostBytes() {
    return pipeline.finished().lost();
  }

  private Generation generation(String name) {
    return catalog.generations().stream()
        .filter(generation -> generation.path().equals(volume.resolve(name)))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** Whether everything that is there is settled. */
  boolean isDone() {
    return catalog.generations().stream().allMatch(Generation::isSettled);
  }
}
