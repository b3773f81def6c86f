package io.tailrace.outputs.ecs;

import static io.tailrace.outputs.ecs.BatchWriter.append;
import static io.tailrace.outputs.ecs.BatchWriter.appendEscaped;
import static io.tailrace.outputs.ecs.BatchWriter.appendNumber;
import static io.tailrace.outputs.ecs.BatchWriter.appendOnOneLine;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;

/**
 * Writes records as JSON objects, each on one line, without a line end:
 *
 * <pre>{@code
 * {"@timestamp":"2026-01-02T03:04:05.123456789Z","log.level":"info","message":"paid",
 *  "amount":12,"log.file.path":"/var/log/app.log","log.offset":123,"log.flags":["multiline"],
 *  "service.name":"checkout"}
 * }</pre>
 *
 * <p>No two members have the same path, nested ones included. Of two that would: what this program
 * knows of the record ({@link OwnField}) beats a field of the record, which is then written as
 * {@code original.<name>}; a field of the record beats a field of the source, which is then not
 * written. A value where ECS has an object goes inside it: {@code service} becomes {@code
 * service.name}. All of {@link Renaming} says the rest.
 *
 * <p>Fields that stand next to each other in a JSON line are copied as one piece. Owned by one
 * pipeline's thread; allocates nothing for a record once its buffers have grown.
 */
public final class EcsDocument {
  private static final byte[] START = ascii("{\"@timestamp\":\"");
  private static final byte[] MESSAGE = ascii("\",\"message\":\"");
  private static final byte[][] LEVELS = levels();

  /** {@code ,"log.flags":["multiline"]} for each set of flags. */
  private static final byte[][] FLAGS = flags();

  private final Timestamp timestamp = new Timestamp();
  private final SourceFrames frames = new SourceFrames();
  private final FieldNames names = new FieldNames();

  /**
   * Appends a record. Does not {@linkplain Batch#endRecord end} it.
   *
   * @param offset byte offset in the source's generation of the event's first byte
   * @param readNanos the record's time if it has none of its own
   */
  public void write(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
    SourceFrame frame = frames.of(source);
    names.resolve(record, frame, written(record));
    long time = record.timeNanos() == LogRecord.NO_TIME ? readNanos : record.timeNanos();
    append(batch, START);
    int at = batch.size();
    batch.advance(timestamp.write(time, batch.reserve(Timestamp.MAX_LENGTH), at));
    append(batch, LEVELS[record.severity().ordinal()]);
    writeMessage(record, batch);
    append(batch, '"');
    writeFields(record, batch);
    append(batch, frame.path);
    appendNumber(batch, offset);
    append(batch, FLAGS[record.flags()]);
    writeSourceFields(frame, batch);
    append(batch, '}');
  }

  private static int written(LogRecord record) {
    int written = OwnField.ALWAYS;
    if (record.severity() != Severity.UNKNOWN) {
      written |= OwnField.LEVEL.bit();
    }
    if (record.messageTo() > record.messageFrom()) {
      written |= OwnField.MESSAGE.bit();
    }
    if (record.flags() != 0) {
      written |= OwnField.FLAGS.bit();
    }
    return written;
  }

  private static void writeMessage(LogRecord record, Batch batch) {
    int from = record.messageFrom();
    int to = record.messageTo();
    if (from == to) {
      return;
    }
    append(batch, MESSAGE);
    if (record.messageKind() == ValueKind.JSON_TEXT) {
      append(batch, record.messageBytes(), from, to);
    } else {
      appendEscaped(batch, record.messageBytes(), from, to);
    }
  }

  private void writeFields(LogRecord record, Batch batch) {
    int i = 0;
    while (i < record.fieldCount()) {
      append(batch, ',');
      int end = verbatimEnd(record, i);
      if (end < 0) {
        writeField(record, i, batch);
        i++;
      } else {
        i = writeRun(record, i, end, batch);
      }
    }
  }

  /** Writes field {@code i} and those that follow it in the same line; returns the next one. */
  private int writeRun(LogRecord record, int i, int endOfFirst, Batch batch) {
    int end = endOfFirst;
    int next = i + 1;
    while (next < record.fieldCount() && follows(record, i, end, next)) {
      int endOfNext = verbatimEnd(record, next);
      if (endOfNext < 0) {
        break;
      }
      end = endOfNext;
      next++;
    }
    append(batch, record.nameBytes(i), record.nameFrom(i) - 1, end);
    return next;
  }

