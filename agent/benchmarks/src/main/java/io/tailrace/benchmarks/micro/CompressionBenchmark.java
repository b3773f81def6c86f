package io.tailrace.benchmarks.micro;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.tailrace.outputs.http.GzipBody;
import io.tailrace.outputs.http.HttpBody;
import java.io.IOException;
import java.io.OutputStream;
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

/** Compressing a megabyte of JSON lines as the outputs do. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompressionBenchmark {
  private final byte[] json = Samples.megabyte("json");
  private final SnappyCompressor snappy = new SnappyJavaCompressor();
  private final byte[] compressed = new byte[snappy.maxCompressedLength(json.length)];

  /** What the HTTP client's buffer is elsewhere. */
  private final Counting sink = new Counting();

  @Benchmark
  public int snappy() {
    return snappy.compress(json, 0, json.length, compressed, 0, compressed.length);
  }

  @Benchmark
  public long gzip1() throws IOException {
    sink.count = 0;
    new GzipBody(HttpBody.of("application/x-ndjson", json, 0, json.length), 1).writeTo(sink);
    return sink.count;
  }

  private static final class Counting extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
