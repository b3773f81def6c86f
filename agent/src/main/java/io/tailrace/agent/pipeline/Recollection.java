package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.Generation;
import io.tailrace.outputs.Encoder;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the encoder of the records just before the place where a file is read on after a restart,
 * as far as it wants to know: what follows is then encoded as it was, or would have been, by the
 * run before. They are parsed by readers of their own, whose counters nobody sees.
 *
 * <p>Owned by the pipeline's thread. Bounded by {@link Encoder#recallBytes}.
 */
final class Recollection {
  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);

  private final Encoder encoder;
  private final Function<String, RecordReader> readers;
  private final Map<String, RecordReader> readerOfInput = new HashMap<>();
  private final LogRecord record = new LogRecord();

  /**
   * @param readers makes the reader of an input, by the input's name
   */
  Recollection(Encoder encoder, Function<String, RecordReader> readers) {
    this.encoder = encoder;
    this.readers = readers;
  }

  /** Does so before the first record of the cursor is encoded, and only then. */
  void recallOnce(Cursor cursor) {
    if (!cursor.takeResumption() || encoder.recallBytes() == 0) {
      return;
    }
    try {
      recall(cursor);
    } catch (IOException e) {
      LOG.debug("{} could not be read back: {}", cursor.source().path(), e.toString());
    }
  }

  private void recall(Cursor cursor) throws IOException {
    long offset = cursor.place().offset();
    long from = Math.max(0, offset - encoder.recallBytes());
    byte[] bytes = read(cursor.generation(), from, (int) (offset - from));
    RecordReader reader =
        readerOfInput.computeIfAbsent(cursor.generation().input().name(), readers);
    // The first line was begun before: its rest is passed over like that of a line that is too
    // long.
    ChunkPlace place = new ChunkPlace(from, from > 0, cursor.place().head());
    // The position is where an event ends.
    reader.start(bytes, 0, bytes.length, place, Flush.EVERYTHING);
    while (reader.next(record)) {
      if (!reader.isDropped()) {
        encoder.recall(record, cursor.source());
      }
    }
  }

  private static byte[] read(Generation generation, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && generation.read(buffer, from + buffer.position()) > 0) {
      // Until all of it is there, or there is no more.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
