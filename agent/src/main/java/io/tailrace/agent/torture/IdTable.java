package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The ids an index has, as 64 bits of each: with a million of them, two different ones are taken
 * for the same once in thirty million runs. Sixteen bytes for an id at least, 32 at most.
 *
 * <p>Guarded by whoever owns it.
 */
final class IdTable {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private long[] ids = new long[1 << 12];
  private int count;

  /** Adds an id; whether it was not there yet. */
  boolean add(String id) {
    if (2 * (count + 1) > ids.length) {
      grow();
    }
    boolean added = put(ids, hash(id));
    count += added ? 1 : 0;
    return added;
  }

  int size() {
    return count;
  }

  private void grow() {
    long[] larger = new long[2 * ids.length];
    for (long id : ids) {
      if (id != 0) {
        put(larger, id);
      }
    }
    ids = larger;
  }

  private static boolean put(long[] table, long id) {
    int at = (int) (id >>> 20) & (table.length - 1);
    while (table[at] != 0) {
      if (table[at] == id) {
        return false;
      }
      at = (at + 1) & (table.length - 1);
    }
    table[at] = id;
    return true;
  }

  private static long hash(String id) {
    long hash = FNV_OFFSET;
    for (byte b : id.getBytes(UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
