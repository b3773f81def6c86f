package io.tailrace.benchmarks.micro;

import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.redaction.Redaction;
import io.tailrace.parsers.redaction.RedactionRule;
import io.tailrace.parsers.redaction.RedactionStyle;
import java.util.EnumSet;
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
import org.openjdk.jmh.infra.Blackhole;

/** What redaction costs: lines to records as in {@link ParserBenchmark}, with rules and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RedactionBenchmark {
  private static final Redaction PATTERN =
      new Redaction(
          EnumSet.noneOf(RedactionRule.class),
          Map.of("customer", "c-([0-9]+)"),
          RedactionStyle.MASK,
          "");

  /** {@code none} is the reader without it, {@code pattern} one pattern of a user's and no rule. */
  @Param({"none", "mask", "hash", "pattern"})
  public String redaction = "mask";

  @Param({"json", "plain"})
  public String lines = "json";

  private final LogRecord record = new LogRecord();
  private RecordReader reader = newReader(Redaction.NONE);
  private byte[] chunk = {};

  @Setup
  public void prepare() {
    reader = newReader(wanted());
    chunk = Samples.megabyte(lines);
  }

  private Redaction wanted() {
    return switch (redaction) {
      case "none" -> Redaction.NONE;
      case "pattern" -> PATTERN;
      default ->
          new Redaction(
              EnumSet.allOf(RedactionRule.class),
              Map.of(),
              redaction.equals("hash") ? RedactionStyle.HASH : RedactionStyle.MASK,
              "a key of a benchmark");
    };
  }

  private static RecordReader newReader(Redaction redaction) {
    return new RecordReader(ParserChoice.AUTO, Multiline.AUTO, Samples.MAX_LINE_BYTES)
        .redacting(redaction);
  }

  @Benchmark
  public void recordReader(Blackhole hole) {
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      hole.consume(record.fieldCount());
    }
  }
}
