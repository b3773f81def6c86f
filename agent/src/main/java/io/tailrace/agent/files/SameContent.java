package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Compares what two files begin with. Reads and changes nothing else. */
final class SameContent {
  private static final int BLOCK_BYTES = 16 * 1024;

  /**
   * So many blocks are compared, spread evenly. That is all of a file of up to 1 MiB; of a larger
   * one it is enough to tell two logs from each other, and never takes longer.
   */
  private static final int MAX_BLOCKS = 64;

  private SameContent() {}

  /** Whether a file of this size has the bytes that the generation begins with. */
  static boolean isBeginning(FileChannel file, long size, Generation generation)
      throws IOException {
    long blocks = (size + BLOCK_BYTES - 1) / BLOCK_BYTES;
    long compared = Math.min(blocks, MAX_BLOCKS);
    ByteBuffer one = ByteBuffer.allocate(BLOCK_BYTES);
    ByteBuffer other = ByteBuffer.allocate(BLOCK_BYTES);
    for (long i = 0; i < compared; i++) {
      // The first block and the last one are always among them.
      long block = compared == 1 ? 0 : i * (blocks - 1) / (compared - 1);
      long position = block * BLOCK_BYTES;
      int length = (int) Math.min(BLOCK_BYTES, size - position);
      if (!isSame(
          file, generation, position, one.clear().limit(length), other.clear().limit(length))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(
      FileChannel file, Generation generation, long position, ByteBuffer one, ByteBuffer other)
      throws IOException {
    while (one.hasRemaining() && file.read(one, position + one.position()) > 0) {
      // Until it is full, or the file has become shorter.
    }
    while (other.hasRemaining() && generation.read(other, position + other.position()) > 0) {
      // Likewise.
    }
    return !one.hasRemaining() && one.flip().equals(other.flip());
  }
}
