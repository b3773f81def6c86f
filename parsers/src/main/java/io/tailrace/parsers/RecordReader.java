package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.redaction.Redaction;
import io.tailrace.parsers.redaction.Redactor;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads parsed records from the chunks of a file: an {@link EventReader} and a {@link Parser} in
 * one, used as the former is.
 *
 * <p>No event is ever refused: one that is not in the parser's format becomes a plain record, with
 * {@link Flag#PARSE_ERROR} and the field {@code tailrace.parse_error}. What the container runtime
 * knew of the event is added where the event itself does not say: its time, and the field {@code
 * stream}. An event without a time, or with one of no use, is flagged. Chunks of another {@link
 * Encoding} are read as UTF-8; all indexes are the chunk's own.
 *
 * <p>Owned by one pipeline's thread, its counters too.
 */
public final class RecordReader {
  private static final byte[] STREAM = "stream".getBytes(US_ASCII);

  private final ChunkText text;
  private final EventReader events;
  private final Framing framing;
  private final Parser parser;
  private final PlainParser plain;
  private final ParseError notInFormat;
  private final ParseError notInFrame;

  /** Null when times without a zone are those of UTC. */
  private final @Nullable LocalTimes localTimes;

  /** Null when nothing is redacted: there is no such step then. */
  private @Nullable Redactor redactor;

  /** Null when records stay as they were read: there is no such step then. */
  private @Nullable RecordStep step;

  private boolean refused;
  private boolean dropped;
  private long droppedCount;
  private long eventCount;
  private long parseErrorCount;
  private long truncatedCount;
  private long invalidUtf8Count;
  private long multilineCount;
  private final FormatCounts formats = new FormatCounts();
  private long noTimeCount;
  private long badTimeCount;
  private long transformErrorCount;

  /** Reads UTF-8 in a format without settings; otherwise as the other one. */
  public RecordReader(ParserChoice choice, Multiline multiline, int maxEventBytes) {
    this(choice, multiline, Encoding.UTF_8, maxEventBytes);
  }

  /**
   * With one of the presets and the usual bound on lines; knows no year of a time that has none.
   */
  public RecordReader(
      ParserChoice choice, Multiline multiline, Encoding encoding, int maxEventBytes) {
    this(ParserSpec.of(choice), multiline, encoding, maxEventBytes);
  }

  /** Likewise, in a format of the user's own. */
  public RecordReader(
      ParserSpec format, Multiline multiline, Encoding encoding, int maxEventBytes) {
    this(format, LineJoining.of(multiline), encoding, maxEventBytes, NamedTimes.NO_REFERENCE);
  }

  /**
   * @param maxEventBytes longer lines are truncated, measured as UTF-8; the caller's chunks hold
   *     more than twice this
   * @param reference as of {@link ParserSpec#newParser}
   */
  public RecordReader(
      ParserSpec format,
      LineJoining joining,
      Encoding encoding,
      int maxEventBytes,
      LongSupplier reference) {
    this.text = encoding.newText();
    this.framing = format.framing();
    this.events = new EventReader(framing, joining, maxEventBytes);
    this.parser = format.newParser(reference);
    this.plain = new PlainParser(reference);
    ZoneId zone = format.zone();
    this.localTimes = zone.equals(ZoneOffset.UTC) ? null : new LocalTimes(zone);
    this.notInFormat = new ParseError(parser.refusal());
    this.notInFrame = new ParseError("not " + framing.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Has every event redacted before it is parsed, so that nothing that follows sees more. Offsets
   * stay those of the chunk. Said once, before the first event.
   */
  public RecordReader redacting(Redaction redaction) {
    redactor = redaction.isNothing() ? null : redaction.newRedactor();
    return this;
  }

  /** Has every record go through the step once it is read. Said once, before the first event. */
  public RecordReader through(RecordStep step) {
    this.step = step;
    return this;
  }

  /** Starts on the bytes {@code chunk[from, to)}. */
  public void start(byte[] chunk, int from, int to, ChunkPlace place, Flush flush) {
    text.start(chunk, from, to, place, flush);
    Beginning beginning = Beginning.at(place.offset(), place.insideLongLine());
    events.start(text.bytes(), text.from(), text.to(), beginning, flush);
  }

  /**
   * Sets the record to the next event of the chunk and what was found in it.
   *
   * @return false when the chunk holds no further event that is known to be whole
   */
  public boolean next(LogRecord record) {
    if (!events.next(record)) {
      return false;
    }
    refused = false;
    if (redactor != null) {
      redact(record, redactor);
    }
    if (isFrameMissing()) {
      refuse(record, notInFrame);
    } else if (!parser.parse(record)) {
      refuse(record, notInFormat);
    }
    if (localTimes != null) {
      localTimes.correct(record);
    }
    if (record.timeNanos() == LogRecord.NO_TIME) {
      withoutTime(record);
    }
    addStream(record);
    count(record);
    if (step != null) {
      apply(step, record);
    }
    return true;
  }

  /** Whether the last record is not to be shipped: its bytes are done with all the same. */
  public boolean isDropped() {
    return dropped;
  }

  /** How many records the step has dropped, by the reason's word; their sum is {@link #dropped}. */
  public Map<String, Long> drops() {
    return step == null ? Map.of() : step.drops();
  }

  /**
   * Has every record shown to somebody as it was read, before it goes through the step. For trying
   * things out; said once, after {@link #through}.
   */
  public RecordReader showing(Consumer<LogRecord> observer) {
    step = new ObservedStep(observer, step);
    return this;
  }

  /** What has kept the last record from being shipped, as of {@link RecordStep#droppedBy}. */
  public String droppedBy() {
    return dropped && step != null ? step.droppedBy() : "";
  }

  /**
   * What has joined the lines of the last event, if it has several, for people: {@code java trace},
   * {@code indentation}, {@code start pattern}.
   */
  public String joinedBy() {
    return events.joinedBy();
  }

  /** How the last event was read: {@code logfmt}, or {@code cri > json} if it was wrapped. */
  public String chosen() {
    String format = refused ? plain.name() : parser.chosen();
    return switch (events.wrapping().framing()) {
      case CRI -> "cri > " + format;
      case DOCKER -> "docker > " + format;
      case AUTO, NONE -> format;
    };
  }

  /** As {@link EventReader#eventFrom}. */
  public int eventFrom() {
    return text.inChunk(events.eventFrom());
  }

  /** As {@link EventReader#eventTo}. */
  public int eventTo() {
    return text.inChunk(events.eventTo());
  }

  /** As {@link EventReader#consumedTo}. */
  public int consumedTo() {
    return text.inChunk(events.consumedTo());
  }

  /** As {@link EventReader#insideLongLine}. */
  public boolean insideLongLine() {
    return events.insideLongLine();
  }

  /** How many events were read. */
  public long events() {
    return eventCount;
  }

  /** How many of them are not to be shipped. */
  public long dropped() {
    return droppedCount;
  }

  /**
   * How many of them were in each format, whatever they were wrapped in; of a chain the first
   * parser's name counts.
   */
  public Map<String, Long> formats() {
    return formats.asMap();
  }

  /** How many of them the parser refused. */
  public long parseErrors() {
    return parseErrorCount;
  }

  /** How many of them were longer than the maximum. */
  public long truncated() {
    return truncatedCount;
  }

  /** How many of them had bytes that are not UTF-8. */
  public long invalidUtf8() {
    return invalidUtf8Count;
  }

  /** How many of them said no time, and have none of a runtime's. */
  public long withoutTime() {
    return noTimeCount;
  }

  /** How many of them had a time of no use. */
  public long badTimes() {
    return badTimeCount;
  }

  /** At how many of them the step could not do its work. */
  public long transformErrors() {
    return transformErrorCount;
  }

  /** How many of them were joined of several lines. */
  public long multiline() {
    return multilineCount;
  }

  /** What was found of each kind in what was redacted, by the rule's name. */
  public Map<String, Long> redactions() {
    return redactor == null ? Map.of() : redactor.counts();
  }

  private static void redact(LogRecord record, Redactor redactor) {
    if (redactor.redact(record.bytes(), record.from(), record.to())) {
      record.replaceText(redactor.bytes(), 0, redactor.length());
    }
  }

  private boolean isFrameMissing() {
    return switch (framing) {
      case CRI, DOCKER -> events.wrapping().stream() == null;
      case AUTO, NONE -> false;
    };
  }

  private void refuse(LogRecord record, ParseError reason) {
    refused = true;
    plain.parse(record);
    reason.addTo(record);
  }

  /** The runtime's time is as good as the event's own, if that says none. */
  private void withoutTime(LogRecord record) {
    boolean wrapped = events.wrapping().stream() != null;
    if (wrapped) {
      record.timeNanos(events.wrapping().timeNanos());
    }
    boolean none = record.timeNanos() == LogRecord.NO_TIME;
    if (record.isTimeUnreadable() || (wrapped && none)) {
      record.flag(Flag.BAD_TIME);
    } else if (none) {
      record.flag(Flag.NO_TIME);
    }
  }

  private void addStream(LogRecord record) {
    byte[] stream = events.wrapping().stream();
    if (stream != null && record.find(STREAM) < 0) {
      record.addField(STREAM, 0, STREAM.length, stream, 0, stream.length, ValueKind.TEXT);
    }
  }

  private String format() {
    if (refused) {
      return plain.name();
    }
    // What a chain has chosen is put together anew each time.
    return parser instanceof ChainedParser ? parser.name() : parser.chosen();
  }

  private void count(LogRecord record) {
    eventCount++;
    formats.add(format());
    if (record.flags() == 0) {
      return;
    }
    parseErrorCount += countOf(record, Flag.PARSE_ERROR);
    truncatedCount += countOf(record, Flag.TRUNCATED);
    invalidUtf8Count += countOf(record, Flag.INVALID_UTF8);
    multilineCount += countOf(record, Flag.MULTILINE);
    noTimeCount += countOf(record, Flag.NO_TIME);
    badTimeCount += countOf(record, Flag.BAD_TIME);
  }

  private void apply(RecordStep step, LogRecord record) {
    dropped = !step.apply(record);
    droppedCount += dropped ? 1 : 0;
    transformErrorCount += countOf(record, Flag.TRANSFORM_ERROR);
    if (localTimes != null) {
      localTimes.correct(record); // One that a step has set.
    }
  }

  private static int countOf(LogRecord record, Flag flag) {
    return record.has(flag) ? 1 : 0;
  }
}
