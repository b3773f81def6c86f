package io.tailrace.agent.dryrun;

import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * The records of a stream, one after the other, with the numbers of their lines. Reads through one
 * buffer, however long the stream is. Used by one thread.
 */
public final class EventStream {
  /** What the stream may have beyond two of the longest events before it is read on. */
  private static final int MORE_BYTES = 64 * 1024;

  private final RecordReader reader;
  private final LineNumbers lines;
  private final InputStream in;
  private final BooleanSupplier goesOn;
  private final LogRecord record = new LogRecord();
  private final byte[] chunk;

  private int end;
  private long offset;
  private int head = ChunkPlace.NO_HEAD;
  private boolean started;
  private boolean ended;
  private int countedTo;
  private long firstLine;
  private long lastLine;

  /**
   * Begins at the beginning of a file.
   *
   * @param maxEventBytes as the reader has it
   * @param goesOn asked before each reading, which may wait for what is not there yet; false ends
   *     it
   */
  public EventStream(
      RecordReader reader,
      Encoding encoding,
      int maxEventBytes,
      InputStream in,
      BooleanSupplier goesOn) {
    this.reader = reader;
    this.lines = new LineNumbers(encoding);
    this.in = in;
    this.goesOn = goesOn;
    this.chunk = new byte[Math.addExact(Math.multiplyExact(maxEventBytes, 2), MORE_BYTES)];
  }

  /** Goes to the next record; false when there is none. */
  public boolean next() throws IOException {
    while (!started || !reader.next(record)) {
      if (ended || !goesOn.getAsBoolean()) {
        return false;
      }
      readOn();
    }
    count();
    return true;
  }

  /** The record, valid until the next; dropped or not, as its reader says. */
  public LogRecord record() {
    return record;
  }

  /** Byte offset in the stream of the record's first byte. */
  public long offset() {
    return offset + reader.eventFrom();
  }

  /** The number of the record's first line, from 1 on. */
  public long firstLine() {
    return firstLine;
  }

  /** The number of its last line. */
  public long lastLine() {
    return lastLine;
  }

  private void readOn() throws IOException {
    boolean insideLongLine = started && reader.insideLongLine();
    if (started) {
      int consumed = reader.consumedTo();
      lines.pass(chunk, countedTo, consumed);
      offset += consumed;
      end -= consumed;
      System.arraycopy(chunk, consumed, chunk, 0, end);
      countedTo = 0;
    }
    int read = in.read(chunk, end, chunk.length - end);
    ended = read < 0;
    end += Math.max(0, read);
    if (offset == 0 && end >= 2) {
      head = ChunkPlace.headOf(chunk[0], chunk[1]);
    }
    Flush flush = ended ? Flush.EVERYTHING : Flush.NOTHING;
    reader.start(chunk, 0, end, new ChunkPlace(offset, insideLongLine, head), flush);
    started = true;
  }

  private void count() {
    lines.pass(chunk, countedTo, reader.eventFrom());
    firstLine = lines.current();
    lines.pass(chunk, reader.eventFrom(), reader.eventTo());
    lastLine = Math.max(firstLine, lines.isAtBeginning() ? lines.current() - 1 : lines.current());
    countedTo = reader.eventTo();
  }
}
