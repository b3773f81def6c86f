package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Copies a generation, bit by bit as it grows, into the state directory: at the same offsets, from
 * what was last checkpointed on, so that a cursor can go on in it.
 *
 * <p>Each piece is read together with the bytes before it, and those once more after it: a file
 * that was truncated and written anew meanwhile is noticed, and nothing of it gets into the copy.
 *
 * <p>Owned by the holder's thread but for {@link #copiedTo}, which any thread may read, and {@link
 * #cancel}, which the catalog's calls.
 */
final class HeldCopy implements AutoCloseable {
  /** So much at once: large enough to be fast, small enough for any heap. */
  private static final int PIECE_BYTES = 256 * 1024;

  /**
   * So much before what is left to be shipped is copied, too: what follows is read in its light.
   */
  static final int BEFORE_BYTES = 64 * 1024;

  /** As many as a position's marker may need. */
  private static final int OVERLAP_BYTES = Fingerprint.MAX_LENGTH;

  private final Generation generation;
  private final int file;
  private final FileChannel target;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES + OVERLAP_BYTES);
  private final ByteBuffer again = ByteBuffer.allocate(OVERLAP_BYTES);
  private final long from;

  private byte[] overlap = {};
  private volatile long copiedTo;
  private volatile boolean over;

  /**
   * Copies nothing yet.
   *
   * @param target is closed with this
   */
  HeldCopy(Generation generation, FileChannel target) {
    this.generation = generation;
    this.file = generation.file();
    this.target = target;
    this.from = Math.max(0, generation.leastKept() - BEFORE_BYTES);
    this.copiedTo = from;
  }

  Generation generation() {
    return generation;
  }

  /** The offset after the last byte that is in the copy. */
  long copiedTo() {
    return copiedTo;
  }

  /** How much of the disk it takes. */
  long bytes() {
    return copiedTo - from;
  }

  /** Asks for an end of the copying; from any thread. */
  void cancel() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /**
   * Copies one more piece.
   *
   * @return whether there was one
   * @throws IOException when it could not be read or not be written; to be tried again
   */
  boolean copyOnce() throws IOException {
    if (over || copiedTo >= generation.size()) {
      return false;
    }
    if (copiedTo == from && from > 0) {
      copyHead();
    }
    long position = copiedTo - overlap.length;
    read(piece.clear(), position);
    piece.flip();
    if (piece.limit() <= overlap.length) {
      return false;
    }
    read(again.clear().limit(overlap.length), position);
    if (generation.file() != file || !isWhatWas(piece) || !isWhatWas(again.flip())) {
      over = true;
      return false;
    }
    write();
    return true;
  }

  /** What the file begins with may say how all of it is to be read. */
  private void copyHead() throws IOException {
    read(again.clear(), 0);
    again.flip();
    while (again.hasRemaining()) {
      target.write(again, again.position());
    }
  }

  private void read(ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining() && generation.read(buffer, position + buffer.position()) > 0) {
      // Until it is full, or there is no more.
    }
  }

  private boolean isWhatWas(ByteBuffer read) {
    return read.limit() >= overlap.length
        && read.slice(0, overlap.length).equals(ByteBuffer.wrap(overlap));
  }

  private void write() throws IOException {
    int end = piece.limit();
    piece.position(overlap.length);
    long position = copiedTo;
    while (piece.hasRemaining()) {
      position += target.write(piece, position);
    }
    overlap = new byte[Math.min(end, OVERLAP_BYTES)];
    piece.get(end - overlap.length, overlap);
    copiedTo = position;
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
