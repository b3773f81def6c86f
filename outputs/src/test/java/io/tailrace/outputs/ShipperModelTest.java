package io.tailrace.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.Overloaded;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Delivery.TooLarge;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Delivery.Undeliverable;
import io.tailrace.outputs.RetryIntervals.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a destination answers, in whatever order, each record is settled exactly once. A seed
 * fixes the destination and the records; in which order the threads draw their answers it cannot
 * fix.
 */
@Timeout(240)
class ShipperModelTest {
  private static final int SEEDS = 500;

  private static final Backoff SHORTEST = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));

  private static final RetryIntervals INTERVALS =
      new RetryIntervals(SHORTEST, SHORTEST, SHORTEST, Duration.ofMillis(1));

  @Test
  void eachRecordIsSettledExactlyOnceWhateverTheDestinationAnswers() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        new Run(seed).check();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** One destination with its own limits and moods, and the batches it is sent. */
  private static final class Run {
    private final int maxInFlight;
    private final int largest;
    private final int poisonPercent;
    private final int moodyPercent;

    /** Guarded by itself: the destination and the dead-letter file draw from it in turn. */
    private final Random random;

    private final ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> deadLettered = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Batch> settled = new LinkedBlockingQueue<>();
    private final List<String> shipped = new ArrayList<>();

    Run(int seed) {
      random = new Random(seed);
      maxInFlight = 1 + random.nextInt(4);
      largest = random.nextInt(12);
      poisonPercent = random.nextInt(3) * 10;
      moodyPercent = random.nextInt(4) * 10;
    }

    void check() throws InterruptedException {
      Shipper shipper =
          new Shipper(
              new ScriptedOutput(maxInFlight, (records, selection) -> answer(records, selection)),
              this::keep,
              settled::add,
              new ShipperOptions(
                  INTERVALS,
                  () -> Instant.EPOCH,
                  System::nanoTime,
                  (thread, bug) -> bugs.add(bug)));
      List<Batch> batches = shipAll(shipper);
      for (int i = 0; i < batches.size(); i++) {
        assertThat(settled.poll(30, TimeUnit.SECONDS)).as("a settled batch; %s", bugs).isNotNull();
      }
      shipper.close(Duration.ofSeconds(30));

      List<String> terminal = new ArrayList<>(arrived);
      terminal.addAll(deadLettered);
      assertThat(terminal).containsExactlyInAnyOrderElementsOf(shipped);
      assertThat(arrived).noneMatch(record -> record.startsWith("poison"));
      assertThat(settled).as("batches settled twice").isEmpty();
      assertThat(bugs).isEmpty();
      ShipperStatus status = shipper.status();
      assertThat(status.recordsDelivered()).isEqualTo(arrived.size());
      assertThat(status.recordsDeadLettered()).isEqualTo(deadLettered.size());
      assertThat(status.bytesDelivered())
          .isEqualTo(arrived.stream().mapToLong(String::length).sum());
      assertThat(status.batchesInFlight()).isZero();
    }

    private List<Batch> shipAll(Shipper shipper) {
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < maxInFlight; i++) {
        batches.add(batch(i));
      }
      batches.forEach(shipper::ship);
      return batches;
    }

    private Batch batch(int number) {
      String[] records = new String[1 + chance(20)];
      for (int i = 0; i < records.length; i++) {
        records[i] = (chance(100) < poisonPercent ? "poison " : "record ") + number + "." + i;
        shipped.add(records[i]);
      }
      return ScriptedOutput.batch(records);
    }

    private Delivery answer(List<String> records, Selection selection) {
      if (chance(100) < moodyPercent) {
        return chance(4) == 0 ? new Blocked("401") : new TryAgain(asked(), "503");
      }
      if (chance(100) < moodyPercent) {
        return new Overloaded(asked(), "429", chance(3) == 0);
      }
      if (records.size() > largest) {
        return new TooLarge("413");
      }
      if (chance(2) == 0) {
        return itemByItem(records, selection);
      }
      if (records.stream().anyMatch(record -> record.startsWith("poison"))) {
        return new Undeliverable("400");
      }
      arrived.addAll(records);
      return new Delivered();
    }

    private Delivery itemByItem(List<String> records, Selection selection) {
      List<Integer> retry = new ArrayList<>();
      List<Refused> refused = new ArrayList<>();
      for (int i = 0; i < records.size(); i++) {
        if (chance(100) < moodyPercent) {
          retry.add(selection.record(i));
        } else if (records.get(i).startsWith("poison")) {
          refused.add(new Refused(selection.record(i), "400"));
        } else {
          arrived.add(records.get(i));
        }
      }
      Collections.shuffle(retry, new Random(chance(1_000)));
      return new PartlyDelivered(retry, refused, asked(), "429");
    }

    private void keep(DeadLetter letter) throws IOException {
      if (chance(100) < moodyPercent) {
        throw new IOException("No space left on device");
      }
      deadLettered.add(letter.body());
    }

    private Optional<Duration> asked() {
      return chance(4) == 0 ? Optional.of(Duration.ofMillis(1)) : Optional.empty();
    }

    private int chance(int bound) {
      synchronized (random) {
        return random.nextInt(bound);
      }
    }
  }
}
