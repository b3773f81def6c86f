package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What transforms make of lines, in the words of tests. */
final class Transformed {
  static final String DROPPED = "dropped";
  private static final int MAX_EVENT_BYTES = 1 << 20;

  /** Nanoseconds; moved by tests. */
  long nanos = Long.MAX_VALUE - 5;

  final TransformStep step;
  private final RecordReader reader;

  Transformed(String steps) {
    this(steps, 7);
  }

  Transformed(String steps, long seed) {
    step = parse(steps).newStep(() -> nanos, seed);
    reader = new RecordReader(ParserChoice.AUTO, Multiline.NONE, MAX_EVENT_BYTES).through(step);
  }

  static Transforms parse(String steps) {
    try {
      return Transforms.parse(steps);
    } catch (BadTransform e) {
      throw new AssertionError(e.sentences(), e);
    }
  }

  static BadTransform problem(String steps) {
    try {
      throw new AssertionError("it is right: " + Transforms.parse(steps));
    } catch (BadTransform e) {
      return e;
    }
  }

  /** What one line becomes. */
  static String of(String steps, String line) {
    return new Transformed(steps).line(line);
  }

  /** The next line's record, or {@link #DROPPED}. */
  String line(String line) {
    List<String> records = lines(line.getBytes(UTF_8));
    if (records.size() != 1) {
      throw new AssertionError(records);
    }
    return records.getFirst();
  }

  List<String> lines(byte[] bytes) {
    var record = new LogRecord();
    List<String> records = new ArrayList<>();
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      records.add(reader.isDropped() ? DROPPED : json(record));
    }
    return records;
  }

  /** Applies a step to a record that is there already. */
  static String apply(RecordStep step, LogRecord record) {
    return step.apply(record) ? json(record) : DROPPED;
  }

  /** A record as JSON: time, level and message first, then fields as they are, then its flag. */
  static String json(LogRecord record) {
    var members = new StringJoiner(",", "{", "}");
    if (record.timeNanos() != LogRecord.NO_TIME) {
      members.add("\"time\":\"%s\"".formatted(Instant.EPOCH.plusNanos(record.timeNanos())));
    }
    if (record.severity() != Severity.UNKNOWN) {
      members.add("\"level\":\"%s\"".formatted(record.severity().label()));
    }
    if (record.messageFrom() < record.messageTo()) {
      members.add(
          "\"message\":"
              + value(
                  record.messageBytes(),
                  record.messageFrom(),
                  record.messageTo(),
                  record.messageKind()));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < record.fieldCount(); i++) {
      String name =
          new String(
              record.nameBytes(i),
              record.nameFrom(i),
              record.nameTo(i) - record.nameFrom(i),
              UTF_8);
      if (name.isEmpty() || !names.add(name)) {
        throw new AssertionError("empty or twice: " + name);
      }
      members.add(
          "\"%s\":%s"
              .formatted(
                  name,
                  value(
                      record.valueBytes(i),
                      record.valueFrom(i),
                      record.valueTo(i),
                      record.valueKind(i))));
    }
    if (record.has(Flag.TRANSFORM_ERROR)) {
      members.add("\"log.flags\":[\"transform_error\"]");
    }
    return members.toString();
  }

  private static String value(byte[] bytes, int from, int to, ValueKind kind) {
    return switch (kind) {
      case TEXT -> {
        byte[] escaped = new byte[JsonText.MAX_GROWTH * (to - from)];
        yield '"'
            + new String(escaped, 0, JsonText.escape(bytes, from, to, escaped, 0), UTF_8)
            + '"';
      }
      case JSON_TEXT -> '"' + new String(bytes, from, to - from, UTF_8) + '"';
      case NUMBER, BOOLEAN, NULL, JSON -> new String(bytes, from, to - from, UTF_8);
    };
  }
}
