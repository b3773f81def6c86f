package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.CopyAhead;
import io.tailrace.agent.files.EarlierRun;
import io.tailrace.agent.files.FileCatalog;
import io.tailrace.agent.files.FileCatalogDriver;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.HeldStatus;
import io.tailrace.agent.files.PathGlob;
import io.tailrace.agent.files.Position;
import io.tailrace.agent.files.RememberedGeneration;
import io.tailrace.agent.files.WatchedInput;
import io.tailrace.agent.pipeline.Pipeline.FileProgress;
import io.tailrace.agent.pipeline.Pipeline.FinishedFiles;
import io.tailrace.agent.pipeline.Pipeline.ReadEvents;
import io.tailrace.agent.status.Ledger;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A catalog and a pipeline over real files, driven by hand, with a destination that keeps what it
 * gets. Settling can be held back; a restart forgets everything but the last checkpoint. That is
 * made when the pipeline needs it, or when {@link #checkpoint} says so.
 */
final class PipelineRig {
  private static final int MAX_EVENT_BYTES = 1_000;

  /** As is usual. */
  private static final Duration HOLD = Duration.ofMillis(200);

  private final Path volume;
  private final String pattern;
  private final int batchBytes;
  private final int maxInFlight;
  private final FileCatalog.Storage storage;
  private final int maxEventBytes;
  private final Supplier<RecordReader> reader;
  private final Supplier<Encoder> encoders;

  private final List<Batch> shipped = new ArrayList<>();
  private final List<Batch> unsettled = new ArrayList<>();
  private final List<Delivered> delivered = new ArrayList<>();
  private final List<List<String>> idsOfShipment = new ArrayList<>();
  private List<RememberedGeneration> checkpoint = List.of();
  private long requests;
  private long metRequests;
  private boolean holdingCheckpoints;
  private boolean holding;
  private boolean down;
  private Duration clockError = Duration.ZERO;
  private int listingsBefore;
  private Runnable whileLooking = () -> {};
  private final InstantSource clock = this::now;
  private long nowNanos = TimeUnit.HOURS.toNanos(1);
  private final SettledBatches settled = new SettledBatches();
  private FileCatalog catalog;
  private Pipeline pipeline;

  PipelineRig(Path volume, int batchBytes, int maxInFlight) {
    this(volume, "*.log", batchBytes, maxInFlight);
  }

  /**
   * Over files of any pattern.
   *
   * @param pattern the names of the files that are read
   */
  PipelineRig(Path volume, String pattern, int batchBytes, int maxInFlight) {
    this(volume, pattern, batchBytes, maxInFlight, usualStorage(volume));
  }

  /** Keeping what is to be kept as it is told. */
  PipelineRig(
      Path volume, String pattern, int batchBytes, int maxInFlight, FileCatalog.Storage storage) {
    this(
        volume,
        pattern,
        batchBytes,
        maxInFlight,
        storage,
        MAX_EVENT_BYTES,
        PipelineRig::usualReader,
        TextEncoder::new);
  }

  /**
   * Encoding as it is told.
   *
   * @param encoders what each start has encode its events
   */
  PipelineRig(Path volume, int batchBytes, int maxInFlight, Supplier<Encoder> encoders) {
    this(
        volume,
        "*.log",
        batchBytes,
        maxInFlight,
        usualStorage(volume),
        MAX_EVENT_BYTES,
        PipelineRig::usualReader,
        encoders);
  }

  /** Reading as it is told. */
  PipelineRig(
      Path volume,
      int batchBytes,
      int maxInFlight,
      int maxEventBytes,
      Supplier<RecordReader> reader) {
    this(
        volume,
        "*.log",
        batchBytes,
        maxInFlight,
        usualStorage(volume),
        maxEventBytes,
        reader,
        TextEncoder::new);
  }

  /** Reading and encoding as it is told. */
  PipelineRig(
      Path volume,
      int batchBytes,
      int maxInFlight,
      Supplier<RecordReader> reader,
      Supplier<Encoder> encoders) {
    this(
        volume,
        "*.log",
        batchBytes,
        maxInFlight,
        usualStorage(volume),
        MAX_EVENT_BYTES,
        reader,
        encoders);
  }

  private PipelineRig(
      Path volume,
      String pattern,
      int batchBytes,
      int maxInFlight,
      FileCatalog.Storage storage,
      int maxEventBytes,
      Supplier<RecordReader> reader,
      Supplier<Encoder> encoders) {
    this.volume = volume;
    this.pattern = pattern;
    this.encoders = encoders;
    this.batchBytes = batchBytes;
    this.maxInFlight = maxInFlight;
    this.storage = storage;
    this.maxEventBytes = maxEventBytes;
    this.reader = reader;
    createStateDirectory();
    this.catalog = newCatalog(EarlierRun.NONE);
    this.pipeline = newPipeline();
  }

  static RecordReader usualReader() {
    return new RecordReader(ParserChoice.AUTO, Multiline.AUTO, MAX_EVENT_BYTES);
  }

  private static FileCatalog.Storage usualStorage(Path volume) {
    return new FileCatalog.Storage(volume.resolve(".tailrace"), 1L << 30, CopyAhead.AUTO, true);
  }

  /** The catalog asks for the time whenever it lists a directory. */
  private Instant now() {
    if (listingsBefore-- == 0) {
      whileLooking.run();
    }
    return Instant.now().plus(clockError);
  }

  /**
   * Has something happen in the middle of a look, once.
   *
   * @param listings how many directories are listed before, whose files have been looked at by then
   */
  void whileLooking(int listings, Runnable what) {
    listingsBefore = listings;
    whileLooking = what;
  }

  private void createStateDirectory() {
    try {
      Files.createDirectories(storage.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileCatalog newCatalog(EarlierRun earlier) {
    return new FileCatalog(
        List.of(
            new WatchedInput(
                "default", List.of(PathGlob.parse(volume + "/" + pattern)), List.of(), false)),
        List.of("out"),
        storage,
        earlier,
        clock,
        grown -> pipeline.wake(grown));
  }

  private Pipeline newPipeline() {
    return new Pipeline(
        new Pipeline.Options(
            "out", 0, batchBytes, maxInFlight, maxEventBytes, HOLD, Duration.ofMillis(200)),
        () -> catalog.generations(),
        input -> reader.get(),
        generation -> Map.of(),
        encoders.get(),
        this::take,
        settled,
        new Durability() {
          @Override
          public long request() {
            return ++requests;
          }

          @Override
          public boolean isMet(long request) {
            return request <= metRequests;
          }
        },
        clock);
  }

  /** Encodes an event as its text and its flags, but for that of no time, which most have. */
  static class TextEncoder implements Encoder {
    @Override
    public void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
      StringBuilder text =
          new StringBuilder(
              new String(record.bytes(), record.from(), record.length(), StandardCharsets.UTF_8));
      for (Flag flag : Flag.values()) {
        if (flag != Flag.NO_TIME && record.has(flag)) {
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

  /** A record at the destination, as {@link TextEncoder} wrote it. */
  record Delivered(String generation, long offset, String encoded) {
    private static final Pattern FLAGS = Pattern.compile("(\\[[a-z0-9_]+])*$");

    String text() {
      return FLAGS.matcher(encoded).replaceFirst("");
    }

    /** The offset after its text. */
    long end() {
      return offset + text().getBytes(StandardCharsets.UTF_8).length;
    }

    boolean isPartial() {
      return encoded.substring(text().length()).contains("[partial]");
    }
  }

  private void settle(Batch batch) {
    unsettled.remove(batch);
    for (int i = 0; i < batch.count(); i++) {
      int from = batch.recordFrom(i);
      delivered.add(
          new Delivered(
              batch.source(i).generation(),
              batch.offset(i),
              new String(batch.bytes(), from, batch.recordTo(i) - from, StandardCharsets.UTF_8)));
    }
    settled.add(batch);
  }

  void append(String name, String text) throws IOException {
    Files.writeString(
        volume.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void append(String name, byte[] bytes) throws IOException {
    Files.write(volume.resolve(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Looks and lets the pipeline have a turn, a millisecond apart. */
  void turns(int count) {
    for (int i = 0; i < count && !down; i++) {
      nowNanos += TimeUnit.MILLISECONDS.toNanos(1);
      FileCatalogDriver.look(catalog, nowNanos);
      if ((requests > metRequests && !holdingCheckpoints)
          || catalog.generations().stream().anyMatch(Generation::isUnregistered)) {
        checkpoint();
      }
      pipeline.runOnce(nowNanos);
    }
  }

  /** The catalog looks; the pipeline has no turn. */
  void look() {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(1);
    FileCatalogDriver.look(catalog, nowNanos);
    checkpoint();
  }

  /** The catalog is woken, and the pipeline has a turn, before it is time for the next look. */
  void wakesWithoutALook(int count) {
    for (int i = 0; i < count; i++) {
      FileCatalogDriver.wake(catalog, nowNanos);
      checkpoint();
      turnWithoutALook();
    }
  }

  /** The pipeline has a turn before the catalog looks again. */
  void turnWithoutALook() {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(1);
    pipeline.runOnce(nowNanos);
  }

  /** As with a slow disk: what the pipeline asks to be kept is not, for now. */
  void holdCheckpoints() {
    holdingCheckpoints = true;
  }

  /** Remembers how far everything is. */
  void checkpoint() {
    long requested = requests;
    List<Generation> fresh =
        catalog.generations().stream().filter(Generation::isUnregistered).toList();
    List<RememberedGeneration> now = new ArrayList<>(catalog.known().remembered());
    for (Generation generation : catalog.generations()) {
      RememberedGeneration remembered = generation.remember(List.of("out"));
      now.add(remembered);
      generation.kept(remembered);
    }
    checkpoint = now;
    fresh.forEach(Generation::register);
    metRequests = requested;
  }

  /** How long the pipeline's thread would sleep now. */
  Duration idle() {
    return Duration.ofNanos(pipeline.idleNanos(nowNanos));
  }

  /** Lets time pass, with a turn every 50 ms. */
  void wait(Duration time) {
    for (long passed = 0; passed < time.toNanos(); passed += TimeUnit.MILLISECONDS.toNanos(50)) {
      nowNanos += TimeUnit.MILLISECONDS.toNanos(50);
      turns(1);
    }
  }

  /**
   * Waits until the last renaming is so long ago that the file system's clock has ticked since: a
   * look that sees names change does not take a file for gone.
   */
  void awaitSettledNames() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() - deadline < 0 && !areNamesSettled()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private boolean areNamesSettled() {
    try {
      long changed = Files.getLastModifiedTime(volume).toMillis();
      return System.currentTimeMillis() - changed > 100;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The wall clock is put forward or back. */
  void jumpClock(Duration by) {
    clockError = clockError.plus(by);
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

  /** As after SIGKILL: what is under way is forgotten, positions are those of the checkpoint. */
  void restart() {
    kill();
    start();
  }

  /** Nothing is looked at nor read until {@link #start}. */
  void kill() {
    catalog.close();
    unsettled.clear();
    while (settled.poll() != null) {
      // Handed back, and forgotten with the process that it was handed to.
    }
    down = true;
  }

  void start() {
    catalog = newCatalog(new EarlierRun(true, checkpoint));
    pipeline = newPipeline();
    down = false;
  }

  HeldStatus held() {
    return catalog.held();
  }

  boolean isDown() {
    return down;
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

  List<Delivered> deliveredRecords() {
    return delivered;
  }

  List<String> delivered() {
    return delivered.stream().map(Delivered::encoded).toList();
  }

  List<String> deliveredIds() {
    return delivered.stream().map(record -> record.generation() + "-" + record.offset()).toList();
  }

  List<String> ids(int shipment) {
    return idsOfShipment.get(shipment);
  }

  long settled(String name) {
    return position(name).offset();
  }

  Position position(String name) {
    return generation(name).position(0);
  }

  long read(String name) {
    return pipeline.progress().stream()
        .filter(file -> file.generation().equals(generation(name)))
        .mapToLong(FileProgress::read)
        .sum();
  }

  /** Over all files, those that are gone included. */
  long waitingBytes() {
    return pipeline.progress().stream().mapToLong(FileProgress::waiting).sum();
  }

  /** What this run has dropped of all files, and settled. */
  long filteredBytes() {
    return pipeline.finished().filtered()
        + pipeline.progress().stream().mapToLong(FileProgress::filtered).sum();
  }

  /** The account of each file that is read, and of those that are finished together. */
  List<Ledger> ledgers() {
    List<Ledger> ledgers = new ArrayList<>();
    FinishedFiles gone = pipeline.finished();
    ledgers.add(
        new Ledger(
            gone.size(),
            gone.size() - gone.deadLettered() - gone.filtered() - gone.lost(),
            gone.deadLettered(),
            gone.filtered(),
            gone.lost()));
    for (FileProgress file : pipeline.progress()) {
      ledgers.add(
          new Ledger(
              file.generation().size(),
              file.settled() - file.deadLettered() - file.filtered(),
              file.deadLettered(),
              file.filtered(),
              file.lost()));
    }
    return ledgers;
  }

  /** What was read of the files since the start. */
  ReadEvents events() {
    return Objects.requireNonNull(pipeline.events().get("default"));
  }

  long lostBytes() {
    return pipeline.finished().lost()
        + pipeline.progress().stream().mapToLong(FileProgress::lost).sum();
  }

  private Generation generation(String name) {
    return catalog.generations().stream()
        .filter(generation -> generation.path().equals(volume.resolve(name)))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** Whether everything that is there was read, be it settled or not. */
  boolean isRead() {
    return pipeline.progress().stream().allMatch(file -> file.read() >= file.generation().size());
  }

  void close() {
    catalog.close();
  }

  /** Whether everything that is there is settled. */
  boolean isDone() {
    return catalog.generations().stream().allMatch(Generation::isSettled);
  }
}
