package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.Generation;
import io.tailrace.agent.pipeline.Cursor.FlushLevel;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one output's files from disk to shipper. Everything mutable of the output is here and has
 * one owner, the thread {@code pipeline-<output>}: cursors, read buffer, reader, record, encoder
 * and the open batch. Only two things come from outside, both handed over: the catalog's immutable
 * list of generations, and settled batches through a queue.
 *
 * <p>Backpressure is not reading: with {@link Options#maxInFlight} batches under way and one full,
 * nothing is read. So memory is the read buffer and {@code maxInFlight + 1} batches, whatever
 * comes.
 *
 * <p>The thread is never interrupted, for an interrupt closes the file that is being read.
 */
public final class Pipeline {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  /** So much of one file is read before the next file has its turn. */
  private static final int CHUNKS_PER_TURN = 4;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long READ_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After this long without a new byte, a drain believes that the application has ended. */
  private static final long DRAIN_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  /**
   * What the pipeline is told by the settings.
   *
   * @param output the output's index among all outputs
   * @param maxEventBytes longer events are truncated
   * @param linger a batch that is not full is shipped when its first record has waited this long
   */
  public record Options(
      String name,
      int output,
      int batchBytes,
      int maxInFlight,
      int maxEventBytes,
      Duration linger) {}

  private final Options options;
  private final Supplier<List<Generation>> catalog;
  private final LongSupplier lookedNanos;
  private final Function<String, RecordReader> readers;
  private final Function<Generation, Map<String, String>> fields;
  private final Encoder encoder;
  private final Consumer<Batch> shipper;
  private final SettledBatches settled;
  private final InstantSource clock;

  private final Map<String, RecordReader> readerOfInput = new HashMap<>();
  private final LogRecord record = new LogRecord();
  private final byte[] chunk;
  private final ByteBuffer buffer;
  private final ArrayDeque<Batch> free = new ArrayDeque<>();
  private final ArrayDeque<TrackedBatch> underWay = new ArrayDeque<>();
  private int batches;
  private @Nullable TrackedBatch open;

  private List<Generation> generations = List.of();
  private Map<Generation, Cursor> cursorOf = new HashMap<>();
  private volatile List<Cursor> cursors = List.of();
  private long lastNewsNanos;
  private long drainSinceNanos;
  private int firstTurn;

  private volatile boolean draining;
  private volatile boolean stopped;
  private volatile long lastTurnNanos;
  private volatile FinishedFiles finished = FinishedFiles.NONE;
  private volatile Map<String, ReadEvents> events = Map.of();

  /**
   * Starts no thread and reads nothing yet.
   *
   * @param lookedNanos when the last look for files began whose findings are in the catalog's list
   * @param readers makes the reader of an input, by the input's name
   * @param fields what every record of a generation carries
   * @param shipper takes over a batch that is not empty
   * @param settled where it comes back
   */
  public Pipeline(
      Options options,
      Supplier<List<Generation>> catalog,
      LongSupplier lookedNanos,
      Function<String, RecordReader> readers,
      Function<Generation, Map<String, String>> fields,
      Encoder encoder,
      Consumer<Batch> shipper,
      SettledBatches settled,
      InstantSource clock) {
    this.options = options;
    this.catalog = catalog;
    this.lookedNanos = lookedNanos;
    this.readers = readers;
    this.fields = fields;
    this.encoder = encoder;
    this.shipper = shipper;
    this.settled = settled;
    this.clock = clock;
    // A reader makes progress in any chunk of twice the longest event and the bytes before it.
    this.chunk = new byte[2 * options.maxEventBytes() + 4 * Cursor.TAIL_BYTES];
    this.buffer = ByteBuffer.wrap(chunk);
  }

  /** The body of the pipeline's thread: until {@link #stop}, or until a {@link #drain} is done. */
  public void run() {
    settled.takenBy(Thread.currentThread());
    while (!stopped) {
      long now = System.nanoTime();
      // Asked before the turn, so that the turn has all that was found by then.
      long looked = lookedNanos.getAsLong();
      boolean progress = runOnce(now);
      lastTurnNanos = now;
      if (draining && isDrained(looked, now)) {
        return;
      }
      if (!progress) {
        LockSupport.parkNanos(idleNanos(now));
      }
    }
    // What was acknowledged until the very end need not be sent again after the next start.
    takeSettled();
  }

  /** Says that there may be something to do; from any thread. */
  public void wake() {
    settled.wake();
  }

  /** Asks for an end once everything that was written is settled; from any thread. */
  public void drain() {
    draining = true;
    wake();
  }

  /** Asks for an end now; from any thread. */
  public void stop() {
    stopped = true;
    wake();
  }

  /** One turn: whether it found anything to do. */
  boolean runOnce(long nowNanos) {
    boolean progress = takeSettled();
    adoptGenerations(nowNanos);
    List<Cursor> files = cursors;
    for (int i = 0; i < files.size() && !stopped; i++) {
      progress |= read(files.get((firstTurn + i) % files.size()), nowNanos);
    }
    firstTurn = files.isEmpty() ? 0 : (firstTurn + 1) % files.size();
    boolean shipped = shipIfDue(nowNanos);
    return shipped || progress;
  }

  private boolean takeSettled() {
    boolean any = false;
    for (Batch batch = settled.poll(); batch != null; batch = settled.poll()) {
      trackedOf(batch).settled();
      any = true;
    }
    // Positions move in the order of shipping, so they never pass anything unsettled.
    while (!underWay.isEmpty() && underWay.getFirst().isSettled()) {
      TrackedBatch done = underWay.removeFirst();
      done.commit(options.output());
      recycle(done.batch());
    }
    return any;
  }

  private TrackedBatch trackedOf(Batch batch) {
    for (TrackedBatch tracked : underWay) {
      if (tracked.isFor(batch)) {
        return tracked;
      }
    }
    throw new IllegalStateException("a batch was settled that is not under way");
  }

  private void recycle(Batch batch) {
    batch.clear();
    free.addLast(batch);
  }

  private void adoptGenerations(long nowNanos) {
    List<Generation> now = catalog.get();
    if (now.equals(generations)) {
      return;
    }
    Map<Generation, Cursor> next = new HashMap<>(now.size() * 2);
    Map<Path, Cursor> latest = new HashMap<>();
    List<Cursor> inOrder = new ArrayList<>(now.size());
    for (Generation generation : now) {
      Cursor cursor = cursorOf.get(generation);
      if (cursor == null) {
        cursor = begin(generation, latest.get(generation.path()));
        lastNewsNanos = nowNanos;
      }
      latest.put(generation.path(), cursor);
      next.put(generation, cursor);
      inOrder.add(cursor);
    }
    for (Cursor cursor : cursors) {
      if (!next.containsKey(cursor.generation())) {
        finish(cursor);
      }
    }
    generations = now;
    cursorOf = next;
    cursors = List.copyOf(inOrder);
  }

  private Cursor begin(Generation generation, @Nullable Cursor predecessor) {
    Source source =
        new Source(generation.id(), generation.path().toString(), fields.apply(generation));
    return new Cursor(generation, source, generation.position(options.output()), predecessor);
  }

  private void finish(Cursor cursor) {
    long unread = cursor.unread();
    finished = finished.plus(cursor.generation().size(), cursor.deadLetteredBytes(), unread);
    if (unread > 0) {
      LOG.error(
          "{}: {} bytes of {} were truncated or removed before they could be read; they are lost",
          options.name(),
          unread,
          cursor.generation().path());
    }
  }

  private boolean read(Cursor cursor, long nowNanos) {
    boolean progress = false;
    for (int i = 0; i < CHUNKS_PER_TURN; i++) {
      if (!cursor.generation().isRegistered() || cursor.waitsForPredecessor()) {
        return progress;
      }
      FlushLevel due = cursor.due(nowNanos, flushTimes());
      if (due == null || !openBatch()) {
        return progress;
      }
      progress |= readChunk(cursor, due, nowNanos);
    }
    return progress;
  }

  private FlushTimes flushTimes() {
    return draining ? FlushTimes.DRAINING : FlushTimes.NORMAL;
  }

  private boolean readChunk(Cursor cursor, FlushLevel due, long nowNanos) {
    int old;
    try {
      old = cursor.read(buffer, chunk);
    } catch (IOException e) {
      LOG.warn("{} could not be read, trying again: {}", cursor.source().path(), e.toString());
      cursor.pauseUntil(nowNanos + READ_RETRY_NANOS);
      return false;
    }
    if (old < 0) {
      cursor.generation().suspect();
      cursor.pauseUntil(nowNanos + READ_RETRY_NANOS);
      return false;
    }
    long readTo = cursor.offset() - old + buffer.limit();
    boolean atEnd = readTo >= cursor.generation().size();
    FlushLevel level = atEnd ? due : FlushLevel.NOTHING;
    long before = cursor.offset();
    boolean whole = encodeChunk(cursor, old, level, nowNanos);
    if (atEnd && whole) {
      if (due == FlushLevel.NOTHING) {
        lastNewsNanos = nowNanos;
      }
      cursor.examined(readTo, level, nowNanos);
    }
    return cursor.offset() > before;
  }

  /** Has the chunk's events encoded; false if a full batch could not be shipped half way. */
  private boolean encodeChunk(Cursor cursor, int old, FlushLevel level, long nowNanos) {
    RecordReader reader = readerOf(cursor);
    long base = cursor.offset() - old;
    long readNanos = TimeUnit.MILLISECONDS.toNanos(clock.millis());
    Beginning beginning = Beginning.at(cursor.offset(), cursor.insideLongLine());
    reader.start(chunk, old, buffer.limit(), beginning, flush(level));
    int to = old;
    boolean inside = cursor.insideLongLine();
    boolean room = true;
    while (room && reader.next(record)) {
      TrackedBatch tracked = Objects.requireNonNull(open);
      encoder.encode(
          record, cursor.source(), base + reader.eventFrom(), readNanos, tracked.batch());
      to = reader.eventTo();
      inside = reader.insideLongLine();
      tracked.added(cursor, to - reader.eventFrom(), nowNanos);
      if (tracked.batch().isFull()) {
        tracked.cover(cursor, cursor.positionAt(chunk, old, to, inside), nowNanos);
        ship();
        room = openBatch();
      }
    }
    if (room) {
      to = reader.consumedTo();
      inside = reader.insideLongLine();
      if (to > old) {
        Objects.requireNonNull(open)
            .cover(cursor, cursor.positionAt(chunk, old, to, inside), nowNanos);
      }
    }
    if (to > old) {
      cursor.advance(chunk, old, to, inside);
    }
    if (to > old) {
      count(cursor, reader);
    }
    return room;
  }

  private void count(Cursor cursor, RecordReader reader) {
    Map<String, ReadEvents> now = new HashMap<>(events);
    now.put(
        cursor.generation().input().name(),
        new ReadEvents(
            reader.events(), reader.parseErrors(), reader.truncated(), reader.invalidUtf8()));
    events = Map.copyOf(now);
  }

  private static Flush flush(FlushLevel level) {
    return switch (level) {
      case NOTHING -> Flush.NOTHING;
      case COMPLETE_LINES -> Flush.COMPLETE_LINES;
      case EVERYTHING -> Flush.EVERYTHING;
    };
  }

  private RecordReader readerOf(Cursor cursor) {
    return readerOfInput.computeIfAbsent(cursor.generation().input().name(), readers);
  }

  /** Sees to it that there is a batch with room; false if all of them are under way. */
  private boolean openBatch() {
    if (open != null) {
      if (!open.batch().isFull()) {
        return true;
      }
      if (underWay.size() >= options.maxInFlight()) {
        return false;
      }
      ship();
    }
    Batch batch = free.pollFirst();
    if (batch == null) {
      if (batches > options.maxInFlight()) {
        return false;
      }
      batch = new Batch(options.batchBytes());
      batches++;
    }
    open = new TrackedBatch(batch);
    return true;
  }

  private boolean shipIfDue(long nowNanos) {
    if (open == null || !open.coversAnything() || underWay.size() >= options.maxInFlight()) {
      return false;
    }
    boolean due = nowNanos - open.sinceNanos() >= options.linger().toNanos() || draining;
    if (due || open.batch().isFull()) {
      ship();
      return true;
    }
    return false;
  }

  private void ship() {
    TrackedBatch full = Objects.requireNonNull(open);
    if (underWay.size() >= options.maxInFlight()) {
      return;
    }
    open = null;
    underWay.addLast(full);
    if (full.batch().isEmpty()) {
      full.settled();
      takeSettled();
    } else {
      shipper.accept(full.batch());
    }
  }

  /**
   * Whether a drain is done. The quiet time is that between the last news and a look for more: on a
   * busy machine, or with very many files, looks are seconds apart.
   */
  boolean isDrained(long lookedNanos, long nowNanos) {
    if (drainSinceNanos == 0) {
      drainSinceNanos = nowNanos;
    }
    boolean quiet =
        lookedNanos - drainSinceNanos > DRAIN_QUIET_NANOS
            && lookedNanos - lastNewsNanos > DRAIN_QUIET_NANOS;
    return quiet
        && underWay.isEmpty()
        && (open == null || !open.coversAnything())
        && cursors.stream().allMatch(cursor -> cursor.unread() == 0);
  }

  /** How long there will be nothing to do if nobody wakes us. */
  private long idleNanos(long nowNanos) {
    long until = nowNanos + (draining ? DRAIN_QUIET_NANOS / 4 : IDLE_NANOS);
    if (open != null && open.coversAnything() && underWay.size() < options.maxInFlight()) {
      until = Math.min(until, open.sinceNanos() + options.linger().toNanos());
    }
    for (Cursor cursor : cursors) {
      until = Math.min(until, cursor.nextDueNanos(nowNanos, flushTimes()));
    }
    return Math.max(0, until - nowNanos);
  }

  /** The output's name. */
  public String name() {
    return options.name();
  }

  /** When the last turn was, on {@link System#nanoTime}'s scale: whether the thread is alive. */
  public long lastTurnNanos() {
    return lastTurnNanos;
  }

  /** What was read of each input, by the input's name; from any thread. */
  public Map<String, ReadEvents> events() {
    return events;
  }

  /** The sum over the files that are no longer among {@link #progress}; from any thread. */
  public FinishedFiles finished() {
    return finished;
  }

  /** Every file as this output sees it; from any thread. */
  public List<FileProgress> progress() {
    return cursors.stream()
        .map(cursor ->
            new FileProgress(
                cursor.generation(),
                cursor.offset(),
                cursor.generation().position(options.output()).offset(),
                cursor.deadLetteredBytes()))
        .toList();
  }

  /**
   * How far an output is with a file, in bytes.
   *
   * @param read the next byte to be read
   * @param settled everything before it is delivered, dead-lettered or passed over
   * @param deadLettered of these, what was dead-lettered by this run
   */
  public record FileProgress(Generation generation, long read, long settled, long deadLettered) {}

  /**
   * What was read of an input since the start.
   *
   * @param parseErrors of these, those the parser refused
   * @param truncated of these, those that were too long
   * @param invalidUtf8 of these, those with bytes that are no UTF-8
   */
  public record ReadEvents(long events, long parseErrors, long truncated, long invalidUtf8) {}

  /**
   * Files that are finished, in bytes.
   *
   * @param size of all of them together
   * @param deadLettered of these, what was dead-lettered
   * @param lost of these, what was truncated or removed before it was read
   */
  public record FinishedFiles(long size, long deadLettered, long lost) {
    static final FinishedFiles NONE = new FinishedFiles(0, 0, 0);

    FinishedFiles plus(long size, long deadLettered, long lost) {
      return new FinishedFiles(
          this.size + size, this.deadLettered + deadLettered, this.lost + lost);
    }
  }
}
