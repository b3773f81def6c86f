package io.tailrace.agent.pipeline;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rotator at work in a thread of its own while the catalog looks as often as it can: each step of
 * a rotation falls into the middle of some look. What has to hold, holds however they meet.
 */
class RotationRaceTest {
  private static final int ROTATIONS = 200;
  private static final int MOST_LINES_BETWEEN = 40;

  @TempDir Path volume;

  @Test
  @Tag("T3")
  void copytruncateInTheMiddleOfLooksLosesNothingAndReadsNothingTwice() throws Exception {
    rotateWhileLooking(Rotator::copyTruncate);
  }

  @Test
  @Tag("T1")
  void renamesInTheMiddleOfLooksLoseNothingAndNothingIsReadTwice() throws Exception {
    rotateWhileLooking(Rotator::rename);
  }

  private void rotateWhileLooking(Rotation rotation) throws Exception {
    long seed = new Random().nextLong();
    AtomicInteger looks = new AtomicInteger();
    Rotator rotator = new Rotator(volume.resolve("a.log"), rotation, looks, new Random(seed));
    PipelineRig rig = new PipelineRig(volume, "*.log*", 4_000, 2);
    Random random = new Random(seed + 1);

    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Integer> written = thread.submit(rotator);
      try {
        while (!written.isDone()) {
          rig.turns(1);
          looks.incrementAndGet();
          if (random.nextInt(10) == 0) {
            rig.checkpoint();
          }
          if (random.nextInt(30) == 0) {
            rig.restart();
          }
        }
      } finally {
        // Who waits for a look would wait for ever after a failure.
        thread.shutdownNow();
      }
      rig.awaitSettledNames();
      rig.wait(Duration.ofSeconds(20));

      Map<Integer, Set<String>> ids = idsOfLines(rig);
      assertThat(IntStream.range(0, written.get()).filter(line -> !ids.containsKey(line)))
          .as("lost, seed %d", seed)
          .isEmpty();
      assertThat(ids.entrySet().stream().filter(line -> line.getValue().size() > 1))
          .as("twice, seed %d", seed)
          .isEmpty();
      assertThat(rig.isDone()).isTrue();
    } finally {
      rig.close();
    }
  }

  /** By its number, the ids that each line has: a destination knows by them what it has already. */
  private static Map<Integer, Set<String>> idsOfLines(PipelineRig rig) {
    Map<Integer, Set<String>> ids = new TreeMap<>();
    for (PipelineRig.Delivered record : rig.deliveredRecords()) {
      int number = Integer.parseInt(record.text().replaceAll("[^0-9]", ""));
      ids.computeIfAbsent(number, _ -> new TreeSet<>())
          .add(record.generation() + "-" + record.offset());
    }
    return ids;
  }

  /** One way to rotate. */
  private interface Rotation {
    void of(Rotator rotator) throws IOException;
  }

  /** Writes and rotates in turn, sometimes several times within one look. */
  private static final class Rotator implements Callable<Integer> {
    private final Path file;
    private final Rotation rotation;
    private final AtomicInteger looks;
    private final Random random;
    private int lines;
    private int rotated;

    Rotator(Path file, Rotation rotation, AtomicInteger looks, Random random) {
      this.file = file;
      this.rotation = rotation;
      this.looks = looks;
      this.random = random;
    }

    @Override
    public Integer call() throws IOException {
      for (int i = 0; i < ROTATIONS; i++) {
        write(1 + random.nextInt(MOST_LINES_BETWEEN));
        awaitLooks(random.nextBoolean() ? 0 : random.nextInt(5));
        rotation.of(this);
      }
      write(1);
      return lines;
    }

    private void awaitLooks(int count) {
      int until = looks.get() + count;
      while (looks.get() < until && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }

    private void write(int count) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        text.append("{\"number\":").append(lines++).append("}\n");
      }
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void copyTruncate() throws IOException {
      shift();
      Files.copy(file, rotated(1));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }

    private void rename() throws IOException {
      shift();
      Files.move(file, rotated(1), ATOMIC_MOVE);
    }

    private void shift() throws IOException {
      for (int i = rotated; i >= 1; i--) {
        Files.move(rotated(i), rotated(i + 1), ATOMIC_MOVE);
      }
      rotated++;
    }

    private Path rotated(int i) {
      return file.resolveSibling(file.getFileName() + "." + i);
    }
  }
}
