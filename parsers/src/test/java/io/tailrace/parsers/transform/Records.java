package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;

/** Records as they are read of lines. */
final class Records {
  private static final int MAX_EVENT_BYTES = 1 << 20;

  private Records() {}

  /** The one record of a line. */
  static LogRecord of(String line) {
    return of(line.getBytes(UTF_8));
  }

  /** The first record of some bytes; one without anything if there is none. */
  static LogRecord of(byte[] line) {
    var reader = new RecordReader(ParserChoice.AUTO, Multiline.NONE, MAX_EVENT_BYTES);
    var record = new LogRecord();
    reader.start(
        line, 0, line.length, new ChunkPlace(0, false, ChunkPlace.NO_HEAD), Flush.EVERYTHING);
    reader.next(record);
    return record;
  }

  /** A condition that is right. */
  static Condition condition(String text) {
    try {
      return Condition.parse(text);
    } catch (BadCondition e) {
      throw new AssertionError(text + " at " + e.index() + ": " + e.sentence(), e);
    }
  }
}
