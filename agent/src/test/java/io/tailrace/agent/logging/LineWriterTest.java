package io.tailrace.agent.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineWriterTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void linesOfSeveralThreadsArriveWholeAndEachThreadsInOrder() throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    LineWriter writer = writerTo(bytes);
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 4; t++) {
      String name = "t" + t;
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 1_000; i++) {
              writer.write(name + " " + i + "\n");
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.close(LONG);

    List<String> lines = bytes.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(4_000);
    for (int t = 0; t < 4; t++) {
      String prefix = "t" + t + " ";
      List<String> ofThread = lines.stream().filter(line -> line.startsWith(prefix)).toList();
      for (int i = 0; i < 1_000; i++) {
        assertThat(ofThread.get(i)).isEqualTo(prefix + i);
      }
    }
  }

  @Test
  void aStreamThatIsStuckHoldsNobodyUpAndLaterSaysWhatWasDropped() throws InterruptedException {
    var stuck = new StuckStream();
    LineWriter writer = writerTo(stuck);
    String line = "x".repeat(999) + "\n";
    writer.write(line);
    stuck.reached.await();

    int waiting = LineWriter.MAX_WAITING_BYTES / line.length();
    for (int i = 0; i < waiting + 7; i++) {
      writer.write(line);
    }
    writer.close(Duration.ofMillis(1));
    assertThat(stuck.taken.size()).isZero();

    stuck.released.countDown();
    writer.close(LONG);
    String text = stuck.taken.toString(UTF_8);
    assertThat(text.lines().filter(l -> l.startsWith("x")).count()).isEqualTo(waiting + 1);
    assertThat(text).endsWith("\ndropped 7\n");
  }

  private static LineWriter writerTo(OutputStream stream) {
    var writer =
        new LineWriter(
            new PrintStream(stream, false, UTF_8), dropped -> "dropped " + dropped + "\n");
    writer.start();
    return writer;
  }

  /** Takes nothing until it is released, as a pipe that nobody reads. */
  private static final class StuckStream extends OutputStream {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("the writer writes whole chunks");
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      taken.write(bytes, from, length);
    }
  }
}
