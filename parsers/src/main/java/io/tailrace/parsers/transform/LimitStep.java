package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * {@code limit 100/s by user}: a bucket of 100 tokens for each key that is filled with 100 a
 * second; a record takes one, or is dropped. Records without the key are of one key.
 *
 * <p>A bucket is kept as the time at which it will be full (the generic cell rate algorithm), so a
 * full one need not be kept at all. Bounded by {@link #SLOTS} keys: those that find no room share
 * one bucket, so that none of them gets more than its rate, and some less.
 */
final class LimitStep implements RecordStep {
  /** 128 KiB for each pipeline and input. */
  static final int SLOTS = 8 * 1024;

  /** A key is looked for in so many places. */
  private static final int WINDOW = 16;

  private final long intervalNanos;
  private final long toleranceNanos;
  private final RecordKey key;
  private final LongSupplier nanos;
  private final long startNanos;

  private final long[] hashes;
  private final long[] fullAt;
  private long sharedFullAt;

  /**
   * @param rate how many records
   * @param periodNanos in how long
   * @param nanos a clock that never goes back
   */
  LimitStep(int rate, long periodNanos, List<FieldName> by, LongSupplier nanos, long seed) {
    // Rounded up: never more than the rate.
    this.intervalNanos = Math.ceilDiv(periodNanos, rate);
    this.toleranceNanos = intervalNanos * (rate - 1);
    this.key = new RecordKey(by, seed);
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    int slots = by.isEmpty() ? WINDOW : SLOTS;
    this.hashes = new long[slots];
    this.fullAt = new long[slots];
    Arrays.fill(fullAt, Long.MIN_VALUE);
  }

  @Override
  public boolean apply(LogRecord record) {
    long now = nanos.getAsLong() - startNanos;
    long hash = key.of(record);
    int slot = slotOf(hash, now);
    long full = Math.max(slot < 0 ? sharedFullAt : fullAt[slot], now);
    if (full - now > toleranceNanos) {
      return false;
    }
    if (slot < 0) {
      sharedFullAt = full + intervalNanos;
    } else {
      fullAt[slot] = full + intervalNanos;
    }
    return true;
  }

  /** The slot of a key, or -1 if all in question are taken by others. */
  private int slotOf(long hash, long now) {
    int free = -1;
    int first = (int) hash & (hashes.length - 1);
    for (int i = 0; i < WINDOW; i++) {
      int slot = (first + i) & (hashes.length - 1);
      if (fullAt[slot] > now) {
        if (hashes[slot] == hash) {
          return slot;
        }
      } else if (free < 0) {
        free = slot;
      }
    }
    if (free >= 0) {
      hashes[free] = hash;
      // It may have used the shared one so far.
      fullAt[free] = sharedFullAt;
    }
    return free;
  }
}
