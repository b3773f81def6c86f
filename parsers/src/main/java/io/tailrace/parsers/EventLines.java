package io.tailrace.parsers;

import io.tailrace.parsers.EventReader.Flush;

/**
 * The lines of one chunk, and how far the event that is being put together reaches into them: the
 * bounds of an event, whatever is in its lines.
 *
 * <p>Owned by one {@link EventReader}; it remembers nothing from one chunk to the next.
 */
final class EventLines {
  /** What the end of the event at hand looks like from the line after it. */
  enum Follower {
    JOINS,
    ENDS,
    /** It is not there yet: the event is held back. */
    UNKNOWN
  }

  private final int maxEventBytes;
  private final int maxLines;
  private final LineSplitter lines = new LineSplitter();

  private byte[] chunk = {};
  private int end;
  private Flush flush = Flush.NOTHING;

  private int eventFrom;
  private int count;
  private int next;
  private boolean open;

  private int markedNext;
  private int markedCount;
  private boolean markedOpen;

  /**
   * @param maxLines of one event; the rest begins a new one
   */
  EventLines(int maxEventBytes, int maxLines) {
    this.maxEventBytes = maxEventBytes;
    this.maxLines = maxLines;
  }

  /** Starts on the bytes up to {@code end} of a chunk. */
  void start(byte[] chunk, int end, Flush flush) {
    this.chunk = chunk;
    this.end = end;
    this.flush = flush;
    lines.start(chunk, end);
  }

  /** Finds the line at {@code from}, with which an event may begin. */
  void begin(int from) {
    lines.find(from);
    eventFrom = from;
    count = 0;
    next = from;
    open = false;
  }

  /** Whether the line is too long, or so far without an end that it will be. */
  boolean isTooLong() {
    // The last byte of a line without its end may be the CR that belongs to the line end.
    return lines.to() - lines.from() > maxEventBytes;
  }

  /** Whether the line is all there, or no more of it is waited for. */
  boolean isWhole() {
    return lines.isClosed() || flush == Flush.EVERYTHING;
  }

  boolean isBlank() {
    return lines.isBlank();
  }

  boolean isClosed() {
    return lines.isClosed();
  }

  /** Index of the line's first byte. */
  int from() {
    return lines.from();
  }

  /** Index after the line's last byte, without its line end. */
  int to() {
    return lines.to();
  }

  /** Index of the line's feed, or the end of the chunk. */
  int feed() {
    return lines.feed();
  }

  /** Index of the first byte after the line. */
  int afterLine() {
    return lines.next();
  }

  /** The line is the event's next one. */
  void takeLine() {
    takePiece();
    countLine();
  }

  /** The line, or the piece of one that a container runtime cut, is of the event. */
  void takePiece() {
    next = lines.next();
    open = !lines.isClosed();
  }

  /** The pieces that were taken are one more line. */
  void countLine() {
    count++;
  }

  /** How many lines the event has so far. */
  int count() {
    return count;
  }

  /** Index after the event's last line so far, its line end included. */
  int next() {
    return next;
  }

  /** Whether the event's last line, or its last piece of a line, is to go on. */
  boolean isOpen() {
    return open;
  }

  /** The piece that should have gone on the event's last line is not there. */
  void leaveOpen() {
    open = true;
  }

  /** Remembers where the event ends if nothing that is taken from now on belongs to it. */
  void mark() {
    markedNext = next;
    markedCount = count;
    markedOpen = open;
  }

  /** Takes back all lines and pieces since {@link #mark}: the event ended there. */
  void backToMark() {
    next = markedNext;
    count = markedCount;
    open = markedOpen;
  }

  /** Finds the line after the event: whether it is there, and the event has room for it. */
  Follower findNext() {
    if (open || count == maxLines || next - eventFrom >= maxEventBytes) {
      return Follower.ENDS;
    }
    if (next == end) {
      return flush == Flush.NOTHING ? Follower.UNKNOWN : Follower.ENDS;
    }
    lines.find(next);
    if (lines.to() - eventFrom > maxEventBytes || chunk[next] == 0) {
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
}
