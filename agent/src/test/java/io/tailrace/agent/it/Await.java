package io.tailrace.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for what another process does, by looking again and again. */
final class Await {
  /** Busy machines are slow; what takes longer than this does not come. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long LOOK_EVERY_MILLIS = 20;

  private Await() {}

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /**
   * Waits until it holds. A look that fails with an {@link IOException} counts as "not yet": the
   * process may only be starting.
   *
   * @param state what to show of the process when it never does
   */
  static void until(String what, Condition condition, Supplier<String> state)
      throws InterruptedException {
    until(what, PATIENCE, condition, state);
  }

  /** Waits for something that takes its time. */
  static void until(String what, Duration patience, Condition condition, Supplier<String> state)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    String trouble = "";
    while (System.nanoTime() - end < 0) {
      try {
        if (condition.holds()) {
          return;
        }
        trouble = "";
      } catch (IOException | UncheckedIOException e) {
        trouble = " (" + e + ")";
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    throw new AssertionError(
        "not within %s: %s%s%n%s".formatted(patience, what, trouble, state.get()));
  }
}
