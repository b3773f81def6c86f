package io.tailrace.agent;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent's platform threads: named, started and joined here. None is ever interrupted, for an
 * interrupt closes the file that the thread reads. Owned by the main thread.
 */
final class AgentThreads {
  private final UncaughtExceptionHandler onBug;
  private final List<Thread> threads = new ArrayList<>();

  AgentThreads(UncaughtExceptionHandler onBug) {
    this.onBug = onBug;
  }

  void start(String name, Runnable body) {
    threads.removeIf(other -> !other.isAlive());
    Thread thread = Thread.ofPlatform().name(name).uncaughtExceptionHandler(onBug).unstarted(body);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Waits until the one with this name has ended; false when time is up. */
  boolean join(String name, long untilNanos) throws InterruptedException {
    boolean all = true;
    for (Thread thread : threads) {
      if (thread.getName().equals(name)) {
        all &= thread.join(Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime())));
      }
    }
    return all;
  }
}
