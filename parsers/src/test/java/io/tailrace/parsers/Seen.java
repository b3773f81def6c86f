package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record as it was when it was read, kept for comparing. */
record Seen(
    String text,
    Set<Flag> flags,
    long timeNanos,
    Severity severity,
    String message,
    Map<String, String> fields) {

  /** Copies what a record says; every value as it would stand in JSON. */
  static Seen of(LogRecord record) {
    var fields = new LinkedHashMap<String, String>();
    for (int i = 0; i < record.fieldCount(); i++) {
      String name = text(record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
      String value = text(record.valueBytes(i), record.valueFrom(i), record.valueTo(i));
      boolean text = record.valueKind(i) == ValueKind.TEXT;
      boolean jsonText = record.valueKind(i) == ValueKind.JSON_TEXT;
      String before =
          fields.put(name, jsonText ? '"' + value + '"' : text ? "'" + value + "'" : value);
      if (before != null) {
        throw new AssertionError("twice: " + name);
      }
    }
    String message = text(record.messageBytes(), record.messageFrom(), record.messageTo());
    var flags = EnumSet.noneOf(Flag.class);
    Arrays.stream(Flag.values()).filter(record::has).forEach(flags::add);
    return new Seen(
        text(record.bytes(), record.from(), record.to()),
        flags,
        record.timeNanos(),
        record.severity(),
        message,
        fields);
  }

  /** What one parser makes of a line; null if it refuses it. */
  static @Nullable Seen parsed(Parser parser, String line) {
    byte[] bytes = line.getBytes(UTF_8);
    var record = new LogRecord();
    record.reset(bytes, 0, bytes.length);
    return parser.parse(record) ? of(record) : null;
  }

  /** Every record of a whole file. */
  static List<Seen> read(RecordReader reader, String file) {
    byte[] bytes = file.getBytes(UTF_8);
    var seen = new ArrayList<Seen>();
    var record = new LogRecord();
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      seen.add(of(record));
    }
    return seen;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }
}
