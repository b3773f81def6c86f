package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.Fingerprint;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.Position;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.ChunkPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where one output is in one generation. What was read and is not settled yet lies between the
 * generation's {@linkplain Generation#position position} and {@link #offset}.
 *
 * <p>Owned by the pipeline's thread; the few volatile counters are read by the status page.
 */
final class Cursor {
  /** How many bytes before the cursor are compared with what was read there before. */
  static final int TAIL_BYTES = 64;

  /** What {@link #read} says of a file whose bytes before the cursor are not what they were. */
  static final int OVERWRITTEN = -1;

  /** What {@link #read} says when there is not one new byte, whatever the size says. */
  static final int NOTHING_THERE = -2;

  private final Generation generation;
  private final int output;
  private final Source source;

  /** Dropped once it is read so far, or else every generation would hold on to all before it. */
  private @Nullable Cursor predecessor;

  /** How far the predecessor is to be read first; what it gets later is as new as what is here. */
  private final long predecessorEnd;

  private volatile long offset;
  private boolean insideLongLine;
  private boolean lastDropped;
  private boolean resuming;
  private byte[] tail = {};
  private final byte[] again;

  /** The file's first two bytes: they say how UTF-16 is to be read, wherever the cursor is. */
  private int head = ChunkPlace.NO_HEAD;

  /** Stands for the tail until something was read. */
  private @Nullable Fingerprint marker;

  /** The generation's size when this cursor last read to its end. */
  private long examinedSize = -1;

  private long grewNanos;
  private FlushLevel flushed = FlushLevel.NOTHING;
  private long pausedUntilNanos;
  private boolean paused;
  private boolean failing;
  private boolean finished;
  private long deadLetteredBytes;
  private long filteredBytes;
  private volatile Settled settled;
  private volatile long lostBytes;

  /**
   * What is settled, in bytes: one object, so that whoever looks sees numbers of one moment.
   *
   * @param upTo everything of the file before it
   * @param deadLettered of these, what was dead-lettered by this run
   * @param filtered of these, what was dropped by this run
   */
  record Settled(long upTo, long deadLettered, long filtered) {}

  /** Mirrors the reader's, in the order in which they come due. */
  enum FlushLevel {
    NOTHING,
    COMPLETE_LINES,
    EVERYTHING
  }

  /**
   * Starts where the output's settled position is.
   *
   * @param output the output's index among all outputs
   * @param again scratch of {@link #TAIL_BYTES} that all cursors of the pipeline share
   * @param predecessor the generation that had the same path before; it is read first
   */
  Cursor(
      Generation generation,
      int output,
      Source source,
      byte[] again,
      @Nullable Cursor predecessor) {
    Position start = generation.position(output);
    this.generation = generation;
    this.output = output;
    this.source = source;
    this.again = again;
    this.predecessor = predecessor;
    this.predecessorEnd = predecessor == null ? 0 : predecessor.generation.size();
    this.offset = start.offset();
    this.settled = new Settled(start.offset(), 0, 0);
    this.resuming = start.offset() > 0;
    this.insideLongLine = start.insideLongLine();
    this.marker = start.marker();
  }

  Generation generation() {
    return generation;
  }

  Source source() {
    return source;
  }

  /** The next byte to be read. */
  long offset() {
    return offset;
  }

  /** Where the bytes begin that {@link #read} read. */
  ChunkPlace place() {
    return new ChunkPlace(offset, insideLongLine, head);
  }

  /** Whether it goes on where an earlier run has stopped; said once. */
  boolean takeResumption() {
    boolean now = resuming;
    resuming = false;
    return now;
  }

  /**
   * Whether there will be nothing to do here until the generation's size is another one: all of it
   * is read, or all that can be shipped of it.
   */
  boolean isAtRest() {
    long size = generation.size();
    boolean flushedAll = size <= examinedSize && flushed == FlushLevel.EVERYTHING;
    return !paused && (offset >= size || flushedAll);
  }

  /** Bytes that exist and were not read yet. */
  long unread() {
    return Math.max(0, generation.size() - offset);
  }

