package io.tailrace.benchmarks.micro;

import io.tailrace.parsers.EventReader;
import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.Framing;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A chunk to events: line ends, what is joined, what is wrapped, and whether all is UTF-8. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventBenchmark {
  private final LogRecord record = new LogRecord();
  private final EventReader lines =
      new EventReader(Framing.NONE, Multiline.NONE, Samples.MAX_LINE_BYTES);
  private final EventReader events =
      new EventReader(Framing.AUTO, Multiline.AUTO, Samples.MAX_LINE_BYTES);
  private final byte[] json = Samples.megabyte("json");
  private final byte[] plain = Samples.megabyte("plain");

  /** Every line alone and as it is: the line splitter, and little else. */
  @Benchmark
  public void linesOfJson(Blackhole hole) {
    read(lines, json, hole);
  }

  /** As it is by default. */
  @Benchmark
  public void eventsOfJson(Blackhole hole) {
    read(events, json, hole);
  }

  /** As it is by default; here each line may go on in the next one. */
  @Benchmark
  public void eventsOfText(Blackhole hole) {
    read(events, plain, hole);
  }

  private void read(EventReader reader, byte[] chunk, Blackhole hole) {
    reader.start(chunk, 0, chunk.length, Beginning.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      hole.consume(reader.eventTo());
    }
  }
}
