package io.tailrace.agent.dryrun;

import java.util.Arrays;

/**
 * Counts how many different values there are, by 64-bit hashes: of a million values, two have the
 * same one in a case of 30 million. Counts as long as there is room, here and in the {@link Room}
 * that it shares with others: 8 to 16 bytes for each value.
 */
final class DistinctValues {
  /** How many values are remembered of one field. */
  static final int MOST = 10_000;

  private static final int FIRST_LENGTH = 16;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** How many further values may be remembered of all fields together. */
  static final class Room {
    private int left;

    Room(int values) {
      this.left = values;
    }

    private boolean take() {
      if (left == 0) {
        return false;
      }
      left--;
      return true;
    }
  }

  private final Room room;

  /** Open addressing; 0 is a free place. At least half of them are free. */
  private long[] table = {};

  private int count;
  private boolean exceeded;

  DistinctValues(Room room) {
    this.room = room;
  }

  /** Counts a value unless it was there before. */
  void add(byte[] bytes, int from, int to) {
    if (exceeded) {
      return;
    }
    long hash = hash(bytes, from, to);
    if (table.length == 0) {
      table = new long[FIRST_LENGTH];
    }
    int at = placeOf(hash);
    if (table[at] == hash) {
      return;
    }
    if (count == MOST || !room.take()) {
      exceeded = true;
      return;
    }
    table[at] = hash;
    count++;
    if (count * 2 > table.length) {
      grow();
    }
  }

  /** How many there were; if {@link #isExceeded}, there were more. */
  int count() {
    return count;
  }

  /** Whether there were more than there was room for. */
  boolean isExceeded() {
    return exceeded;
  }

  private int placeOf(long hash) {
    int at = (int) hash & (table.length - 1);
    while (table[at] != 0 && table[at] != hash) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    Arrays.stream(old).filter(hash -> hash != 0).forEach(hash -> table[placeOf(hash)] = hash);
  }

  /** FNV-1a, whose lower bits are then mixed with the others; never 0. */
  private static long hash(byte[] bytes, int from, int to) {
    long hash = FNV_OFFSET;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * FNV_PRIME;
    }
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
