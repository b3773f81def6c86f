package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.Fingerprint;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.Position;
import io.tailrace.agent.pipeline.Cursor.FlushLevel;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one output's files from disk to shipper. Everything mutable of the output is here and has
 * one owner, the thread {@code pipeline-<output>}: cursors, read buffer, reader, record, encoder
 * and batches. Only two things come from outside, both handed over: the catalog's immutable list of
 * generations, and settled batches through a queue.
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

  /** Whatever is due, a turn that got nothing done is not repeated more often than this. */
  private static final long MIN_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long READ_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After this long without a new byte, a drain believes that the application has ended. */
  private static final long DRAIN_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  /**
   * What the pipeline is told by the settings.
   *
   * @param output the output's index among all outputs
   * @param maxEventBytes longer events are truncated
   * @param hold how long an event is held back that a further line could belong to
   * @param linger a batch that is not full is shipped when its first record has waited this long
   */
  public record Options(
      String name,
      int output,
      int batchBytes,
      int maxInFlight,
      int maxEventBytes,
      Duration hold,
      Duration linger) {}

  private final Options options;
  private final Supplier<List<Generation>> catalog;
  private final Function<String, RecordReader> readers;
  private final Encoder encoder;
  private final SettledBatches settled;
  private final InstantSource clock;

  private final Map<String, RecordReader> readerOfInput = new HashMap<>();
  private final LogRecord record = new LogRecord();
  private final byte[] chunk;
  private final ByteBuffer buffer;
  private final Batches batches;
  private final Cursors cursors;
  private final Recollection recollection;
  private final FlushTimes usualTimes;
  private final FlushTimes drainingTimes;

  private long lastNewsNanos;
  private long drainSinceNanos;
  private int firstTurn;

  private volatile boolean draining;
  private volatile boolean retiring;
  private volatile boolean stopped;
  private volatile long lastTurnNanos;
  private volatile Map<String, ReadEvents> events = Map.of();

  /**
   * Starts no thread and reads nothing yet.
   *
   * @param readers makes the reader of an input, by the input's name
   * @param fields what every record of a generation carries
   * @param shipper takes over a batch that is not empty
   * @param settled where it comes back
   * @param durability who writes the positions
   */
  public Pipeline(
      Options options,
      Supplier<List<Generation>> catalog,
      Function<String, RecordReader> readers,
      Function<Generation, Map<String, String>> fields,
      Encoder encoder,
      Consumer<Batch> shipper,
      SettledBatches settled,
      Durability durability,
      InstantSource clock) {
    this.options = options;
    this.catalog = catalog;
    this.readers = readers;
    this.encoder = encoder;
    this.settled = settled;
    this.clock = clock;
    this.batches = new Batches(options, shipper, settled, durability);
    this.recollection = new Recollection(encoder, readers);
    this.cursors = new Cursors(options.name(), options.output(), fields);
    this.usualTimes = FlushTimes.usual(options.hold());
    this.drainingTimes = FlushTimes.draining(options.hold());
    // A reader makes progress in any chunk of twice the longest event and the bytes before it.
    this.chunk = new byte[2 * options.maxEventBytes() + 2 * Fingerprint.MAX_LENGTH];
    this.buffer = ByteBuffer.wrap(chunk);
  }

  /**
   * The body of the pipeline's thread: until {@link #stop}, or until a {@link #drain} or {@link
   * #retire} is done.
   */
  public void run() {
    settled.takenBy(Thread.currentThread());
    while (!stopped) {
      settled.awake();
      long now = System.nanoTime();
      boolean progress = runOnce(now);
      lastTurnNanos = now;
      if (draining && isDrained(now)) {
        return;
      }
      if (retiring && batches.areAllSettled()) {
        return;
      }
      if (!progress) {
        settled.sleep(idleNanos(now));
      }
    }
    // What was acknowledged until the very end need not be sent again after the next start.
    batches.takeSettled();
    cursors.closeSettled();
  }

  /** Says that there may be something to do; from any thread. */
  public void wake() {
    settled.wake();
  }

  /** Says that these have grown, though the catalog's list is the same; from any thread. */
  public void wake(List<Generation> grown) {
    cursors.grown(grown);
    wake();
  }

  /** Asks for an end once everything that was written is settled; from any thread. */
  public void drain() {
    draining = true;
    wake();
  }

  /**
   * Asks for an end as soon as what was read is settled, so that another pipeline may go on from
   * the positions; nothing more is read. From any thread.
   */
  public void retire() {
    retiring = true;
    wake();
  }

  /** Asks for an end now; from any thread. */
  public void stop() {
    stopped = true;
    wake();
  }

  /** One turn: whether it found anything to do. */
  boolean runOnce(long nowNanos) {
    boolean progress = batches.takeSettled();
    cursors.closeSettled();
    if (cursors.adopt(catalog.get())) {
      lastNewsNanos = nowNanos;
    }
    List<Cursor> files = cursors.awake();
    for (int i = 0; i < files.size() && !stopped && !retiring; i++) {
      progress |= read(files.get((firstTurn + i) % files.size()), nowNanos);
    }
    firstTurn = files.isEmpty() ? 0 : (firstTurn + 1) % files.size();
    cursors.rest();
    boolean shipped = batches.shipIfDue(nowNanos, draining || retiring);
    return shipped || progress;
  }

  private boolean read(Cursor cursor, long nowNanos) {
    boolean progress = false;
    for (int i = 0; i < CHUNKS_PER_TURN; i++) {
      if (!cursor.mayRead()) {
        return progress;
      }
      FlushLevel due = cursor.due(nowNanos, flushTimes());
      if (due == null || !batches.openOne()) {
        return progress;
      }
      progress |= readChunk(cursor, due, nowNanos);
    }
    return progress;
  }

  private FlushTimes flushTimes() {
    return draining ? drainingTimes : usualTimes;
  }

  private boolean readChunk(Cursor cursor, FlushLevel due, long nowNanos) {
    int old = fill(cursor, due);
    if (old < 0) {
      cursor.pauseUntil(nowNanos + READ_RETRY_NANOS);
      return false;
    }
    long readTo = cursor.offset() - old + buffer.limit();
    boolean atEnd = readTo >= cursor.generation().size();
    ChunkEnd end = cursor.isAtCut(readTo) ? ChunkEnd.CUT : atEnd ? ChunkEnd.of(due) : ChunkEnd.OPEN;
    long before = cursor.offset();
    boolean whole = encodeChunk(cursor, old, end, nowNanos);
    if (atEnd && whole) {
      if (due == FlushLevel.NOTHING) {
        lastNewsNanos = nowNanos;
      }
      cursor.examined(readTo, due, nowNanos);
    }
    return cursor.offset() > before;
  }

  /** Reads a chunk; how many of its bytes are old ones, or negative if it cannot be used. */
  private int fill(Cursor cursor, FlushLevel due) {
    try {
      int old = cursor.read(buffer, chunk, cursor.readLimit(due));
      cursor.failing(false);
      return old;
    } catch (IOException e) {
      LOG.warn("{} could not be read, trying again: {}", cursor.source().path(), e.toString());
      cursor.failing(true);
      return Cursor.NOTHING_THERE;
    }
  }

  /** Has the chunk's events encoded; false if a full batch could not be shipped half way. */
  private boolean encodeChunk(Cursor cursor, int old, ChunkEnd end, long nowNanos) {
    recollection.recallOnce(cursor);
    RecordReader reader = readerOf(cursor);
    reader.start(chunk, old, buffer.limit(), cursor.place(), end.flush());
    dropRest(cursor, reader.consumedTo() - old);
    boolean room = encodeEvents(reader, cursor, old, end, nowNanos);
    int to = room ? reader.consumedTo() : reader.eventTo();
    if (to == old) {
      return room;
    }
    if (room) {
      // Blank lines were passed over too. Where that ended is owed to the clock as well.
      cutIfTimed(end, cursor, cursor.offset() - old + to);
      batches.open().cover(cursor, positionAt(cursor, old, to, reader), nowNanos);
    }
    cursor.advance(chunk, old, to, reader.insideLongLine());
    if (reader.eventTo() > old) {
      cursor.passDropped(reader.isDropped());
    }
    count(cursor, reader);
    return room;
  }

  /** The rest of a line that is longer than a chunk is dropped if its first part was. */
  private void dropRest(Cursor cursor, int bytes) {
    if (cursor.passesDropped()) {
      batches.open().dropped(bytes);
    }
  }

  private boolean encodeEvents(
      RecordReader reader, Cursor cursor, int old, ChunkEnd end, long nowNanos) {
    long base = cursor.offset() - old;
    long readNanos = TimeUnit.MILLISECONDS.toNanos(clock.millis());
    boolean room = true;
    while (room && reader.next(record)) {
      TrackedBatch open = batches.open();
      int bytes = reader.eventTo() - reader.eventFrom();
      if (reader.isDropped()) {
        open.dropped(bytes);
      } else {
        encoder.encode(record, cursor.source(), base + reader.eventFrom(), readNanos, open.batch());
        open.added(cursor, bytes, nowNanos);
      }
      cutIfTimed(end, cursor, base + reader.eventTo());
      if (open.batch().isFull()) {
        open.cover(cursor, positionAt(cursor, old, reader.eventTo(), reader), nowNanos);
        batches.ship();
        room = batches.openOne();
      }
    }
    return room;
  }

  private void cutIfTimed(ChunkEnd end, Cursor cursor, long offset) {
    if (end.isTimed()) {
      cursor.cut(offset);
      batches.holdForCheckpoint();
    }
  }

  private Position positionAt(Cursor cursor, int old, int to, RecordReader reader) {
    return cursor.positionAt(chunk, old, to, reader.insideLongLine());
  }

  private void count(Cursor cursor, RecordReader reader) {
    Map<String, ReadEvents> now = new HashMap<>(events);
    now.put(
        cursor.generation().input().name(),
        new ReadEvents(
            reader.events(),
            reader.formats(),
            reader.dropped(),
            reader.drops(),
            reader.parseErrors(),
            reader.withoutTime(),
            reader.badTimes(),
            reader.truncated(),
            reader.invalidUtf8(),
            reader.transformErrors(),
            reader.redactions()));
    events = Map.copyOf(now);
  }

  private RecordReader readerOf(Cursor cursor) {
    return readerOfInput.computeIfAbsent(cursor.generation().input().name(), readers);
  }

  private boolean isDrained(long nowNanos) {
    if (drainSinceNanos == 0) {
      drainSinceNanos = nowNanos;
    }
    boolean quiet =
        nowNanos - drainSinceNanos > DRAIN_QUIET_NANOS
            && nowNanos - lastNewsNanos > DRAIN_QUIET_NANOS;
    return quiet
        && batches.areAllSettled()
        && cursors.all().stream().allMatch(cursor -> cursor.unread() == 0);
  }

  /** How long there will be nothing to do if nobody wakes us. */
  long idleNanos(long nowNanos) {
    long latest = nowNanos + (draining ? DRAIN_QUIET_NANOS / 4 : IDLE_NANOS);
    long until = batches.nextDueNanos(latest);
    until = until - latest < 0 ? until : latest;
    if (!retiring && batches.hasRoom()) {
      for (Cursor cursor : cursors.awake()) {
        long due = cursor.nextDueNanos(latest, flushTimes());
        until = due - until < 0 ? due : until;
      }
    }
    return Math.max(MIN_IDLE_NANOS, until - nowNanos);
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
    return cursors.finished();
  }

  /** Every file as this output sees it; from any thread. */
  public List<FileProgress> progress() {
    return cursors.allUnsettled().stream().map(Pipeline::progress).toList();
  }

  private static FileProgress progress(Cursor cursor) {
    Cursor.Settled settled = cursor.settled();
    return new FileProgress(
        cursor.generation(),
        cursor.offset(),
        settled.upTo(),
        settled.deadLettered(),
        settled.filtered(),
        cursor.lostBytes());
  }

  /**
   * How far an output is with a file, in bytes.
   *
   * @param read the next byte to be read
   * @param settled everything before it is delivered, dead-lettered or passed over
   * @param deadLettered of these, what was dead-lettered by this run
   * @param filtered of these, what was dropped by this run
   * @param lost what was gone before it was read
   */
  public record FileProgress(
      Generation generation, long read, long settled, long deadLettered, long filtered, long lost) {
    /** Written and not settled, without what can never be. */
    public long waiting() {
      return Math.max(0, generation.size() - settled - lost);
    }
  }

  /**
   * What was read of an input since the start.
   *
   * @param formats these, by the format that they were in
   * @param filtered of these, those that were not to be shipped
   * @param drops these, by what has dropped them: {@code only_if}, {@code sample}, …
   * @param parseErrors of these, those the parser refused
   * @param withoutTime of these, those that say no time
   * @param badTimes of these, those with a time of no use
   * @param truncated of these, those that were too long
   * @param invalidUtf8 of these, those with bytes that are no UTF-8
   * @param transformErrors of these, those at which a step could not do its work
   * @param redactions what was redacted in them, by the rule's name
   */
  public record ReadEvents(
      long events,
      Map<String, Long> formats,
      long filtered,
      Map<String, Long> drops,
      long parseErrors,
      long withoutTime,
      long badTimes,
      long truncated,
      long invalidUtf8,
      long transformErrors,
      Map<String, Long> redactions) {}

  /**
   * Files that are finished, in bytes.
   *
   * @param size of all of them together
   * @param deadLettered of these, what was dead-lettered
   * @param filtered of these, what was dropped
   * @param lost of these, what was truncated or removed before it was read
   */
  public record FinishedFiles(long size, long deadLettered, long filtered, long lost) {
    /** None yet. */
    public static final FinishedFiles NONE = new FinishedFiles(0, 0, 0, 0);

    /** Both together. */
    public FinishedFiles plus(FinishedFiles other) {
      return new FinishedFiles(
          size + other.size,
          deadLettered + other.deadLettered,
          filtered + other.filtered,
          lost + other.lost);
    }
  }
}
