package io.tailrace.parsers;

import io.tailrace.parsers.EventLines.Follower;

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
 * a file and the NUL bytes at the beginning of a line: a writer that does not append leaves them
 * where its file was truncated, as many as it had written before, which may be gigabytes. One CR
 * before an LF belongs to the line end. A line that begins with a brace is always an event of its
 * own, unless a user's own pattern decides what is one or the brace is all there is.
 *
 * <p>Bounds: an event takes at most {@code maxEventBytes} of the file and {@link
 * LineJoining#maxLines} lines, those included that were looked at in vain; a further line begins
 * the next event, and a single line that is longer is shipped truncated and the rest of it passed
 * over. So a full chunk of at least {@code 2 * maxEventBytes} always holds an event that can be
 * shipped.
 */
public final class EventReader {
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

  private static final int UNKNOWN = -1;

  private final int maxEventBytes;
  private final EventLines lines;
  private final Continuation continuation;
  private final WrappedEvent wrapped;
  private byte[] repaired = {};

  private byte[] chunk = {};
  private int end;
  private int position;
  private boolean insideLongLine;

  private int eventFrom;
  private int eventTo;

  /** With one of the presets, and the usual bound on lines. */
  public EventReader(Framing framing, Multiline multiline, int maxEventBytes) {
    this(framing, LineJoining.of(multiline), maxEventBytes);
  }

  /**
   * @param maxEventBytes longer lines are truncated; the caller's chunks hold more than twice this
   */
  public EventReader(Framing framing, LineJoining joining, int maxEventBytes) {
    if (maxEventBytes < 16) {
      throw new IllegalArgumentException("maxEventBytes is " + maxEventBytes);
    }
    this.maxEventBytes = maxEventBytes;
    this.lines = new EventLines(maxEventBytes, joining.maxLines());
    this.continuation = new Continuation(joining.newRule());
    this.wrapped = new WrappedEvent(framing, lines, continuation);
  }

  /** Starts on the bytes {@code chunk[from, to)}. */
  public void start(byte[] chunk, int from, int to, Beginning beginning, Flush flush) {
    this.chunk = chunk;
    this.position = from;
    this.end = to;
    this.insideLongLine = beginning == Beginning.INSIDE_LONG_LINE;
    this.eventFrom = from;
    this.eventTo = from;
    lines.start(chunk, to, flush);
    wrapped.start(chunk);
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
      wrapped.clear();
      if (lines.isTooLong()) {
        truncatedEvent(record);
        return true;
      }
      if (!wrapped.begin()) {
        return plainEvent(record);
      }
      if (!wrapped.isBlank()) {
        return wrappedEvent(record);
      }
      position = lines.next();
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

  /**
   * What has joined the lines of the last event, if it has several, for people: {@code java trace}.
   */
  String joinedBy() {
    return continuation.joinedBy();
  }

  /** What the runtime said of the event, if it was wrapped. */
  WrappedEvent wrapping() {
    return wrapped;
  }

  private void passRestOfLongLine() {
    int feed = LineSplitter.indexOfLineFeed(chunk, position, end);
    insideLongLine = feed < 0;
    position = insideLongLine ? end : feed + 1;
  }

  /** Moves to the next line that holds anything and may be looked at. */
  private boolean toNextLine() {
    while (true) {
      position = LineSplitter.afterNuls(chunk, position, end);
      if (position == end) {
        return false;
      }
      lines.begin(position);
      if (lines.isTooLong()) {
        return true;
      }
      if (!lines.isWhole()) {
        return false;
      }
      if (!lines.isBlank()) {
        return true;
      }
      position = lines.afterLine();
    }
  }

  private void truncatedEvent(LogRecord record) {
    int cut = Utf8.floor(chunk, eventFrom, eventFrom + maxEventBytes);
    if (wrapped.truncated(eventFrom, cut)) {
      emit(record, wrapped.text(), 0, wrapped.length(), lines.afterLine());
    } else {
      emit(record, chunk, eventFrom, cut, lines.afterLine());
    }
    record.flag(Flag.TRUNCATED);
    insideLongLine = !lines.isClosed();
  }

  private boolean plainEvent(LogRecord record) {
    int to = lines.to();
    lines.takeLine();
    if (continuation.mayFollow(chunk, eventFrom, to)) {
      to = takeFollowers(to);
      if (to == UNKNOWN) {
        return false;
      }
    }
    emit(record, chunk, eventFrom, to, lines.next());
    flagLines(record);
    return true;
  }

  /**
   * Takes the lines that follow and belong to the event.
   *
   * @param to index after the event's first line
   * @return index after its last one, or {@link #UNKNOWN} if more of it may be to come
   */
  private int takeFollowers(int to) {
    int end = to;
    boolean doubtful = false;
    while (true) {
      Follower follower = lines.findNext();
      if (follower == Follower.UNKNOWN) {
        return UNKNOWN;
      }
      Belongs belongs = follower == Follower.ENDS ? Belongs.NO : judge();
      if (belongs == Belongs.NO) {
        break;
      }
      if (!doubtful) {
        lines.mark();
      }
      lines.takeLine();
      doubtful = belongs == Belongs.PERHAPS;
      end = doubtful ? end : lines.to();
    }
    if (doubtful) {
      lines.backToMark();
    }
    return end;
  }

  private Belongs judge() {
    return continuation.joins(chunk, lines.from(), lines.to());
  }

  private boolean wrappedEvent(LogRecord record) {
    if (!wrapped.complete()) {
      return false;
    }
    emit(record, wrapped.text(), 0, wrapped.length(), lines.next());
    flagLines(record);
    return true;
  }

  private void flagLines(LogRecord record) {
    if (lines.count() > 1) {
      record.flag(Flag.MULTILINE);
    }
    if (lines.isOpen()) {
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