  /** Whether only a comma, and at most one space, is between {@code end} and field {@code next}. */
  private static boolean follows(LogRecord record, int first, int end, int next) {
    byte[] bytes = record.nameBytes(first);
    int quote = record.nameFrom(next) - 1;
    return isSame(record.nameBytes(next), bytes)
        && (quote == end + 1 || (quote == end + 2 && bytes[end + 1] == ' '))
        && bytes[end] == ',';
  }

  /**
   * The index after the last byte of field {@code i} if it stands in its line as it can be copied,
   * {@code "name":value}, with at most one space before the value; else -1.
   */
  private int verbatimEnd(LogRecord record, int i) {
    byte[] bytes = record.nameBytes(i);
    int from = record.nameFrom(i);
    int colon = record.nameTo(i) + 1;
    if (names.isRenamed(i)
        || !isSame(record.valueBytes(i), bytes)
        || from == 0
        || bytes[from - 1] != '"'
        || record.valueTo(i) >= bytes.length
        || record.valueFrom(i) <= colon
        || bytes[colon - 1] != '"'
        || bytes[colon] != ':') {
      return -1;
    }
    int value = bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    return switch (record.valueKind(i)) {
      case TEXT -> -1;
      case JSON_TEXT ->
          record.valueFrom(i) == value + 1 && bytes[value] == '"' && bytes[record.valueTo(i)] == '"'
              ? record.valueTo(i) + 1
              : -1;
      case NUMBER, BOOLEAN, NULL -> record.valueFrom(i) == value ? record.valueTo(i) : -1;
      case JSON ->
          record.valueFrom(i) == value && isOnOneLine(bytes, value, record.valueTo(i))
              ? record.valueTo(i)
              : -1;
    };
  }

  @SuppressWarnings("ReferenceEquality") // Two slices of one line are slices of one array.
  private static boolean isSame(byte[] array, byte[] other) {
    return array == other;
  }

  private static boolean isOnOneLine(byte[] json, int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        return false;
      }
    }
    return true;
  }

  private void writeField(LogRecord record, int i, Batch batch) {
    append(batch, '"');
    if (names.isRenamed(i)) {
      append(batch, names.newName(), names.newNameFrom(i), names.newNameTo(i));
    } else {
      append(batch, record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
    }
    append(batch, '"');
    append(batch, ':');
    writeValue(record, i, batch);
  }

  private static void writeValue(LogRecord record, int i, Batch batch) {
    byte[] bytes = record.valueBytes(i);
    int from = record.valueFrom(i);
    int to = record.valueTo(i);
    switch (record.valueKind(i)) {
      case TEXT -> {
        append(batch, '"');
        appendEscaped(batch, bytes, from, to);
        append(batch, '"');
      }
      case JSON_TEXT -> {
        append(batch, '"');
        append(batch, bytes, from, to);
        append(batch, '"');
      }
      case NUMBER, BOOLEAN, NULL -> append(batch, bytes, from, to);
      case JSON -> appendOnOneLine(batch, bytes, from, to);
    }
  }

  private void writeSourceFields(SourceFrame frame, Batch batch) {
    if (!names.replacesAny()) {
      append(batch, frame.members);
      return;
    }
    for (int i = 0; i < frame.member.length; i++) {
      if (!names.replaces(i)) {
        append(batch, frame.member[i]);
      }
    }
  }

  private static byte[][] levels() {
    return Arrays.stream(Severity.values())
        .map(severity ->
            ascii(severity == Severity.UNKNOWN ? "" : "\",\"log.level\":\"" + severity.label()))
        .toArray(byte[][]::new);
  }

  private static byte[][] flags() {
    byte[][] flags = new byte[1 << Flag.values().length][];
    for (int set = 1; set < flags.length; set++) {
      int bits = set;
      flags[set] =
          ascii(
              Arrays.stream(Flag.values())
                  .filter(flag -> (bits & flag.bit()) != 0)
                  .map(flag -> '"' + flag.label() + '"')
                  .collect(joining(",", ",\"log.flags\":[", "]")));
    }
    flags[0] = ascii("");
    return flags;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
