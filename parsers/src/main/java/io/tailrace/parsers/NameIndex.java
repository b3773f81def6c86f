package io.tailrace.parsers;

import java.util.Arrays;

/**
 * Finds a record's field by its name, in a time that does not grow with the number of fields.
 *
 * <p>A hash table with open addressing, twice as large as a record can have fields. Entries of
 * earlier records are told by their generation, so that nothing needs to be cleared.
 */
public final class NameIndex {
  private static final int SLOTS = 2 * LogRecord.MAX_FIELDS;
  private static final int FIELD_BITS = 16;
  private static final long FIELD_MASK = (1L << FIELD_BITS) - 1;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Generation in the upper bits, the field's index in the lower ones. */
  private final long[] slots = new long[SLOTS];

  private long generation;
  private int freeSlot;

  /** Forgets every name. */
  public void clear() {
    generation++;
  }

  /** The index of the record's field with this name, or -1; {@link #put} may follow then. */
  public int find(LogRecord record, byte[] bytes, int from, int to) {
    int slot = slotOf(bytes, from, to);
    while (slots[slot] >>> FIELD_BITS == generation) {
      int field = (int) (slots[slot] & FIELD_MASK);
      if (Arrays.equals(
          record.nameBytes(field), record.nameFrom(field), record.nameTo(field), bytes, from, to)) {
        return field;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    freeSlot = slot;
    return -1;
  }

  /** Notes a field of the record, which has a name that no other field has. */
  public void add(LogRecord record, int field) {
    find(record, record.nameBytes(field), record.nameFrom(field), record.nameTo(field));
    put(field);
  }

  /** Notes the field whose name was just looked for and not found. */
  public void put(int field) {
    slots[freeSlot] = generation << FIELD_BITS | field;
  }

  private static int slotOf(byte[] bytes, int from, int to) {
    long hash = MULTIPLIER;
    int i = from;
    for (; i <= to - Swar.WIDTH; i += Swar.WIDTH) {
      hash = (hash ^ Swar.load(bytes, i)) * MULTIPLIER;
    }
    if (i < to) {
      hash = (hash ^ rest(bytes, i, to)) * MULTIPLIER;
    }
    return (int) (hash >>> 40) & (SLOTS - 1);
  }

  /** Fewer than eight bytes as one number. */
  private static long rest(byte[] bytes, int from, int to) {
    if (from + Swar.WIDTH <= bytes.length) {
      long others = -1L << (8 * (to - from));
      return Swar.load(bytes, from) & ~others;
    }
    long rest = 0;
    for (int i = to - 1; i >= from; i--) {
      rest = (rest << 8) | (bytes[i] & 0xFF);
    }
    return rest;
  }
}
