package io.tailrace.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.RetryIntervals.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The real shipper over a real output, with a dead-letter list and short waits: what a row of the
 * list of faults is driven through. To be used by one thread.
 */
public final class ShippingRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<Batch> settled = new LinkedBlockingQueue<>();
  private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
  private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
  private final Output output;
  private final Shipper shipper;

  /** Over an output, which {@link #close} closes too. */
  public ShippingRig(Output output) {
    this(output, Duration.ofMillis(20));
  }

  /**
   * @param longest the longest wait between two attempts
   */
  public ShippingRig(Output output, Duration longest) {
    this.output = output;
    Backoff quick = new Backoff(Duration.ofMillis(5), longest);
    this.shipper =
        new Shipper(
            output,
            letters::add,
            settled::add,
            new ShipperOptions(
                new RetryIntervals(quick, quick, quick, Duration.ofSeconds(2)),
                InstantSource.system(),
                System::nanoTime,
                (thread, bug) -> bugs.add(bug)));
  }

  /** What it ships to. */
  public Output output() {
    return output;
  }

  /** Ships batches and waits until all of them are settled. */
  public void shipAll(Batch... batches) throws InterruptedException {
    for (Batch batch : batches) {
      shipper.ship(batch);
    }
    awaitSettled(batches.length);
  }

  /** Hands a batch over and returns at once. */
  public void ship(Batch batch) {
    shipper.ship(batch);
  }

  /** Waits for batches to be settled. */
  public void awaitSettled(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      Batch batch = settled.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(batch).as("settled; bugs %s; %s", bugs, shipper.status()).isNotNull();
    }
    assertThat(bugs).isEmpty();
  }

  /** How many batches were settled that nobody has waited for. */
  public int settledSoFar() {
    return settled.size();
  }

  /** Waits for the shipper to say something. */
  public void awaitStatus(String what, Predicate<ShipperStatus> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.test(shipper.status())) {
      assertThat(System.nanoTime()).as("%s: %s", what, shipper.status()).isLessThan(deadline);
      Thread.sleep(Duration.ofMillis(2));
    }
  }

  /** Waits until it is being tried again for a reason that has this in it. */
  public void awaitRetrying(String reason) throws InterruptedException {
    awaitStatus(
        "retrying: " + reason,
        status ->
            status.state() instanceof ShipperStatus.State.Retrying(var since, var why)
                && why.contains(reason));
  }

  /** Waits until a person must act for a reason that has this in it. */
  public void awaitBlocked(String reason) throws InterruptedException {
    awaitStatus(
        "blocked: " + reason,
        status ->
            status.state() instanceof ShipperStatus.State.Blocked(var since, var why)
                && why.contains(reason));
  }

  /** The shipper's own count. */
  public ShipperStatus status() {
    return shipper.status();
  }

  /** What was dead-lettered, in the order it was. */
  public List<DeadLetter> letters() {
    return List.copyOf(letters);
  }

  @Override
  public void close() {
    shipper.close(Duration.ZERO);
    output.close();
  }
}
