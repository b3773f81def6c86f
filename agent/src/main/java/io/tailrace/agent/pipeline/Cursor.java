package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.Fingerprint;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.Position;
import io.tailrace.outputs.Source;
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

  private final Generation generation;
  private final Source source;
  private final @Nullable Cursor predecessor;

  private volatile long offset;
  private boolean insideLongLine;
  private byte[] tail = {};
  private boolean tailKnown;

  /** The generation's size when this cursor last read to its end. */
  private long examinedSize = -1;

  private long grewNanos;
  private FlushLevel flushed = FlushLevel.NOTHING;
  private long pausedUntilNanos;
  private boolean paused;
  private volatile long deadLetteredBytes;

  /** Mirrors the reader's, in the order in which they come due. */
  enum FlushLevel {
    NOTHING,
    COMPLETE_LINES,
    EVERYTHING
  }

  /**
   * Starts where the output's settled position is.
   *
   * @param predecessor the generation that had the same path before; it is read first
   */
  Cursor(Generation generation, Source source, Position start, @Nullable Cursor predecessor) {
    this.generation = generation;
    this.source = source;
    this.predecessor = predecessor;
    this.offset = start.offset();
    this.insideLongLine = start.insideLongLine();
    this.tailKnown = start.offset() == 0;
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

  boolean insideLongLine() {
    return insideLongLine;
  }

  /** Bytes that exist and were not read yet. */
  long unread() {
    return Math.max(0, generation.size() - offset);
  }

  /** Whether an older generation of the same path still has something to be read. */
  boolean waitsForPredecessor() {
    return predecessor != null
        && predecessor.generation.state() != Generation.State.ENDED
        && predecessor.unread() > 0;
  }

  /**
   * Reads from just before the cursor, so that one read tells both what is new and whether what is
   * old is still there.
   *
   * @param buffer filled from index 0; a view of all of {@code chunk}
   * @return how many bytes at the start of the buffer are old ones; -1 if they are not what they
   *     were: the file was overwritten
   */
  int read(ByteBuffer buffer, byte[] chunk) throws IOException {
    int old = tailKnown ? tail.length : (int) Math.min(TAIL_BYTES, offset);
    buffer.clear();
    long position = offset - old;
    while (buffer.hasRemaining() && position + buffer.position() < generation.size()) {
      if (generation.read(buffer, position + buffer.position()) <= 0) {
        break;
      }
    }
    buffer.flip();
    if (buffer.limit() < old) {
      return buffer.limit() == 0 ? 0 : -1;
    }
    if (tailKnown && !Arrays.equals(tail, 0, old, chunk, 0, old)) {
      return -1;
    }
    return old;
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
    this.tailKnown = true;
    this.offset = offset + to - old;
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
    if (offset >= size) {
      return null;
    }
    for (FlushLevel level : new FlushLevel[] {FlushLevel.EVERYTHING, FlushLevel.COMPLETE_LINES}) {
      if (flushed.compareTo(level) < 0 && nowNanos - grewNanos >= times.waitNanos(level)) {
        return level;
      }
    }
    return null;
  }

  /** When {@link #due} will have a reason by itself, if nothing is written any more. */
  long nextDueNanos(long nowNanos, FlushTimes times) {
    if (paused) {
      return pausedUntilNanos;
    }
    if (offset >= generation.size() || flushed == FlushLevel.EVERYTHING) {
      return nowNanos + FlushTimes.NEVER_NANOS;
    }
    FlushLevel next =
        flushed == FlushLevel.NOTHING ? FlushLevel.COMPLETE_LINES : FlushLevel.EVERYTHING;
    return grewNanos + times.waitNanos(next);
  }

  /** Remembers what was read up to: the same bytes are not read again at once. */
  void examined(long size, FlushLevel level, long nowNanos) {
    if (size > examinedSize) {
      grewNanos = nowNanos;
    }
    examinedSize = size;
    flushed = level;
  }

  /** Leaves the file alone for a while. */
  void pauseUntil(long nanos) {
    paused = true;
    pausedUntilNanos = nanos;
  }

  /** Bytes of the file whose records were dead-lettered by this run. */
  long deadLetteredBytes() {
    return deadLetteredBytes;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by the pipeline's thread alone.
  void addDeadLettered(long bytes) {
    deadLetteredBytes += bytes;
  }
}
