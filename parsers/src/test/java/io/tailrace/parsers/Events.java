package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Reads a whole file at once, or as a tailer does, and tells the events apart. */
final class Events {
  /** Of a line that is too long: its event ends with the chunk, wherever that is. */
  static final long UNTOLD = -1;

  private Events() {}

  /**
   * An event as it would be told from another.
   *
   * @param from its offset in the file
   * @param to the offset after its line end, or {@link #UNTOLD}
   * @param flags but for {@link Flag#NO_TIME}, which most have
   */
  record Event(long from, long to, int flags, String text) {}

  /** All events of a file that is read in one piece. */
  static List<Event> whole(RecordReader reader, byte[] file) {
    return inChunks(() -> reader, file, file.length, bound -> bound - 1);
  }

  /**
   * All events of a file that grows while it is read.
   *
   * @param reader asked for at each chunk: as after a restart, none need know of the one before
   * @param capacity of the buffer, more than twice the longest event
   * @param next gives a number below the one it gets: how much the file grows, where in its buffer
   *     a chunk stands
   */
  static List<Event> inChunks(
      Supplier<RecordReader> reader, byte[] file, int capacity, IntUnaryOperator next) {
    var events = new ArrayList<Event>();
    var record = new LogRecord();
    int offset = 0;
    int available = 0;
    boolean inside = false;
    while (offset < file.length) {
      int before = offset;
      int grown = Math.max(available, offset) + 1 + next.applyAsInt(file.length);
      available = Math.min(file.length, grown);
      int to = Math.min(available, offset + capacity);
      boolean ended = to == file.length;
      int shift = next.applyAsInt(20);
      byte[] chunk = new byte[shift + to - offset + 8];
      System.arraycopy(file, offset, chunk, shift, to - offset);
      int end = shift + to - offset;

      RecordReader chunkReader = reader.get();
      var place = new ChunkPlace(offset, inside, headOf(file, available));
      chunkReader.start(chunk, shift, end, place, ended ? Flush.EVERYTHING : Flush.NOTHING);
      long base = (long) offset - shift;
      while (chunkReader.next(record)) {
        assertThat(chunkReader.eventTo()).isGreaterThan(chunkReader.eventFrom());
        events.add(
            new Event(
                base + chunkReader.eventFrom(),
                record.has(Flag.TRUNCATED) ? UNTOLD : base + chunkReader.eventTo(),
                record.flags() & ~Flag.NO_TIME.bit(),
                new String(record.bytes(), record.from(), record.length(), UTF_8)));
      }
      inside = chunkReader.insideLongLine();
      assertThat(chunkReader.consumedTo()).isBetween(shift, end);
      offset += chunkReader.consumedTo() - shift;
      boolean mustMove = ended || to - before == capacity;
      assertThat(offset > before || !mustMove).as("progress in a full chunk").isTrue();
    }
    return events;
  }

  private static int headOf(byte[] file, int available) {
    return available < 2 ? ChunkPlace.NO_HEAD : ChunkPlace.headOf(file[0], file[1]);
  }
}
