package io.tailrace.outputs;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Has an {@link Output} send batches until every record of them is settled: delivered or
 * dead-lettered. The only place that retries, backs off, splits, bisects and dead-letters.
 */
public final class Shipper {
  /**
   * @param settled is given each batch once all of it is settled, on a shipping thread
   */
  public Shipper(Output output, DeadLetters deadLetters, Consumer<Batch> settled) {
    throw new UnsupportedOperationException(output.name());
  }

  /**
   * Takes over a non-empty batch and returns at once. The caller keeps the number of unsettled
   * batches at or under {@link Output#maxInFlight}.
   */
  public void ship(Batch batch) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends it: waits for what is under way until the time is over, then gives up the rest, which
   * stays unsettled. Joins every thread.
   */
  public void close(Duration wait) {
    throw new UnsupportedOperationException();
  }

  /** For the status page; may be called from any thread. */
  public ShipperStatus status() {
    throw new UnsupportedOperationException();
  }
}
