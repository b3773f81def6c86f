package io.tailrace.outputs.loki;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes each record as one entry of a {@code StreamAdapter}, tag and length included, so that a
 * request is made by copying; the record's tag in the batch is its stream's number.
 *
 * <p>The line is the event's text as it was written, or what {@link LokiLine} says. Makes no
 * objects for a record once its source and label values have been seen. Owned by one pipeline's
 * thread; what it remembers is bounded by {@link #MAX_SOURCES} and {@link #MAX_KEYS}, beyond which
 * the source used longest ago is forgotten.
 */
final class LokiEncoder implements Encoder {
  /** More files than one pod writes to between two rotations. */
  private static final int MAX_SOURCES = 4096;

  /** Sets of label values of all sources, about 300 bytes each. */
  private static final int MAX_KEYS = 16_384;

  /**
   * Hundreds of lines: more than one application writes in one millisecond, which is how finely
   * most tell the time.
   */
  private static final int RECALL_BYTES = 64 * 1024;

  private static final byte[] LEVEL = LabelNames.bytes(LabelNames.LEVEL);
  private static final byte[] FLAGS = LabelNames.bytes(LabelNames.FLAGS);
  private static final byte[][] FLAG_TEXTS = flagTexts();

  private final LokiOptions options;
  private final Streams streams;
  private final LabelFields fields;
  private final WantedFields wanted;
  private final LabelValues values;
  private final Metadata metadata;
  private final boolean levelIsLabel;

  /** Null where the line is the event's text. */
  private final @Nullable EncodedLine line;

  private final Map<String, SourceStreams> byGeneration = new LinkedHashMap<>(16, 0.75f, true);
  private String lastGeneration = "";
  private @Nullable SourceStreams lastStreams;
  // Of all sources, not yet counting what the last one has learnt since it became the last.
  private int keys;
  private int lastKeys;

  LokiEncoder(LokiOptions options, Streams streams) {
    this.options = options;
    this.streams = streams;
    this.fields = LabelFields.of(options);
    this.wanted = fields.wanted();
    this.values = new LabelValues(fields.labels(), options.limits());
    this.metadata = new Metadata(options.limits());
    this.levelIsLabel =
        options.labels().containsKey(LabelNames.LEVEL)
            || fields.labels().stream().anyMatch(LabelFields.Field::isLevel);
    this.line = options.line() == LokiLine.ORIGINAL ? null : new EncodedLine(options.line());
  }

  /** By {@link LogRecord#flags()}: {@code truncated,multiline}. */
  private static byte[][] flagTexts() {
    byte[][] texts = new byte[1 << Flag.values().length][];
    Arrays.setAll(
        texts,
        flags ->
            LabelNames.bytes(
                Arrays.stream(Flag.values())
                    .filter(flag -> (flags & flag.bit()) != 0)
                    .map(Flag::label)
                    .collect(Collectors.joining(","))));
    return texts;
  }

  @Override
  public void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
    SourceStreams own = streamsOf(source);
    SourceStreams.Target target = targetOf(record, own);
    if (line != null) {
      line.begin();
    }
    fillMetadata(record, own, target);
    long lineNanos = record.timeNanos() == LogRecord.NO_TIME ? readNanos : record.timeNanos();
    long nanos = target.times().take(lineNanos);
    if (line == null) {
      writeEntry(record.bytes(), record.from(), record.to(), nanos, batch);
    } else {
      line.write(record);
      writeEntry(line.bytes(), 0, line.length(), nanos, batch);
    }
    batch.endRecord(target.stream().index(), nanos, source, offset);
  }

  private SourceStreams.Target targetOf(LogRecord record, SourceStreams own) {
    wanted.find(record);
    values.read(record, wanted, own.ofSource());
    return own.targetOf(values);
  }

  @Override
  public int recallBytes() {
    return RECALL_BYTES;
  }

  /**
   * Which nanoseconds are taken in the record's stream. Without a time of its own it had the one at
   * which it was read, which is not known any more.
   */
  @Override
  public void recall(LogRecord record, Source source) {
    if (record.timeNanos() != LogRecord.NO_TIME) {
      targetOf(record, streamsOf(source)).times().take(record.timeNanos());
    }
  }

  private SourceStreams streamsOf(Source source) {
    SourceStreams last = lastStreams;
    if (last != null && source.generation().equals(lastGeneration)) {
      return last;
    }
    if (last != null) {
      keys += last.keyCount() - lastKeys;
    }
    SourceStreams next =
        byGeneration.computeIfAbsent(
            source.generation(),
            generation -> new SourceStreams(source, options, fields, streams, metadata));
    forgetOld(next);
    lastGeneration = source.generation();
    lastStreams = next;
    lastKeys = next.keyCount();
    return next;
  }

  private void forgetOld(SourceStreams next) {
    while (byGeneration.size() > MAX_SOURCES || keys > MAX_KEYS) {
      Map.Entry<String, SourceStreams> eldest = byGeneration.entrySet().iterator().next();
      if (eldest.getValue() == next) {
        return;
      }
      keys -= eldest.getValue().keyCount();
      byGeneration.remove(eldest.getKey());
    }
  }

  private void fillMetadata(LogRecord record, SourceStreams own, SourceStreams.Target target) {
    metadata.startWith(own.metadata());
    // A level that is not known is left to Loki, which looks for one in the line.
    boolean labelled = levelIsLabel && target.labelled();
    if (!labelled && record.severity() != Severity.UNKNOWN) {
      metadata.add(LEVEL, LabelValues.level(record.severity()));
    }
    if (record.flags() != 0) {
      metadata.add(FLAGS, FLAG_TEXTS[record.flags()]);
    }
    addUnlabelled(record, own, target);
    addFurther(record, own);
  }

  private void addFurther(LogRecord record, SourceStreams own) {
    List<LabelFields.Field> further = fields.metadata();
    for (int i = 0; i < further.size(); i++) {
      if (!own.metadataOfSource()[i]) {
        addField(further.get(i), fields.labels().size() + i, record);
      }
    }
  }

  /** Label fields whose value is no label: there was no room for the stream, or it is too long. */
  private void addUnlabelled(LogRecord record, SourceStreams own, SourceStreams.Target target) {
    if (!target.labelled()) {
      streams.overflowed();
    }
    List<LabelFields.Field> labels = fields.labels();
    for (int slot = 0; slot < labels.size(); slot++) {
      boolean isLabel = target.labelled() && values.has(slot);
      if (isLabel) {
        leaveOut(labels.get(slot), slot);
      } else if (!own.ofSource()[slot] && !labels.get(slot).isLevel()) {
        addField(labels.get(slot), slot, record);
      }
    }
  }

  private void addField(LabelFields.Field field, int slot, LogRecord record) {
    int at = wanted.at(slot);
    if (at != WantedFields.ABSENT && metadata.addField(field.nameBytes(), record, at)) {
      leaveOut(field, slot);
    }
  }

  /** Has a line that is made of the fields not repeat what the entry says already. */
  private void leaveOut(LabelFields.Field field, int slot) {
    // What the level's slot found is another field: one that says no level.
    if (line != null && !field.isLevel() && wanted.at(slot) != WantedFields.ABSENT) {
      line.omit(wanted.at(slot));
    }
  }

  private void writeEntry(byte[] text, int from, int to, long nanos, Batch batch) {
    long seconds = Math.floorDiv(nanos, 1_000_000_000L);
    int fraction = (int) Math.floorMod(nanos, 1_000_000_000L);
    int timeSize = timeSize(seconds, fraction);
    // As in all of proto3, what is empty is left out.
    int lineSize = from == to ? 0 : Wire.fieldSize(to - from);
    int size = Wire.fieldSize(timeSize) + lineSize + metadata.size();

    byte[] target = batch.reserve(Wire.fieldSize(size));
    int at = Wire.header(Wire.ENTRY, size, target, batch.size());
    at = Wire.header(Wire.TIMESTAMP, timeSize, target, at);
    at = writeTime(seconds, fraction, target, at);
    if (lineSize > 0) {
      at = Wire.field(Wire.LINE, text, from, to, target, at);
    }
    System.arraycopy(metadata.bytes(), 0, target, at, metadata.size());
    batch.advance(at + metadata.size());
  }

  private static int timeSize(long seconds, int fraction) {
    return (seconds == 0 ? 0 : 1 + Wire.varintSize(seconds))
        + (fraction == 0 ? 0 : 1 + Wire.varintSize(fraction));
  }

  private static int writeTime(long seconds, int fraction, byte[] target, int at) {
    if (seconds != 0) {
      target[at++] = Wire.SECONDS;
      at = Wire.varint(seconds, target, at);
    }
    if (fraction != 0) {
      target[at++] = Wire.NANOS;
      at = Wire.varint(fraction, target, at);
    }
    return at;
  }
}