  /** Whether nothing has to come before: its id in the checkpoint, its turn, older lines. */
  boolean mayRead() {
    return generation.isRegistered() && generation.isOpen() && !waitsForPredecessor();
  }

  /**
   * Whether an older generation of the same path still has something to be read. One that cannot be
   * read at all is not waited for: order is worth less than getting on.
   */
  boolean waitsForPredecessor() {
    Cursor before = predecessor;
    if (before == null) {
      return false;
    }
    // A copy that it goes on in may lack what was written just before the truncation.
    long end = Math.min(predecessorEnd, before.generation.size());
    boolean done = before.offset >= end && !before.waitsForPredecessor();
    if (done || before.finished || before.generation.state() == Generation.State.ENDED) {
      predecessor = null;
      return false;
    }
    return !before.failing;
  }

  /**
   * How far to read: up to where an event was cut before the last restart, or up to what has been
   * there all the time if its end is to be shipped, or as far as it goes.
   */
  long readLimit(FlushLevel due) {
    long cut = generation.position(output).nextCut(offset);
    return due == FlushLevel.NOTHING ? cut : Math.min(cut, examinedSize);
  }

  /** Whether an event was cut at this offset before the last restart. */
  boolean isAtCut(long readTo) {
    return generation.position(output).nextCut(offset) == readTo;
  }

  /** Notes that the event up to here is ended because nothing has followed it. */
  void cut(long eventTo) {
    generation.cut(output, eventTo);
  }

  /**
   * Reads from just before the cursor, so that one read tells both what is new and whether what is
   * old is still there.
   *
   * @param buffer filled from index 0; a view of all of {@code chunk}
   * @param limit no byte from this offset on is read
   * @return how many bytes at the start of the buffer are old ones; or {@link #OVERWRITTEN}, or
   *     {@link #NOTHING_THERE}
   */
  int read(ByteBuffer buffer, byte[] chunk, long limit) throws IOException {
    int file = generation.file();
    int old = marker == null ? tail.length : marker.length();
    long position = offset - old;
    buffer.clear().limit((int) Math.min(buffer.capacity(), limit - position));
    boolean given = readAll(buffer, position);
    buffer.flip();
    if (!given || buffer.limit() == 0 || generation.file() != file) {
      return NOTHING_THERE;
    }
    if (buffer.limit() < old
        || !isWhatWasRead(chunk, old)
        || isGone(chunk, buffer.limit(), position)
        || (position == 0 && !generation.hasItsHead())) {
      generation.suspect(file);
      return OVERWRITTEN;
    }
    readHead();
    return buffer.limit() > old ? old : NOTHING_THERE;
  }

