package io.tailrace.outputs;

import io.tailrace.outputs.DeadLetters.DeadLetter;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Sees to it that a refused record is kept. Does not give up while it cannot be: settling the
 * record all the same would lose it. Called by shipping threads.
 */
final class DeadLetterDesk {
  private final Output output;
  private final DeadLetters deadLetters;
  private final InstantSource clock;
  private final RetryPolicy retries;
  private final Progress progress;

  DeadLetterDesk(
      Output output,
      DeadLetters deadLetters,
      InstantSource clock,
      RetryPolicy retries,
      Progress progress) {
    this.output = output;
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.retries = retries;
    this.progress = progress;
  }

  /** Keeps one record; it is settled when this returns. */
  void keep(Batch batch, int record, String reason) throws InterruptedException {
    DeadLetter letter =
        new DeadLetter(
            output.name(),
            clock.instant(),
            reason,
            batch.source(record),
            batch.offset(record),
            output.deadLetter(batch, record));
    int failures = 0;
    while (!isKept(letter, failures)) {
      failures++;
      Thread.sleep(retries.backoff(failures));
    }
    if (failures > 0) {
      progress.letterWaitsNoMore();
    }
    batch.deadLettered(record);
    progress.deadLettered(reason);
  }

  private boolean isKept(DeadLetter letter, int failures) {
    try {
      deadLetters.keep(letter);
      return true;
    } catch (IOException e) {
      if (failures == 0) {
        progress.letterWaits();
      }
      progress.blocked("a dead letter cannot be kept: " + e);
      return false;
    }
  }
}
