package io.tailrace.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Appends lines at a pace, each by a write of its own, as applications do. Used by one thread. */
final class PacedWriter {
  private static final long SEED = 1;

  private final Path file;
  private final int linesPerSecond;
  private final SampleLine sample = new SampleLine(SEED, Instant.EPOCH);
  private final byte[] line = new byte[SampleLine.MOST_BYTES];

  PacedWriter(Path file, int linesPerSecond) {
    this.file = file;
    this.linesPerSecond = linesPerSecond;
  }

  /** Writes these lines; one that is late is written at once. */
  void write(int from, int to) throws IOException {
    long start = System.nanoTime();
    try (var channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      for (int number = from; number < to; number++) {
        awaitNanoTime(start + (number - from) * 1_000_000_000L / linesPerSecond);
        ByteBuffer bytes =
            ByteBuffer.wrap(line, 0, sample.writeNow(number, Instant.now(), line, 0));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    }
  }

  private static void awaitNanoTime(long due) {
    for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }
}
