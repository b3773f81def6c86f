package io.tailrace.benchmarks.micro;

import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.transform.BadTransform;
import io.tailrace.parsers.transform.Transforms;
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

/** What each step costs: lines to records as in {@link ParserBenchmark}, and through the step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransformBenchmark {
  /** The first is the reader without any. */
  @Param({
    "",
    "rename customer=customer.id, took_ms=event.duration",
    "remove thread, trace_id, x.*",
    "add env=prod, where=\"${customer}/${thread}\"",
    "nest",
    "flatten",
    "convert took_ms:text, amount:int",
    "sample 50%",
    "sample 50% by trace_id",
    "limit 1000/s",
    "limit 1000/s by customer",
    "dedup 10s",
    "dedup 10s by message, customer",
    "keep level>=warn",
    "drop message~\"^order [0-9]+ \""
  })
  public String step = "";

  /** {@code nested} is JSON with an object in it. */
  @Param({"json", "nested"})
  public String lines = "json";

  private final LogRecord record = new LogRecord();
  private RecordReader reader = newReader();
  private byte[] chunk = {};

  @Setup
  public void prepare() throws BadTransform {
    reader = newReader();
    if (!step.isEmpty()) {
      reader.through(Transforms.parse(step).newStep(System::nanoTime, 1));
    }
    chunk = Samples.megabyte(lines);
  }

  private static RecordReader newReader() {
    return new RecordReader(ParserChoice.AUTO, Multiline.AUTO, Samples.MAX_LINE_BYTES);
  }

  @Benchmark
  public void recordReader(Blackhole hole) {
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      hole.consume(reader.isDropped());
    }
  }
}
