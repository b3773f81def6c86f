package io.tailrace.benchmarks.micro;

import io.tailrace.parsers.BadFormat;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
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

/** Lines to records, by each parser with lines of its format: splitting and joining included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParserBenchmark {
  /** {@code auto} reads the JSON lines, as it does by default. */
  @Param({
    "auto",
    "json",
    "logfmt",
    "cri",
    "docker",
    "plain",
    "access",
    "nginx-error",
    "apache-error",
    "syslog",
    "klog",
    "logback",
    "jul",
    "python",
    "go",
    "postgres",
    "redis",
    "kafka",
    "regex",
    "grok",
    "csv",
    "kv"
  })
  public String parser = "auto";

  private final LogRecord record = new LogRecord();
  private RecordReader reader =
      new RecordReader(ParserChoice.AUTO, Multiline.AUTO, Samples.MAX_LINE_BYTES);
  private byte[] chunk = {};

  @Setup
  public void prepare() throws BadFormat {
    ParserSpec format = ParserSpec.parse(parser, Samples.options(parser));
    reader = new RecordReader(format, Multiline.AUTO, Encoding.UTF_8, Samples.MAX_LINE_BYTES);
    chunk = Samples.megabyte(parser);
  }

  @Benchmark
  public void recordReader(Blackhole hole) {
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      hole.consume(record.fieldCount());
    }
  }
}
