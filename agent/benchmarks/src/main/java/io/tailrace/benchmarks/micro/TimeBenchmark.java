package io.tailrace.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.BadFormat;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.FormatOption;
import io.tailrace.parsers.FormatOptions;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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

/**
 * Times as logs write them, each alone in its line, in the one column of a table: what is left when
 * {@code none}, a word, is taken from it is the time's own. An operation is {@link #LINES} lines,
 * not a megabyte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimeBenchmark {
  private static final int LINES = 10_000;

  /**
   * The two {@code custom} ones are read by java.time: lines with a time of their own each, and
   * lines that share one with nine others.
   */
  @Param({
    "none",
    "rfc3339",
    "comma",
    "local",
    "epoch-ms",
    "access",
    "rfc1123",
    "ctime",
    "custom",
    "custom-seldom"
  })
  public String time = "rfc3339";

  private final LogRecord record = new LogRecord();
  private RecordReader reader =
      new RecordReader(ParserChoice.AUTO, Multiline.NONE, Samples.MAX_LINE_BYTES);
  private byte[] chunk = {};

  @Setup
  public void prepare() throws BadFormat {
    FormatOptions options =
        FormatOptions.NONE.with(FormatOption.COLUMNS, time.equals("none") ? "word" : "time");
    if (time.startsWith("custom")) {
      options = options.with(FormatOption.TIME_FORMAT, "dd.MM.yyyy HH:mm:ss.SSS");
    }
    if (time.equals("local")) {
      options = options.with(FormatOption.TIME_ZONE, "Europe/Berlin");
    }
    reader =
        new RecordReader(
            ParserSpec.parse("tsv", options),
            Multiline.NONE,
            Encoding.UTF_8,
            Samples.MAX_LINE_BYTES);
    chunk = lines();
  }

  private byte[] lines() {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < LINES; i++) {
      bytes.writeBytes((text(time.equals("custom-seldom") ? i / 10 : i) + "\n").getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private String text(int number) {
    return switch (time) {
      case "none" -> "a word as long as a time " + number % 10;
      case "rfc3339" -> format("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", number);
      case "comma", "local" -> format("yyyy-MM-dd HH:mm:ss,SSS", number);
      case "epoch-ms" -> Long.toString(Samples.START.toEpochMilli() + number);
      case "access" -> format("dd/MMM/yyyy:HH:mm:ss '+0000'", number);
      case "rfc1123" -> format("EEE, dd MMM yyyy HH:mm:ss 'GMT'", number);
      case "ctime" -> format("EEE MMM dd HH:mm:ss.SSSSSS yyyy", number);
      case "custom", "custom-seldom" -> format("dd.MM.yyyy HH:mm:ss.SSS", number);
      default -> throw new IllegalArgumentException("no times like " + time);
    };
  }

  private static String format(String pattern, int number) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(Samples.START.plusMillis(number));
  }

  @Benchmark
  public void recordReader(Blackhole hole) {
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      hole.consume(record.timeNanos());
    }
  }
}
