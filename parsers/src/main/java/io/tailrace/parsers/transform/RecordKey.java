package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;
import java.util.List;

/** What records have in common that are taken for equal: the values of some fields, as a number. */
final class RecordKey {
  private static final byte[] NOTHING = {};

  private final Subject[] parts;
  private final long seed;
  private boolean there;

  /**
   * @param seed see {@link Hash64}
   */
  RecordKey(List<FieldName> names, long seed) {
    this.parts = names.stream().map(FieldName::subject).toArray(Subject[]::new);
    this.seed = seed;
  }

  /** The number of the record's values; one that is not there is as good as an empty one. */
  long of(LogRecord record) {
    there = false;
    long hash = seed;
    for (Subject part : parts) {
      if (part.find(record)) {
        there = true;
        part.unescape();
        hash = Hash64.of(hash, part.bytes(), part.from(), part.to());
      } else {
        hash = Hash64.of(hash, NOTHING, 0, 0);
      }
    }
    return hash;
  }

  /** Whether the last record had any of the values. */
  boolean isThere() {
    return there;
  }
}
