package io.tailrace.outputs.loki;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * The values that one record has for the label fields, as bytes in a row: equal bytes, equal
 * labels. For each slot the value's length plus one in two bytes, then the value; length 0 stands
 * for none.
 *
 * <p>Reused for every record; owned by the encoder.
 */
final class LabelValues {
  private static final byte[][] LEVELS =
      Arrays.stream(Severity.values()).map(s -> LabelNames.bytes(s.label())).toArray(byte[][]::new);

  private final List<LabelFields.Field> fields;
  private final int maxValueLength;
  private final boolean[] kept;
  private byte[] key = new byte[256];
  private int length;

  LabelValues(List<LabelFields.Field> fields, LokiLimits limits) {
    this.fields = fields;
    this.maxValueLength = Math.min(limits.maxLabelValueLength(), 0xFFFE);
    this.kept = new boolean[fields.size()];
  }

  /** The spelling of a level that is shipped. */
  static byte[] level(Severity severity) {
    return LEVELS[severity.ordinal()];
  }

  /**
   * Reads a record's values.
   *
   * @param ofSource the slots that have the same value for every record of the source; passed over
   */
  void read(LogRecord record, WantedFields wanted, boolean[] ofSource) {
    length = 0;
    for (int slot = 0; slot < kept.length; slot++) {
      reserve(2 + JsonText.MAX_GROWTH * maxValueLength);
      int start = length;
      length += 2;
      kept[slot] = !ofSource[slot] && readSlot(slot, record, wanted.at(slot));
      if (!kept[slot]) {
        length = start + 2;
      }
      int stored = kept[slot] ? length - start - 1 : 0;
      key[start] = (byte) (stored >> 8);
      key[start + 1] = (byte) stored;
    }
  }

  private boolean readSlot(int slot, LogRecord record, int field) {
    int start = length;
    if (fields.get(slot).isLevel()) {
      byte[] level = level(record.severity());
      length += copy(level, 0, level.length);
      return record.severity() != Severity.UNKNOWN;
    }
    if (field == WantedFields.ABSENT || !canBeLabel(record, field)) {
      return false;
    }
    byte[] value = record.valueBytes(field);
    int from = record.valueFrom(field);
    int to = record.valueTo(field);
    length =
        record.valueKind(field) == ValueKind.JSON_TEXT
            ? JsonText.unescape(value, from, to, key, length)
            : length + copy(value, from, to);
    // Loki takes an empty label for none.
    return length > start && length - start <= maxValueLength;
  }

  /** Cheap to say: too long even if every character of it were escaped. */
  private boolean canBeLabel(LogRecord record, int field) {
    ValueKind kind = record.valueKind(field);
    int bytes = record.valueTo(field) - record.valueFrom(field);
    return kind != ValueKind.NULL
        && kind != ValueKind.JSON
        && bytes <= JsonText.MAX_GROWTH * maxValueLength;
  }

  private int copy(byte[] value, int from, int to) {
    System.arraycopy(value, from, key, length, to - from);
    return to - from;
  }

  private void reserve(int more) {
    if (key.length - length < more) {
      key = Arrays.copyOf(key, length + more);
    }
  }

  /** The values in a row, up to {@link #keyLength()}; not to be written to. */
  byte[] key() {
    return key;
  }

  int keyLength() {
    return length;
  }

  /** Whether the last record has a value for the slot that can be a label. */
  boolean has(int slot) {
    return kept[slot];
  }

  /** Adds the last record's labels. */
  void addTo(SortedMap<String, String> labels) {
    int at = 0;
    for (int slot = 0; slot < kept.length; slot++) {
      int stored = (key[at] & 0xFF) << 8 | (key[at + 1] & 0xFF);
      at += 2;
      if (stored > 0) {
        labels.put(fields.get(slot).name(), new String(key, at, stored - 1, UTF_8));
        at += stored - 1;
      }
    }
  }
}
