package io.tailrace.outputs.loki;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to a sequence of label values by their bytes, without making an object for the
 * look-up. An open-addressing hash table; only grows, up to {@code maxKeys}.
 */
final class StreamKeys<T> {
  private final int maxKeys;
  private byte[] @Nullable [] keys = new byte[16][];
  private @Nullable Object[] values = new Object[16];
  private int count;

  StreamKeys(int maxKeys) {
    this.maxKeys = maxKeys;
  }

  int count() {
    return count;
  }

  boolean isFull() {
    return count == maxKeys;
  }

  // Only values given to put are in the array.
  @SuppressWarnings("unchecked")
  @Nullable T get(byte[] key, int length) {
    return (T) values[slotOf(key, length)];
  }

  /** Adds a key that is not there; the table must not be full. */
  void put(byte[] key, int length, T value) {
    if (count * 2 >= keys.length) {
      grow();
    }
    int slot = slotOf(key, length);
    keys[slot] = Arrays.copyOf(key, length);
    values[slot] = value;
    count++;
  }

  private int slotOf(byte[] key, int length) {
    int slot = hash(key, length) & (keys.length - 1);
    for (byte[] there = keys[slot]; there != null; there = keys[slot]) {
      if (Arrays.equals(there, 0, there.length, key, 0, length)) {
        return slot;
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static int hash(byte[] key, int length) {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + key[i];
    }
    return hash ^ (hash >>> 15);
  }

  private void grow() {
    byte[] @Nullable [] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new byte[oldKeys.length * 2][];
    values = new Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      byte[] key = oldKeys[i];
      if (key != null) {
        int slot = slotOf(key, key.length);
        keys[slot] = key;
        values[slot] = oldValues[i];
      }
    }
  }
}
