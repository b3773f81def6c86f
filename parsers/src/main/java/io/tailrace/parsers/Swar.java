package io.tailrace.parsers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes looked at as one number ("SIMD within a register"): lines are found at 4.2 GB/s (JMH,
 * {@code EventBenchmark}).
 *
 * <p>Each {@code …Marks} answer has the highest bit of a byte set where the byte matches. A borrow
 * can set a bit too many, but only above a true match, so {@link #first} is always exact and zero
 * always means none.
 */
final class Swar {
  /** How many bytes one step looks at. */
  static final int WIDTH = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';
  private static final long BACKSLASHES = ONES * '\\';

  /** Flipping this bit brings the quote, 0x22, next to the control bytes: below 0x21. */
  private static final long QUOTE_BIT = ONES * 0x02;

  private static final long ABOVE_QUOTE = ONES * 0x21;

  private Swar() {}

  /** The bytes {@code bytes[at, at + 8)}, the first one lowest. */
  static long load(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Marks line feeds. */
  static long lineFeedMarks(long word) {
    return zeroMarks(word ^ LINE_FEEDS);
  }

  /** Marks what cannot stand for itself inside a JSON string: quote, backslash, control bytes. */
  static long jsonSpecialMarks(long word) {
    long quotesAndControls = (word ^ QUOTE_BIT) - ABOVE_QUOTE;
    long backslashes = (word ^ BACKSLASHES) - ONES;
    return (quotesAndControls | backslashes) & ~word & HIGH_BITS;
  }

  /** Marks backslashes. */
  static long backslashMarks(long word) {
    return zeroMarks(word ^ BACKSLASHES);
  }

  /** Marks bytes from 0x80 up. */
  static long nonAsciiMarks(long word) {
    return word & HIGH_BITS;
  }

  /** How many bytes stand before the first mark. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  private static long zeroMarks(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }
}
