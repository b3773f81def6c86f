package io.tailrace.outputs.ecs;

import static io.tailrace.outputs.ecs.BatchWriter.append;
import static io.tailrace.outputs.ecs.BatchWriter.appendNumber;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
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
    FieldMembers.write(record, names, 0, record.fieldCount(), batch);
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
    if (record.messageFrom() < record.messageTo()) {
      append(batch, MESSAGE);
      FieldMembers.writeMessage(record, batch);
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
