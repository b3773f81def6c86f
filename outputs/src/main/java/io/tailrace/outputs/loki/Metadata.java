package io.tailrace.outputs.loki;

import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;

/**
 * The structured metadata of one entry while it is being put together, encoded.
 *
 * <p>Never over Loki's limits: what does not fit is left out, and a long value is cut, for the line
 * has it all. Reused for every record; owned by the encoder.
 */
final class Metadata {
  /**
   * A value longer than this is text, not an attribute: no query compares it, and the line has it.
   */
  static final int MAX_VALUE_BYTES = 4096;

  private final LokiLimits limits;

  // Room for the limits and the tags and lengths of that many entries.
  private final byte[] bytes;
  // Room for so many escaped bytes that what they stand for is over the limit on a value.
  private final byte[] unescaped = new byte[JsonText.MAX_GROWTH * (MAX_VALUE_BYTES + 4)];
  private int size;
  private int count;
  private int counted;

  Metadata(LokiLimits limits) {
    this.limits = limits;
    this.bytes = new byte[limits.maxMetadataBytes() + 16 * limits.maxMetadataEntries()];
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
    count = 0;
    counted = 0;
  }

  /** What was put together so far, to be {@linkplain #startWith started with} again. */
  Start toStart() {
    return new Start(Arrays.copyOf(bytes, size), count, counted);
  }

  /** What is the same for every record of a source. Not to be written to. */
  @SuppressWarnings("ArrayRecordComponent") // Written once, then only copied from.
  record Start(byte[] bytes, int count, int counted) {}

  void startWith(Start start) {
    System.arraycopy(start.bytes, 0, bytes, 0, start.bytes.length);
    size = start.bytes.length;
    count = start.count;
    counted = start.counted;
  }

  void add(byte[] name, byte[] value) {
    add(name, value, 0, value.length);
  }

  /**
   * Adds a field of a record, its text unescaped; nothing for {@code null} and for no text.
   *
   * @return whether all of its value is there now
   */
  boolean addField(byte[] name, LogRecord record, int field) {
    ValueKind kind = record.valueKind(field);
    byte[] value = record.valueBytes(field);
    int from = record.valueFrom(field);
    int to = record.valueTo(field);
    return switch (kind) {
      case NULL -> false;
      case TEXT, NUMBER, BOOLEAN, JSON -> add(name, value, from, to);
      case JSON_TEXT -> {
        int end = JsonText.unescape(value, from, escapedEnd(value, from, to), unescaped, 0);
        yield add(name, unescaped, 0, end);
      }
    };
  }

  /** Where to stop unescaping, so that the value is over its limit yet no escape is torn. */
  private int escapedEnd(byte[] json, int from, int to) {
    if (to - from <= unescaped.length) {
      return to;
    }
    int i = from;
    while (i - from <= unescaped.length - 12) {
      if (json[i] == '\\') {
        i += json[i + 1] == 'u' ? 6 : 2;
      } else {
        i++;
      }
    }
    return i;
  }

  /** Adds a value, or as much of it as may be; tells whether that is all. */
  private boolean add(byte[] name, byte[] value, int from, int to) {
    int end = cut(value, from, to);
    int pair = name.length + end - from;
    if (end == from
        || count == limits.maxMetadataEntries()
        || counted + pair > limits.maxMetadataBytes()) {
      return false;
    }
    count++;
    counted += pair;
    int pairSize = Wire.fieldSize(name.length) + Wire.fieldSize(end - from);
    size = Wire.header(Wire.METADATA, pairSize, bytes, size);
    size = Wire.field(Wire.NAME, name, 0, name.length, bytes, size);
    size = Wire.field(Wire.VALUE, value, from, end, bytes, size);
    return end == to;
  }

  /** The end of a value that is short enough, before a character that would be torn. */
  private static int cut(byte[] value, int from, int to) {
    if (to - from <= MAX_VALUE_BYTES) {
      return to;
    }
    int end = from + MAX_VALUE_BYTES;
    while (end > from && (value[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }
}
