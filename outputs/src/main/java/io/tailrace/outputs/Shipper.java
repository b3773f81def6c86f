package io.tailrace.outputs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an {@link Output} send batches until every record of them is settled: delivered or
 * dead-lettered. The only place that retries, backs off, splits, bisects and dead-letters.
 *
 * <p>Has the output prepare itself as soon as it is made. Each batch has a virtual thread of its
 * own, {@code ship-<output>-<n>}. A batch is handed over to it by the thread's start and handed
 * back by {@code settled}, so that it is owned by one thread at any time. Bounded by {@link
 * Output#maxInFlight}. May be called from any thread.
 */
public final class Shipper {
  private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);

  /** What an interrupted thread is given to end: an output may be inside a call to the system. */
  static final Duration END_TIME = Duration.ofSeconds(2);

  private final Output output;
  private final Consumer<Batch> settled;
  private final RetryPolicy retries;
  private final Progress progress;
  private final DeadLetterDesk deadLetters;
  private final ExecutorService threads;
  private final CountDownLatch prepared = new CountDownLatch(1);
  private final AtomicInteger inFlight = new AtomicInteger();

  /**
   * @param settled is given each batch once all of it is settled, on a shipping thread
   */
  public Shipper(
      Output output, DeadLetters deadLetters, Consumer<Batch> settled, ShipperOptions options) {
    this.output = output;
    this.settled = settled;
    this.retries =
        new RetryPolicy(
            output.name(), output.maxInFlight(), options.intervals(), options.nanoTime());
    this.progress = new Progress(output.name(), options, LOG);
    this.deadLetters = new DeadLetterDesk(output, deadLetters, options.clock(), retries, progress);
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual()
                .name("ship-" + output.name() + "-", 0)
                .uncaughtExceptionHandler(options.onBug())
                .factory());
    threads.execute(this::prepare);
  }

  /** Beside the reading of the first files, which took a tenth off the time to a first batch. */
  private void prepare() {
    try {
      output.prepare();
    } catch (InterruptedException e) {
      LOG.debug("{} is closed before it was prepared", output.name());
    } finally {
      prepared.countDown();
    }
  }

  /**
   * Takes over a non-empty batch and returns at once. The caller keeps the number of unsettled
   * batches at or under {@link Output#maxInFlight}. After {@link #close} a batch simply stays
   * unsettled.
   */
  public void ship(Batch batch) {
    if (batch.isEmpty()) {
      throw new IllegalArgumentException("an empty batch");
    }
    int count = inFlight.incrementAndGet();
    if (count > output.maxInFlight()) {
      inFlight.decrementAndGet();
      throw new IllegalStateException(
          count + " batches in flight to " + output.name() + " of " + output.maxInFlight());
    }
    try {
      threads.execute(() -> run(batch));
    } catch (RejectedExecutionException e) {
      inFlight.decrementAndGet();
    }
  }

  private void run(Batch batch) {
    try {
      prepared.await();
      new Shipment(batch, output, retries, deadLetters, progress).settleAll();
    } catch (InterruptedException e) {
      if (!threads.isShutdown()) {
        throw new IllegalStateException("interrupted by somebody other than close", e);
      }
      return;
    }
    // Before it is handed over: its new owner may ship the next one at once.
    inFlight.decrementAndGet();
    settled.accept(batch);
  }

  /**
   * Ends it: waits for what is under way until the time is over, then gives up the rest, which
   * stays unsettled. Joins every thread.
   */
  public void close(Duration wait) {
    threads.shutdown();
    try {
      if (threads.awaitTermination(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      threads.shutdownNow();
      if (!threads.awaitTermination(END_TIME.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{}: a shipping thread does not end; leaving it behind", output.name());
      }
      if (inFlight.get() > 0) {
        LOG.warn(
            "{}: out of time; unsettled batches, to be sent again after the next start: {}",
            output.name(),
            inFlight.get());
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** For the status page; may be called from any thread. */
  public ShipperStatus status() {
    return progress.status(inFlight.get());
  }
}
