package io.tailrace.benchmarks.micro;

import io.tailrace.parsers.EventReader;
import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.Framing;
import io.tailrace.parsers.LineJoining;
import io.tailrace.parsers.LinePattern;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Lines joined to events: a trace of the language after every third line of text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class MultilineBenchmark {
  @Param({"java", "python", "go", "node", "ruby", "dotnet", "php", "rust", "dart"})
  public String traces = "java";

  /** The language's own preset, that of all languages, or a pattern that events start with. */
  @Param({"preset", "auto", "start"})
  public String joined = "preset";

  private final LogRecord record = new LogRecord();
  private EventReader reader = reader(LineJoining.of(Multiline.AUTO));
  private byte[] chunk = {};

  @Setup
  public void prepare() {
    reader =
        reader(
            switch (joined) {
              case "preset" -> LineJoining.of(Multiline.named(traces));
              case "auto" -> LineJoining.of(Multiline.AUTO);
              default -> LineJoining.startingWith(LinePattern.of("^[0-9]{4}-"));
            });
    chunk = SampleTraces.megabyte(traces);
  }

  private static EventReader reader(LineJoining joining) {
    return new EventReader(Framing.NONE, joining, Samples.MAX_LINE_BYTES);
  }

  @Benchmark
  public void events(Blackhole hole) {
    reader.start(chunk, 0, chunk.length, Beginning.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      hole.consume(reader.eventTo());
    }
  }
}
