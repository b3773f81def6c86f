package io.tailrace.agent.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the same event through once in a while, so that trouble that lasts an hour makes a page of
 * log and not a gigabyte. Events are the same when logger, level and text are; nothing is guessed.
 *
 * <p>Any thread may call it. Remembers at most {@link #MAX_REMEMBERED} events, the most recent
 * ones; of a forgotten one only the count of what was kept back is lost.
 */
final class Repeats {
  /** One event is told at most this often. */
  static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** More different events in half a minute than this are no repetition. */
  static final int MAX_REMEMBERED = 256;

  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock
  private final Map<Event, Told> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Event, Told> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /**
   * @param nowNanos of a monotonic clock
   * @return how many of the same were kept back since it was last told; empty when this one is to
   *     be kept back as well
   */
  OptionalLong admit(Event event, long nowNanos) {
    lock.lock();
    try {
      Told last = told.get(event);
      if (last != null && nowNanos - last.atNanos < WINDOW_NANOS) {
        told.put(event, new Told(last.atNanos, last.keptBack + 1));
        return OptionalLong.empty();
      }
      told.put(event, new Told(nowNanos, 0));
      return OptionalLong.of(last == null ? 0 : last.keptBack);
    } finally {
      lock.unlock();
    }
  }

  /**
   * What makes two events the same. Compares by hand: what a record has of itself is linked when it
   * is first used, no AOT cache holds it, and the first line of a start would wait 9 ms for it.
   *
   * @param text no longer than {@link LineHandler#MAX_MESSAGE_CHARS}
   */
  record Event(String logger, int level, String text) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Event event
          && level == event.level
          && logger.equals(event.logger)
          && text.equals(event.text);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * logger.hashCode() + level) + text.hashCode();
    }
  }

  private record Told(long atNanos, long keptBack) {}
}
