package io.tailrace.parsers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a chunk of a file into events: finds line ends, joins the lines that belong to one event,
 * takes off what a container runtime wrapped around them, and repairs what is not UTF-8.
 *
 * <p>It keeps nothing from one chunk to the next. What is at the end of a chunk and not yet known
 * to be a whole event is simply not consumed: the caller reads it again with what follows, for the
 * file is the queue. Owned by one pipeline's thread.
 *
 * <pre>{@code
 * reader.start(chunk, from, to, Beginning.at(offset, insideLongLine), Flush.NOTHING);
 * while (reader.next(record)) {
 *   // record is an event; chunk[reader.eventFrom(), reader.eventTo()) are its bytes, line ends included
 * }
 * offset += reader.consumedTo() - from;
 * insideLongLine = reader.insideLongLine();
 * }</pre>
 *
 * <p>Lines of nothing but white space are passed over, as are a byte order mark at the beginning of
 * a file and the NUL bytes at the beginning of a line that a writer leaves who does not append. One
 * CR before an LF belongs to the line end. A line that begins with a brace is always an event of
 * its own.
 *
 * <p>Bounds: an event takes at most {@code maxEventBytes} of the file and {@link #MAX_LINES} lines;
 * a further line begins the next event, and a single line that is longer is shipped truncated and
 * the rest of it passed over. So a full chunk of at least {@code 2 * maxEventBytes} always holds an
 * event that can be shipped.
 *
 * <p>Wrapped lines of one event come one after the other in the file: a line of the other stream,
 * or one that is not wrapped, ends the event, also in the middle of a line that the runtime cut.
 */
public final class EventReader {
  /** More lines than this are no stack trace; the rest begins a new event. */
  static final int MAX_LINES = 1_000;

  /** What to make of the end of a chunk, when nothing has followed it for a while. */
  public enum Flush {
    /** More may come: hold back the last event if a further line could belong to it. */
    NOTHING,
    /** Every complete line is shipped; a line without its newline is still held back. */
    COMPLETE_LINES,
    /** The line without its newline is shipped too, flagged {@link Flag#PARTIAL}. */
    EVERYTHING
  }

  /** Where in its file a chunk begins. */
  public enum Beginning {
    OF_FILE,
    OF_LINE,
    /** In a line whose first part was shipped truncated: all up to its line end is passed over. */
    INSIDE_LONG_LINE;

    /** For a chunk at this offset of its file. */
    public static Beginning at(long offsetBytes, boolean insideLongLine) {
      return insideLongLine ? INSIDE_LONG_LINE : offsetBytes == 0 ? OF_FILE : OF_LINE;
    }
  }

  /** What the end of the event at hand looks like from the line after it. */
  private enum Follower {
    JOINS,
    ENDS,
    /** It is not there yet: the event is held back. */
    UNKNOWN
  }

  private final int maxEventBytes;
  private final Frame frame;
  private final ContinuationRule rule;
  private final LineSplitter lines = new LineSplitter();
  private final Payloads payloads = new Payloads();
  private byte[] repaired = {};

  private byte[] chunk = {};
  private int end;
  private Flush flush = Flush.NOTHING;
  private int position;
  private boolean insideLongLine;

  private int eventFrom;
  private int eventTo;
  private byte @Nullable [] stream;
  private Framing framing = Framing.NONE;
  private long frameTimeNanos;

  /** How many lines the event has so far. */
  private int lineCount;

  /** Index after the event's last line so far, its line end included. */
  private int next;

  /** Whether the event's last line, or its last piece of a line, is to go on. */
  private boolean open;

  /**
   * @param maxEventBytes longer lines are truncated; the caller's chunks hold more than twice this
   */
  public EventReader(Framing framing, Multiline multiline, int maxEventBytes) {
    if (maxEventBytes < 16) {
      throw new IllegalArgumentException("maxEventBytes is " + maxEventBytes);
    }
    this.maxEventBytes = maxEventBytes;
    this.frame = new Frame(framing);
    this.rule = multiline.newRule();
  }

  /** Starts on the bytes {@code chunk[from, to)}. */
  public void start(byte[] chunk, int from, int to, Beginning beginning, Flush flush) {
    this.chunk = chunk;
    this.position = from;
    this.end = to;
    this.flush = flush;
    this.insideLongLine = beginning == Beginning.INSIDE_LONG_LINE;
    this.eventFrom = from;
    this.eventTo = from;
    lines.start(chunk, to);
    if (insideLongLine) {
      passRestOfLongLine();
    } else if (beginning == Beginning.OF_FILE) {
      position = Utf8.afterByteOrderMark(chunk, from, to);
    }
  }

  /**
   * Sets the record to the next event of the chunk.
   *
   * @return false when the chunk holds no further event that is known to be whole
   */
  public boolean next(LogRecord record) {
    while (toNextLine()) {
      eventFrom = position;
      stream = null;
      framing = Framing.NONE;
      if (isTooLong()) {
        truncatedEvent(record);
        return true;
      }
      if (!frame.unwrap(chunk, position, lines.feed())) {
        return plainEvent(record);
      }
      if (!isPassedOver()) {
        return wrappedEvent(record);
      }
    }
    return false;
  }

  /** Index in the chunk of the event's first byte. */
  public int eventFrom() {
    return eventFrom;
  }

  /** Index in the chunk after the event's last byte, its line end included. */
  public int eventTo() {
    return eventTo;
  }

  /** Index in the chunk of the first byte that is to be read again; blank lines are passed over. */
  public int consumedTo() {
    return position;
  }

  /** Whether the chunk ended inside a line whose first part was already shipped truncated. */
  public boolean insideLongLine() {
    return insideLongLine;
  }

  /** What the event was wrapped in: never {@link Framing#AUTO}. */
  Framing framing() {
    return framing;
  }

  /** The stream that the runtime names for the event, or null if the event was not wrapped. */
  byte @Nullable [] stream() {
    return stream;
  }

  /** The time that the runtime names for the event, if it was wrapped and that could be read. */
  long frameTimeNanos() {
    return frameTimeNanos;
  }

  private void passRestOfLongLine() {
    int feed = LineSplitter.indexOfLineFeed(chunk, position, end);
    insideLongLine = feed < 0;
    position = insideLongLine ? end : feed + 1;
  }

  /** Moves to the next line that holds anything and may be looked at. */
  private boolean toNextLine() {
    while (true) {
      while (position < end && chunk[position] == 0) {
        position++;
      }
      if (position == end) {
        return false;
      }
      lines.find(position);
      if (isTooLong()) {
        return true;
      }
      if (!lines.isClosed() && flush != Flush.EVERYTHING) {
        return false;
      }
      if (!lines.isBlank()) {
        return true;
      }
      position = lines.next();
    }
  }

  /** Whether the line is too long, or so far without an end that it will be. */
  private boolean isTooLong() {
    // The last byte of a line without its end may be the CR that belongs to the line end.
    return lines.to() - lines.from() > maxEventBytes;
  }

  private void truncatedEvent(LogRecord record) {
    int cut = Utf8.floor(chunk, eventFrom, eventFrom + maxEventBytes);
    int next = lines.next();
    if (frame.unwrap(chunk, eventFrom, cut)) {
      takeFrame();
      payloads.cutTo(0);
      payloads.append(frame, cut - eventFrom);
      emit(record, payloads.text(), 0, payloads.length(), next);
    } else {
      emit(record, chunk, eventFrom, cut, next);
    }
    record.flag(Flag.TRUNCATED);
    insideLongLine = !lines.isClosed();
  }

  private boolean plainEvent(LogRecord record) {
    int to = lines.to();
    takeLine();
    if (mayGoOn(chunk, eventFrom, to)) {
      Follower follower = plainFollower();
      while (follower == Follower.JOINS) {
        to = lines.to();
        takeLine();
        follower = plainFollower();
      }
      if (follower == Follower.UNKNOWN) {
        return false;
      }
    }
    emit(record, chunk, eventFrom, to, next);
    flagLines(record);
    return true;
  }

  private void takeLine() {
    lineCount = eventFrom == lines.from() ? 1 : lineCount + 1;
    next = lines.next();
    open = !lines.isClosed();
  }

  private Follower plainFollower() {
    Follower follower = lineAfter(next);
    if (follower != Follower.JOINS) {
      return follower;
    }
    return canContinue(chunk, lines.from(), lines.to()) ? Follower.JOINS : Follower.ENDS;
  }

  private boolean mayGoOn(byte[] bytes, int from, int to) {
    return to > from && bytes[from] != '{' && rule.begin(bytes, from, to);
  }

  private boolean canContinue(byte[] bytes, int from, int to) {
    return !LineSplitter.isBlank(bytes, from, to)
        && bytes[from] != '{'
        && bytes[from] != 0
        && rule.joins(bytes, from, to);
  }

  /** Finds the line at {@code from}: whether it is there, and the event has room for it. */
  private Follower lineAfter(int from) {
    if (open || lineCount == MAX_LINES || from - eventFrom >= maxEventBytes) {
      return Follower.ENDS;
    }
    if (from == end) {
      return flush == Flush.NOTHING ? Follower.UNKNOWN : Follower.ENDS;
    }
    lines.find(from);
    if (lines.to() - eventFrom > maxEventBytes || chunk[from] == 0) {
      return Follower.ENDS;
    }
    if (lines.isClosed()) {
      return Follower.JOINS;
    }
    return switch (flush) {
      case NOTHING -> Follower.UNKNOWN;
      case COMPLETE_LINES -> Follower.ENDS;
      case EVERYTHING -> Follower.JOINS;
    };
  }

  /** Whether the wrapped line holds nothing; it is passed over like a blank line. */
  private boolean isPassedOver() {
    payloads.cutTo(0);
    takePiece();
    if (frame.isPartial() || !LineSplitter.isBlank(payloads.text(), 0, payloads.length())) {
      return false;
    }
    position = next;
    return true;
  }

  private void takePiece() {
    payloads.append(frame, lines.feed() - lines.from());
    next = lines.next();
    open = !lines.isClosed();
  }

  /** An event whose first piece is in {@link #payloads} already. */
  private boolean wrappedEvent(LogRecord record) {
    takeFrame();
    lineCount = 1;
    Follower follower = restOfWrappedLine();
    if (follower != Follower.UNKNOWN && mayGoOn(payloads.text(), 0, payloads.length())) {
      follower = Follower.JOINS;
      while (follower == Follower.JOINS) {
        follower = joinWrappedLine();
      }
    }
    if (follower == Follower.UNKNOWN) {
      return false;
    }
    emit(record, payloads.text(), 0, payloads.length(), next);
    flagLines(record);
    return true;
  }

  private void takeFrame() {
    stream = frame.stream();
    framing = frame.framing();
    frameTimeNanos = frame.timeNanos();
  }

  /** Appends the pieces that follow, until a line is whole or its next piece is not there. */
  private Follower restOfWrappedLine() {
    boolean partial = frame.isPartial();
    while (partial) {
      Follower follower = wrappedFollower();
      if (follower != Follower.JOINS) {
        open |= follower == Follower.ENDS;
        return follower;
      }
      partial = frame.isPartial();
      takePiece();
    }
    return Follower.ENDS;
  }

  private Follower wrappedFollower() {
    Follower follower = lineAfter(next);
    if (follower != Follower.JOINS) {
      return follower;
    }
    boolean sameStream =
        frame.unwrap(chunk, lines.from(), lines.feed()) && Arrays.equals(frame.stream(), stream);
    return sameStream ? Follower.JOINS : Follower.ENDS;
  }

  /** Appends the wrapped line that follows, if it belongs to the event. */
  private Follower joinWrappedLine() {
    Follower follower = wrappedFollower();
    if (follower != Follower.JOINS) {
      return follower;
    }
    int length = payloads.length();
    int nextBefore = next;
    boolean openBefore = open;
    payloads.appendLineFeed();
    takePiece();
    if (restOfWrappedLine() == Follower.UNKNOWN) {
      return Follower.UNKNOWN;
    }
    if (payloads.length() > length + 1
        && canContinue(payloads.text(), length + 1, payloads.length())) {
      lineCount++;
      return Follower.JOINS;
    }
    payloads.cutTo(length);
    next = nextBefore;
    open = openBefore;
    return Follower.ENDS;
  }

  private void flagLines(LogRecord record) {
    if (lineCount > 1) {
      record.flag(Flag.MULTILINE);
    }
    if (open) {
      record.flag(Flag.PARTIAL);
    }
  }

  private void emit(LogRecord record, byte[] text, int from, int to, int next) {
    if (Utf8.isValid(text, from, to)) {
      record.reset(text, from, to);
    } else {
      int room = Utf8.MAX_GROWTH * (to - from);
      if (repaired.length < room) {
        repaired = new byte[room];
      }
      record.reset(repaired, 0, Utf8.repair(text, from, to, repaired, 0));
      record.flag(Flag.INVALID_UTF8);
    }
    eventTo = next;
    position = next;
  }
}
