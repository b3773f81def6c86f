package io.tailrace.benchmarks.micro;

import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.transform.BadCondition;
import io.tailrace.parsers.transform.Condition;
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

/** Conditions alone, asked of records that were read before: a megabyte of lines each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConditionBenchmark {
  private static final int RECORDS = 64;

  @Param({
    "level>=warn",
    "customer==c-17",
    "took_ms>=200",
    "level in (warn, error) || took_ms>200 && logger!=x",
    "request.path==\"/healthz\"",
    "message~\"accepted\"",
    "message~\"^order [0-9]+ \""
  })
  public String condition = "level>=warn";

  private final LogRecord[] records = new LogRecord[RECORDS];
  private Condition asked = condition("level>=warn");

  @Setup
  public void prepare() {
    asked = condition(condition);
    for (int i = 0; i < RECORDS; i++) {
      records[i] = record(Samples.line("nested", i));
    }
  }

  @Benchmark
  public int holds() {
    int input = 0;
    int holding = 0;
    for (int i = 0; input < Samples.MEGABYTE; i++) {
      LogRecord record = records[i % RECORDS];
      holding += asked.holds(record) ? 1 : 0;
      input += record.length() + 1;
    }
    return holding;
  }

  private static LogRecord record(byte[] line) {
    var reader = new RecordReader(ParserChoice.JSON, Multiline.NONE, Samples.MAX_LINE_BYTES);
    var record = new LogRecord();
    reader.start(line, 0, line.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    if (!reader.next(record)) {
      throw new IllegalStateException("no record in a sample line");
    }
    return record;
  }

  private static Condition condition(String text) {
    try {
      return Condition.parse(text);
    } catch (BadCondition e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
