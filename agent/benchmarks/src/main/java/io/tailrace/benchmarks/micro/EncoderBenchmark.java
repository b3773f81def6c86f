package io.tailrace.benchmarks.micro;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.util.Map;
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

/**
 * Records to what is sent of them: ECS documents with their action lines, or Loki's entries. The
 * records, some dozens in turn, are read beforehand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncoderBenchmark {
  private static final int RECORDS = 64;

  private static final Source SOURCE =
      new Source("AZsk3kWyT0aXbC12", "/var/log/app/app.log", Map.of("service.name", "orders"));

  @Param({"elasticsearch", "loki"})
  public String output = "elasticsearch";

  /** What the records were read with. */
  @Param({"json", "plain"})
  public String parser = "json";

  private final Batch batch = new Batch(2 * Samples.MEGABYTE);
  private final LogRecord[] records = new LogRecord[RECORDS];
  private Encoder encoder = Outputs.encoder("elasticsearch");

  @Setup
  public void prepare() {
    encoder = Outputs.encoder(output);
    for (int i = 0; i < RECORDS; i++) {
      records[i] = record(Samples.line("json", i));
    }
  }

  private LogRecord record(byte[] line) {
    var reader =
        new RecordReader(ParserChoice.named(parser), Multiline.AUTO, Samples.MAX_LINE_BYTES);
    var record = new LogRecord();
    reader.start(line, 0, line.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    if (!reader.next(record)) {
      throw new IllegalStateException("no record in a sample line");
    }
    return record;
  }

  @Benchmark
  public int encode() {
    batch.clear();
    int input = 0;
    for (int i = 0; input < Samples.MEGABYTE; i++) {
      LogRecord record = records[i % RECORDS];
      encoder.encode(record, SOURCE, input, Outputs.READ_NANOS, batch);
      input += record.length() + 1;
    }
    return batch.size();
  }
}
