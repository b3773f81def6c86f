package io.tailrace.outputs.loki;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.util.Arrays;

/**
 * One Snappy block, made of its content piece by piece.
 *
 * <p>A block is the length of its content, then elements; a compressor makes those of each 64 KiB
 * from nothing but these 64 KiB. So the content need never stand in one array: it is compressed a
 * fragment at a time, which is as small as compressed at once, and the fragment is still in the
 * core's cache. That took a batch's second copy and the room for the worst compression of it, 2.2
 * MB for each request in flight.
 *
 * <p>Reused; used by one thread at a time.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">Format</a>
 */
final class SnappyBlock {
  /** What Snappy's own compressors work on at a time. */
  static final int FRAGMENT_BYTES = 1 << 16;

  /** The most that {@link Wire#varint} writes for a length. */
  private static final int MAX_LENGTH_BYTES = 5;

  // The pure Java codec: the native one is unpacked to a temporary file, which a read-only
  // container does not have, and would be a second behaviour to test.
  private final SnappyCompressor snappy = new SnappyJavaCompressor();
  private final int maxFragmentBytes = snappy.maxCompressedLength(FRAGMENT_BYTES);

  private final byte[] fragment = new byte[FRAGMENT_BYTES];
  private int fragmentLength;
  private byte[] bytes = new byte[MAX_LENGTH_BYTES + maxFragmentBytes];
  private int size;
  private int missing;

  /**
   * Begins a block.
   *
   * @param length of its content
   */
  void begin(int length) {
    missing = length;
    fragmentLength = 0;
    size = Wire.varint(length, bytes, 0);
  }

  /**
   * Appends some of the content.
   *
   * @throws IllegalStateException when it is more than was said
   */
  void append(byte[] content, int from, int to) {
    missing -= to - from;
    if (missing < 0) {
      throw new IllegalStateException(-missing + " bytes more than was said");
    }
    int at = from;
    while (at < to) {
      if (fragmentLength == 0 && to - at >= FRAGMENT_BYTES) {
        compress(content, at, FRAGMENT_BYTES);
        at += FRAGMENT_BYTES;
      } else {
        int length = Math.min(to - at, FRAGMENT_BYTES - fragmentLength);
        System.arraycopy(content, at, fragment, fragmentLength, length);
        fragmentLength += length;
        at += length;
        if (fragmentLength == FRAGMENT_BYTES) {
          flush();
        }
      }
    }
  }

  /**
   * Ends the block.
   *
   * @throws IllegalStateException when content is missing
   */
  void end() {
    if (missing > 0) {
      throw new IllegalStateException(missing + " bytes less than was said");
    }
    if (fragmentLength > 0) {
      flush();
    }
  }

  /** The block, up to {@link #size()}. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  private void flush() {
    compress(fragment, 0, fragmentLength);
    fragmentLength = 0;
  }

  /**
   * Appends the elements of a fragment. The compressor puts the fragment's own length before them:
   * it is made to write that over the end of what is there, which is then put back.
   */
  private void compress(byte[] content, int from, int length) {
    if (bytes.length - size < maxFragmentBytes) {
      bytes = Arrays.copyOf(bytes, size + Math.max(size / 2, maxFragmentBytes));
    }
    // Never before the block's beginning: its own length takes at least as many bytes.
    int overlap = Wire.varintSize(length);
    int at = size - overlap;
    long kept = keep(at, overlap);
    size = at + snappy.compress(content, from, length, bytes, at, bytes.length - at);
    putBack(kept, at, overlap);
  }

  private long keep(int at, int count) {
    long kept = 0;
    for (int i = 0; i < count; i++) {
      kept = (kept << 8) | (bytes[at + i] & 0xFF);
    }
    return kept;
  }

  private void putBack(long kept, int at, int count) {
    for (int i = 0; i < count; i++) {
      bytes[at + i] = (byte) (kept >>> (8 * (count - 1 - i)));
    }
  }
}
