package io.tailrace.outputs.loki;

import io.tailrace.parsers.LogRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the few wanted fields of a record in one pass over its fields.
 *
 * <p>A record has dozens of fields and most are passed over by their length alone. Several
 * spellings may stand for one slot ({@code trace_id}, {@code traceId}); the first in the record
 * counts. Owned by the encoder, hence by the pipeline's thread; allocates nothing for a record.
 */
final class WantedFields {
  static final int ABSENT = -1;

  /** Longer names than this are looked up in one common list. */
  private static final int LENGTHS = 64;

  @SuppressWarnings("ArrayRecordComponent") // Written once, then only compared with.
  private record Wanted(byte[] name, int slot) {}

  private final Wanted[][] byLength = new Wanted[LENGTHS][];
  private int[] found = {};

  /** Has {@link #find} put fields of this name into a slot. */
  void want(String name, int slot) {
    byte[] bytes = LabelNames.bytes(name);
    int length = Math.min(bytes.length, LENGTHS - 1);
    List<Wanted> same = new ArrayList<>();
    if (byLength[length] != null) {
      same.addAll(Arrays.asList(byLength[length]));
    }
    same.add(new Wanted(bytes, slot));
    byLength[length] = same.toArray(Wanted[]::new);
    if (slot >= found.length) {
      found = Arrays.copyOf(found, slot + 1);
    }
  }

  /** Looks through a record; {@link #at} then tells where each slot's field is. */
  void find(LogRecord record) {
    Arrays.fill(found, ABSENT);
    for (int i = 0; i < record.fieldCount(); i++) {
      int length = Math.min(record.nameTo(i) - record.nameFrom(i), LENGTHS - 1);
      Wanted[] candidates = byLength[length];
      if (candidates == null) {
        continue;
      }
      for (Wanted wanted : candidates) {
        if (found[wanted.slot] == ABSENT && record.isNamed(i, wanted.name)) {
          found[wanted.slot] = i;
        }
      }
    }
  }

  /** The index of a slot's field in the record last looked through, or {@link #ABSENT}. */
  int at(int slot) {
    return slot < found.length ? found[slot] : ABSENT;
  }
}
