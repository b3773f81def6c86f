package io.tailrace.agent.settings;

import java.util.List;

/** A number of bytes, written and printed with binary units: {@code 64MiB}. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  /** A unit and the number of bytes in one of it. */
  record Unit(String symbol, long bytes) {}

  /** Largest first, so that the first that divides a size is the one to print it in. */
  static final List<Unit> UNITS =
      List.of(new Unit("GiB", 1L << 30), new Unit("MiB", 1L << 20), new Unit("KiB", 1L << 10));

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size of " + bytes + " bytes");
    }
  }

  public static ByteSize ofKibibytes(long kibibytes) {
    return new ByteSize(Math.multiplyExact(kibibytes, 1L << 10));
  }

  public static ByteSize ofMebibytes(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /** The size as an array length; settings that size an array are limited to fit. */
  public int toInt() {
    return Math.toIntExact(bytes);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    for (Unit unit : UNITS) {
      if (bytes > 0 && bytes % unit.bytes() == 0) {
        return bytes / unit.bytes() + unit.symbol();
      }
    }
    return Long.toString(bytes);
  }
}
