package io.tailrace.outputs;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Encoded records on their way: one byte array, and for each record where it ends in it and where
 * it came from.
 *
 * <p>Mutable and reused. Written by the pipeline's thread until it is given to the {@link Shipper};
 * only read from then on, by the shipping thread, until it is settled and cleared for the next use.
 *
 * <p>An encoder appends a record's bytes with {@link #reserve} and {@link #advance} and closes the
 * record with {@link #endRecord}. A batch may grow past its nominal size by the one record that
 * filled it; {@link #clear} gives such an array back.
 */
public final class Batch {
  private final int nominalBytes;
  private byte[] bytes;
  private int size;

  private int count;
  private int[] ends = new int[256];
  private int[] tags = new int[256];
  private long[] timesNanos = new long[256];
  private Source[] sources = new Source[256];
  private long[] offsets = new long[256];
  private final BitSet deadLettered = new BitSet();

  /**
   * @param nominalBytes full from here on; the array is allocated now
   */
  public Batch(int nominalBytes) {
    this.nominalBytes = nominalBytes;
    this.bytes = new byte[nominalBytes];
  }

  /** The array that holds the records, record after record, from index 0. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes are written: the index at which the next one goes. */
  public int size() {
    return size;
  }

  /** The number of records. */
  public int count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Whether it is time to ship it. */
  public boolean isFull() {
    return size >= nominalBytes;
  }

  /**
   * Makes room for {@code length} more bytes.
   *
   * @return the array to write into from {@link #size()} on: a new one if it had to grow
   */
  public byte[] reserve(int length) {
    if (bytes.length - size < length) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(Math.addExact(size, length), bytes.length + (bytes.length >> 2)));
    }
    return bytes;
  }

  /** Says that the bytes up to index {@code end} are written. */
  public void advance(int end) {
    if (end < size || end > bytes.length) {
      throw new IllegalStateException("end " + end + ", size " + size + ", room " + bytes.length);
    }
    size = end;
  }

  /**
   * Closes a record: all bytes since the last one are its own.
   *
   * @param tag the encoder's own note on the record, such as the stream it belongs to
   * @param timeNanos the record's time as it is shipped, nanoseconds since 1970 UTC
   * @param offset byte offset in the generation of the event's first byte
   */
  public void endRecord(int tag, long timeNanos, Source source, long offset) {
    if (count == ends.length) {
      int length = count * 2;
      ends = Arrays.copyOf(ends, length);
      tags = Arrays.copyOf(tags, length);
      timesNanos = Arrays.copyOf(timesNanos, length);
      sources = Arrays.copyOf(sources, length);
      offsets = Arrays.copyOf(offsets, length);
    }
    ends[count] = size;
    tags[count] = tag;
    timesNanos[count] = timeNanos;
    sources[count] = source;
    offsets[count] = offset;
    count++;
  }

  /** Index in {@link #bytes()} of record {@code i}'s first byte. */
  public int recordFrom(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  /** Index in {@link #bytes()} after record {@code i}'s last byte. */
  public int recordTo(int i) {
    return ends[i];
  }

  public int tag(int i) {
    return tags[i];
  }

  public long timeNanos(int i) {
    return timesNanos[i];
  }

  public Source source(int i) {
    return sources[i];
  }

  public long offset(int i) {
    return offsets[i];
  }

  /** Notes that record {@code i} was dead-lettered, not delivered; by the shipping thread. */
  void deadLettered(int i) {
    deadLettered.set(i);
  }

  /** Whether record {@code i} was dead-lettered; asked once the batch is settled. */
  public boolean isDeadLettered(int i) {
    return deadLettered.get(i);
  }

  /** Empties it for its next use. */
  public void clear() {
    Arrays.fill(sources, 0, count, null);
    deadLettered.clear();
    size = 0;
    count = 0;
    if (bytes.length > nominalBytes + (nominalBytes >> 1)) {
      bytes = new byte[nominalBytes];
    }
  }
}
