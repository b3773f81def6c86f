package io.tailrace.parsers.transform;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.SideText;
import io.tailrace.parsers.ValueKind;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * {@code dedup 10s}: of equal messages the first is shipped, and for so long no other one. The next
 * one after that says how many there were in between, in the field {@code event.suppressed}.
 * Records without a message are equal if their text is; with a key, those without it are all
 * shipped.
 *
 * <p>Bounded by {@link #SLOTS} messages. One that finds no room takes that of the one which would
 * have been forgotten first: then more is shipped than need be, never less.
 */
final class DedupStep implements RecordStep {
  /** 160 KiB for each pipeline and input. */
  static final int SLOTS = 8 * 1024;

  /** A message is looked for in so many places. */
  private static final int WINDOW = 16;

  private static final FieldName MESSAGE = FieldName.of("message", FieldName.Role.MESSAGE);
  private static final FieldName SUPPRESSED =
      FieldName.of("event.suppressed", FieldName.Role.FIELD);

  private final long windowNanos;
  private final boolean byMessage;
  private final RecordKey key;
  private final LongSupplier nanos;
  private final long startNanos;
  private final long seed;
  private final SideText side;
  private final Assignment suppressed = new Assignment(SUPPRESSED);

  private final long[] hashes = new long[SLOTS];
  private final int[] counts = new int[SLOTS];

  /** When what is in a slot is forgotten; 0 where nothing ever was. */
  private final long[] ends = new long[SLOTS];

  /**
   * @param by nothing for the message
   * @param nanos a clock that never goes back
   */
  DedupStep(long windowNanos, List<FieldName> by, LongSupplier nanos, long seed, SideText side) {
    this.windowNanos = windowNanos;
    this.byMessage = by.isEmpty();
    this.key = new RecordKey(byMessage ? List.of(MESSAGE) : by, seed);
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.seed = seed;
    this.side = side;
  }

  @Override
  public boolean apply(LogRecord record) {
    long hash = key.of(record);
    if (!key.isThere()) {
      if (!byMessage) {
        return true;
      }
      hash = Hash64.of(~seed, record.bytes(), record.from(), record.to());
    }
    long now = nanos.getAsLong() - startNanos;
    int slot = slotOf(hash);
    boolean same = hashes[slot] == hash;
    if (same && now < ends[slot]) {
      counts[slot] = Math.min(counts[slot], Integer.MAX_VALUE - 1) + 1;
      return false;
    }
    if (same && counts[slot] > 0) {
      say(record, counts[slot]);
    }
    hashes[slot] = hash;
    counts[slot] = 0;
    ends[slot] = now + windowNanos;
    return true;
  }

  /** The slot of a message, or the one that is needed least of those it may be in. */
  private int slotOf(long hash) {
    int first = (int) hash & (SLOTS - 1);
    int oldest = first;
    for (int i = 0; i < WINDOW; i++) {
      int slot = (first + i) & (SLOTS - 1);
      if (hashes[slot] == hash) {
        return slot;
      }
      if (ends[slot] < ends[oldest]) {
        oldest = slot;
      }
    }
    return oldest;
  }

  private void say(LogRecord record, int count) {
    int from = side.length();
    digits(count);
    if (!suppressed.set(record, side.bytes(), from, side.length(), ValueKind.NUMBER)) {
      record.flag(Flag.TRANSFORM_ERROR);
    }
  }

  private void digits(int number) {
    if (number >= 10) {
      digits(number / 10);
    }
    side.append((byte) ('0' + number % 10));
  }
}
