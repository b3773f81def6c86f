package io.tailrace.parsers;

/**
 * Where in its file a chunk begins, and what must be known of what is before it.
 *
 * @param offset in bytes
 * @param insideLongLine whether that is in a line whose first part was already shipped truncated
 * @param head the file's first two bytes as {@link #headOf} puts them, or {@link #NO_HEAD}
 */
public record ChunkPlace(long offset, boolean insideLongLine, int head) {
  /** Of a file that has no two bytes yet. */
  public static final int NO_HEAD = -1;

  /** The beginning of a file of which nothing is known. */
  public static final ChunkPlace OF_FILE = new ChunkPlace(0, false, NO_HEAD);

  /** The file's first two bytes as one number, the first one higher. */
  public static int headOf(byte first, byte second) {
    return (first & 0xFF) << 8 | (second & 0xFF);
  }
}
