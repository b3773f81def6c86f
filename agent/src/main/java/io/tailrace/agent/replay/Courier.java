package io.tailrace.agent.replay;

import io.tailrace.agent.state.DeadLetterFile;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.DeadLetters;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.RetryIntervals;
import io.tailrace.outputs.Shipper;
import io.tailrace.outputs.ShipperOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one batch of dead letters by the same shipper as the agent's, and keeps what is refused
 * again. For one batch only; used by one thread.
 */
final class Courier {
  private final Output output;
  private final InstantSource clock;

  /** By generation and offset: refused letters as they are to be kept. */
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  Courier(Output output, InstantSource clock) {
    this.output = output;
    this.clock = clock;
  }

  /**
   * Sends a batch.
   *
   * @return whether all of it is delivered or refused; if not, nothing is known of it
   */
  boolean send(Batch batch, long deadlineNanos) throws InterruptedException {
    var settled = new CompletableFuture<Batch>();
    DeadLetters kept =
        letter ->
            refused.put(
                key(letter.source().generation(), letter.offset()), DeadLetterFile.format(letter));
    Shipper shipper =
        new Shipper(
            output,
            kept,
            settled::complete,
            new ShipperOptions(
                RetryIntervals.USUAL,
                clock,
                System::nanoTime,
                (thread, bug) -> settled.completeExceptionally(bug)));
    shipper.ship(batch);
    try {
      settled.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("sending dead letters failed", e.getCause());
    } finally {
      shipper.close(Duration.ZERO);
    }
  }

  /** The line to be kept of a record that was refused again; nothing if it was delivered. */
  Optional<String> refusal(Batch batch, int record) {
    return batch.isDeadLettered(record)
        ? Optional.ofNullable(
            refused.get(key(batch.source(record).generation(), batch.offset(record))))
        : Optional.empty();
  }

  private static String key(String generation, long offset) {
    return generation + "-" + offset;
  }
}