  /** Reads until the buffer is full or there is no more; false if the descriptor was given back. */
  private boolean readAll(ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining() && position + buffer.position() < generation.size()) {
      int read = generation.read(buffer, position + buffer.position());
      if (read <= 0) {
        return read < 0;
      }
    }
    return true;
  }

  /**
   * Whether the first bytes of a chunk are no longer in the file after the reading. Truncated and
   * written anew in the middle of it, the chunk would have the end of one generation and a piece of
   * the next.
   */
  private boolean isGone(byte[] chunk, int length, long position) throws IOException {
    ByteBuffer read = ByteBuffer.wrap(again, 0, Math.min(length, TAIL_BYTES));
    while (read.hasRemaining()) {
      int bytes = generation.read(read, position + read.position());
      if (bytes <= 0) {
        // Given back meanwhile: then it was there until then.
        return bytes < 0;
      }
    }
    return !Arrays.equals(again, 0, read.limit(), chunk, 0, read.limit());
  }

  private void readHead() throws IOException {
    if (head == ChunkPlace.NO_HEAD) {
      ByteBuffer first = ByteBuffer.allocate(2);
      if (generation.read(first, 0) == 2) {
        head = ChunkPlace.headOf(first.get(0), first.get(1));
      }
    }
  }

  private boolean isWhatWasRead(byte[] chunk, int old) {
    return marker == null ? Arrays.equals(tail, 0, old, chunk, 0, old) : marker.isOf(chunk, 0, old);
  }

  /**
   * Moves on after a read.
   *
   * @param chunk as {@link #read} left it
   * @param to index in it after the last byte that was consumed
   */
  void advance(byte[] chunk, int old, int to, boolean insideLongLine) {
    this.insideLongLine = insideLongLine;
    this.tail = Arrays.copyOfRange(chunk, Math.max(0, to - TAIL_BYTES), to);
    this.marker = null;
    this.offset = offset + to - old;
  }

  /** Says whether the last event that was read of the file is not to be shipped. */
  void passDropped(boolean dropped) {
    lastDropped = dropped;
  }

  /** Whether the reading is inside of a long line, and its first part was not to be shipped. */
  boolean passesDropped() {
    return insideLongLine && lastDropped;
  }

  /** The position after the bytes of the chunk up to an index. */
  Position positionAt(byte[] chunk, int old, int to, boolean insideLongLine) {
    return new Position(
        offset + to - old, insideLongLine, Fingerprint.of(chunk, Math.max(0, to - TAIL_BYTES), to));
  }

  /**
   * Whether there is a reason to read now, and how much of an unfinished end is to be shipped.
   *
   * @return null if there is none
   */
  @Nullable FlushLevel due(long nowNanos, FlushTimes times) {
    if (paused && nowNanos - pausedUntilNanos < 0) {
      return null;
    }
    paused = false;
    long size = generation.size();
    if (size > examinedSize && size > offset) {
      return FlushLevel.NOTHING;
    }
    if (!mayFlush()) {
      return null;
    }
    for (FlushLevel level : new FlushLevel[] {FlushLevel.EVERYTHING, FlushLevel.COMPLETE_LINES}) {
      if (flushed.compareTo(level) < 0 && nowNanos - grewNanos >= times.waitNanos(level)) {
        return level;
      }
    }
    return null;
  }

  private boolean mayFlush() {
    return offset < generation.size()
        && flushed != FlushLevel.EVERYTHING
        && !generation.position(output).isFullOfCuts();
  }

  /**
   * When {@link #due} will have another reason by itself. What it has a reason for already waits
   * for something else, which wakes the pipeline when it comes.
   */
  long nextDueNanos(long neverNanos, FlushTimes times) {
    if (paused) {
      return pausedUntilNanos;
    }
    if (generation.size() > examinedSize || !mayFlush()) {
      return neverNanos;
    }
    FlushLevel next =
        flushed == FlushLevel.NOTHING ? FlushLevel.COMPLETE_LINES : FlushLevel.EVERYTHING;
    return grewNanos + times.waitNanos(next);
  }

  /** Remembers what was read up to: the same bytes are not read again at once. */
  void examined(long size, FlushLevel level, long nowNanos) {
    if (size > examinedSize) {
      // Of a file that was rotated long ago it is known that nothing follows its end any more.
      grewNanos = generation.stillSinceNanos(nowNanos);
    }
    examinedSize = size;
    flushed = level;
  }

  /** Leaves the file alone for a while. */
  void pauseUntil(long nanos) {
    paused = true;
    pausedUntilNanos = nanos;
  }

  /** Says whether the last attempt to read it was an error. */
  void failing(boolean failing) {
    this.failing = failing;
  }

  /** The catalog has let go of the generation: what was not read of it never will be. */
  void finish() {
    finished = true;
    lostBytes = unread();
    predecessor = null;
  }

  /** Bytes that were gone before they were read. */
  long lostBytes() {
    return lostBytes;
  }

  /** What is settled of the file; from any thread. */
  Settled settled() {
    return settled;
  }

  /** Counts a record that is dead-lettered; its bytes are settled next. */
  void addDeadLettered(long bytes) {
    deadLetteredBytes += bytes;
  }

  /** Counts records that were dropped; their bytes are settled next. */
  void addFiltered(long bytes) {
    filteredBytes += bytes;
  }

  /** Moves the output's position on. */
  void settle(Position position) {
    generation.settle(output, position);
    settled = new Settled(position.offset(), deadLetteredBytes, filteredBytes);
  }
}
