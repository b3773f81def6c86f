package io.tailrace.agent.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks a {@code .gz} into the state directory, at the same offsets, if it has the content of a
 * generation: its head, and the bytes before each position, are what they were. What all outputs
 * have settled is not written.
 *
 * <p>Runs on the holder's thread; {@link #state} may be read by any. Bounded: {@link #MAX_RATIO}
 * and the bytes that may be held.
 */
final class Unzipping {
  /** Deflate cannot do much more than a thousand to one; a log is never so dull. */
  private static final int MAX_RATIO = 500;

  /** Small files may be dull by chance. */
  private static final long RATIO_FROM_BYTES = 10L << 20;

  private static final int PIECE_BYTES = 64 * 1024;

  /** How far it is. */
  enum State {
    RUNNING,
    /** What is left to be shipped is in the state directory. */
    DONE,
    /** It is something else. */
    OTHER_CONTENT,
    /** It ends too early, or the disk is full: it is to be tried again. */
    INCOMPLETE,
    /** It would take too much room. */
    TOO_LARGE
  }

  private final RememberedGeneration known;
  private final FileChannel zipped;
  private final HeldFiles held;
  private final long maxBytes;
  private volatile State state = State.RUNNING;

  /**
   * Unpacks nothing yet.
   *
   * @param zipped is closed by {@link #run}
   */
  Unzipping(RememberedGeneration known, FileChannel zipped, HeldFiles held, long maxBytes) {
    this.known = known;
    this.zipped = zipped;
    this.held = held;
    this.maxBytes = maxBytes;
  }

  State state() {
    return state;
  }

  /** Unpacks all of it. */
  void run() throws IOException {
    String part = known.id() + ".part";
    try (FileChannel file = zipped;
        FileChannel target = held.create(part)) {
      state = copy(file, target);
    } catch (EOFException | ZipException e) {
      state = State.INCOMPLETE;
    } catch (IOException e) {
      state = State.INCOMPLETE;
      throw e;
    } finally {
      if (state == State.DONE) {
        held.rename(part, known.id());
      } else {
        held.release(part);
      }
    }
  }

  private State copy(FileChannel file, FileChannel target) throws IOException {
    InputStream in = new GZIPInputStream(Channels.newInputStream(file), PIECE_BYTES);
    Unpacked unpacked = new Unpacked(known);
    long from = Math.max(0, known.leastSettled() - HeldCopy.BEFORE_BYTES);
    byte[] piece = new byte[PIECE_BYTES];
    long position = 0;
    for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
      if (!unpacked.isStill(piece, length)) {
        return State.OTHER_CONTENT;
      }
      long end = position + length;
      boolean bomb = end > RATIO_FROM_BYTES && end / MAX_RATIO > file.position();
      if (bomb || end - from > maxBytes) {
        return State.TOO_LARGE;
      }
      if (position == 0) {
        // What the file begins with may say how all of it is to be read.
        write(target, ByteBuffer.wrap(piece, 0, Math.min(length, Fingerprint.MAX_LENGTH)), 0);
      }
      int skip = Math.clamp(from - position, 0, length);
      write(target, ByteBuffer.wrap(piece, skip, length - skip), position + skip);
      position = end;
    }
    return unpacked.isComplete() ? State.DONE : State.OTHER_CONTENT;
  }

  private static void write(FileChannel target, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += target.write(bytes, at);
    }
  }

  /** Compares what is unpacked with what is known of a generation, as far as it goes. */
  private static final class Unpacked {
    private final RememberedGeneration known;
    private final List<Position> positions;
    private byte[] before = {};
    private long offset;
    private int compared;
    private boolean headCompared;

    Unpacked(RememberedGeneration known) {
      this.known = known;
      this.positions =
          known.positions().values().stream()
              .sorted(Comparator.comparingLong(Position::offset))
              .toList();
    }

    boolean isStill(byte[] piece, int length) {
      byte[] bytes = Arrays.copyOf(before, before.length + length);
      System.arraycopy(piece, 0, bytes, before.length, length);
      long base = offset - before.length;
      offset += length;
      if (!headCompared && offset >= known.head().length()) {
        headCompared = true;
        if (base > 0 || !known.head().equals(Fingerprint.of(bytes, 0, known.head().length()))) {
          return false;
        }
      }
      for (;
          compared < positions.size() && positions.get(compared).offset() <= offset;
          compared++) {
        if (!isMarker(positions.get(compared), bytes, base)) {
          return false;
        }
      }
      // A head or a marker may lie across two pieces.
      before = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - keep()), bytes.length);
      return true;
    }

    private int keep() {
      return headCompared ? Fingerprint.MAX_LENGTH : Fingerprint.MAX_LENGTH + PIECE_BYTES;
    }

    private static boolean isMarker(Position position, byte[] bytes, long base) {
      int to = (int) (position.offset() - base);
      int from = to - position.marker().length();
      return from >= 0 && position.marker().isOf(bytes, from, to);
    }

    boolean isComplete() {
      return headCompared && compared == positions.size();
    }
  }
}
