package io.tailrace.agent.stage;

import java.io.IOException;
import java.time.Duration;

/** Waits by looking again and again, for things that have no other way of being waited for. */
public final class Polling {
  private Polling() {}

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /**
   * Looks until it holds, or as often as the patience lasts.
   *
   * @return whether it held in the end
   */
  public static boolean until(Duration patience, Duration interval, Condition condition)
      throws IOException, InterruptedException {
    long looks = patience.dividedBy(interval);
    for (long look = 0; look < looks; look++) {
      if (condition.holds()) {
        return true;
      }
      Thread.sleep(interval);
    }
    return condition.holds();
  }
}
