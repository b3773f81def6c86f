package io.tailrace.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.EcsDocument;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a test's lines as the agent would read a file with them. */
final class TestRun {
  private static final String NO_GENERATION = "tailrace-test-00";

  private static final String PATH = "/var/log/test.log";

  private static final int BATCH_BYTES = 64 * 1024;

  private static final Set<String> OF_THE_RUN = Set.of("log.file.path", "log.offset");

  /** Likewise where nothing says when the line was, so that it is the present. */
  private static final Set<String> TIME_OF_THE_RUN =
      Set.of("log.file.path", "log.offset", Difference.TIME);

  private final ReaderMaker readers;
  private final InstantSource clock;

  TestRun(ReaderMaker readers, InstantSource clock) {
    this.readers = readers;
    this.clock = clock;
  }

  /** All its events, the dropped ones too. */
  List<TestEvent> run(ReadableTest test) {
    Instant now = test.test().now().orElseGet(clock::instant);
    String input = test.input().name();
    RecordReader reader =
        readers.make(test.settings(), input, test.output(), InstantSource.fixed(now));
    TestInput lines = test.test().lines();
    byte[] bytes = lines.encoded(test.input().encoding());
    int head = bytes.length < 2 ? ChunkPlace.NO_HEAD : ChunkPlace.headOf(bytes[0], bytes[1]);
    reader.start(bytes, 0, bytes.length, new ChunkPlace(0, false, head), Flush.EVERYTHING);
    Source source =
        new Source(NO_GENERATION, PATH, test.settings().metadata().fields(test.input()));
    EcsDocument document = new EcsDocument();
    LogRecord record = new LogRecord();
    Batch batch = new Batch(BATCH_BYTES);
    List<TestEvent> events = new ArrayList<>();
    while (reader.next(record)) {
      document.write(record, source, reader.eventFrom(), nanos(now), batch);
      String json = new String(batch.bytes(), 0, batch.size(), UTF_8);
      int line = lines.numberOf(reader.eventFrom());
      boolean isTimed = test.test().now().isPresent() || record.timeNanos() != LogRecord.NO_TIME;
      Set<String> ofTheRun = isTimed ? OF_THE_RUN : TIME_OF_THE_RUN;
      events.add(new TestEvent(line, reader.chosen(), reader.isDropped(), ofTheRun, json));
      batch.clear();
    }
    return events;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
