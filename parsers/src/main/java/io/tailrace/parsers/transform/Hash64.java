package io.tailrace.parsers.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number of 64 bits for a text, eight bytes at a time. Of a seed that nobody knows nobody can
 * make two texts with the same number; without one, 0, texts have the same numbers everywhere.
 */
final class Hash64 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Odd, and with about as many ones as zeros: the golden ratio's and the square root of 2's and
  // 3's digits.
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0x6A09E667F3BCC909L;
  private static final long THIRD = 0xBB67AE8584CAA73BL;

  private Hash64() {}

  static long of(long seed, byte[] bytes, int from, int to) {
    long hash = mix(seed ^ FIRST, SECOND + (to - from));
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, i), THIRD ^ Long.rotateLeft(hash, 32));
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = (rest << 8) | (bytes[i] & 0xFF);
    }
    return finish(mix(hash ^ rest, FIRST ^ Long.rotateLeft(hash, 32)));
  }

  /** Both halves of the product. */
  private static long mix(long a, long b) {
    return Math.multiplyHigh(a, b) ^ (a * b) ^ a;
  }

  private static long finish(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * FIRST;
    mixed = (mixed ^ (mixed >>> 29)) * SECOND;
    return mixed ^ (mixed >>> 32);
  }
}
