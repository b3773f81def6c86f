package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * What some bytes of a file were: its head, or what stood just before a cursor (the
 * <em>marker</em>). A file whose bytes at the same place are others is another generation, whatever
 * its inode says.
 *
 * @param length number of bytes, from 0 to {@link #MAX_LENGTH}
 * @param hash their {@link ContentHash}
 */
public record Fingerprint(int length, long hash) {
  /** Enough to hold the first few lines; more would only cost time at every look. */
  public static final int MAX_LENGTH = 1024;

  /** Of no bytes: it fits every file. */
  public static final Fingerprint EMPTY = of(new byte[0], 0, 0);

  public Fingerprint {
    if (length < 0 || length > MAX_LENGTH) {
      throw new IllegalArgumentException("fingerprint of " + length + " bytes");
    }
  }

  /** The fingerprint of {@code bytes[from, to)}. */
  public static Fingerprint of(byte[] bytes, int from, int to) {
    return new Fingerprint(to - from, ContentHash.of(bytes, from, to));
  }

  /** The fingerprint of up to {@link #MAX_LENGTH} bytes from the start of a file. */
  public static Fingerprint ofHead(FileChannel file) throws IOException {
    byte[] head = read(file, 0, MAX_LENGTH);
    return of(head, 0, head.length);
  }

  /** Whether {@code bytes[from, to)} are the bytes this was made of. */
  public boolean isOf(byte[] bytes, int from, int to) {
    return length == to - from && hash == ContentHash.of(bytes, from, to);
  }

  /** Whether the file still starts with the bytes this was made of. */
  public boolean isHeadOf(FileChannel file) throws IOException {
    return isAt(file, 0);
  }

  /**
   * The fingerprint of the file's head as it is now, or nothing if the file no longer starts with
   * the bytes this was made of. One read, so that both are said of the same bytes.
   */
  Optional<Fingerprint> grown(FileChannel file) throws IOException {
    byte[] now = read(file, 0, MAX_LENGTH);
    if (now.length < length || ContentHash.of(now, 0, length) != hash) {
      return Optional.empty();
    }
    return Optional.of(now.length == length ? this : of(now, 0, now.length));
  }

  /** Whether the bytes this was made of still stand in the file just before {@code offset}. */
  public boolean isBefore(FileChannel file, long offset) throws IOException {
    return offset >= length && isAt(file, offset - length);
  }

  private boolean isAt(FileChannel file, long position) throws IOException {
    byte[] bytes = read(file, position, length);
    return isOf(bytes, 0, bytes.length);
  }

  private static byte[] read(FileChannel file, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
