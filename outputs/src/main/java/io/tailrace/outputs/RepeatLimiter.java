package io.tailrace.outputs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps a log readable while something fails a thousand times a second: of each kind of message it
 * lets one through per interval, with the count of those it held back since.
 *
 * <pre>{@code
 * limiter.admit("blocked", "loki: blocked: 401 no org id").ifPresent(LOG::error);
 * // loki: blocked: 401 no org id
 * // loki: blocked: 401 no org id (and 11 more like it since)
 * }</pre>
 *
 * <p>May be called from any thread. Bounded: it remembers the {@value #MAX_KINDS} kinds that were
 * seen last.
 */
public final class RepeatLimiter {
  /** More kinds than the agent has; a caller that makes kinds of hostile input costs no memory. */
  static final int MAX_KINDS = 256;

  private final long intervalNanos;
  private final LongSupplier nanoTime;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by {@code lock}; least recently seen first. */
  private final Map<String, Repeats> kinds = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param nanoTime such as {@link System#nanoTime}
   */
  public RepeatLimiter(Duration interval, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * @param kind what makes two messages the same to their reader
   * @return the message to be logged, or nothing when one of its kind was logged a moment ago
   */
  public Optional<String> admit(String kind, String message) {
    long heldBack = heldBackUnlessTooSoon(kind);
    if (heldBack < 0) {
      return Optional.empty();
    }
    return Optional.of(
        heldBack == 0 ? message : message + " (and " + heldBack + " more like it since)");
  }

  /** As {@link #admit(String, String)}; messages are of one kind when they are equal. */
  public Optional<String> admit(String message) {
    return admit(message, message);
  }

  private long heldBackUnlessTooSoon(String kind) {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      Repeats repeats = kinds.get(kind);
      if (repeats != null && now - repeats.admittedNanos < intervalNanos) {
        repeats.heldBack++;
        return -1;
      }
      kinds.put(kind, new Repeats(now));
      if (kinds.size() > MAX_KINDS) {
        kinds.remove(kinds.keySet().iterator().next());
      }
      return repeats == null ? 0 : repeats.heldBack;
    } finally {
      lock.unlock();
    }
  }

  private static final class Repeats {
    final long admittedNanos;
    long heldBack;

    Repeats(long admittedNanos) {
      this.admittedNanos = admittedNanos;
    }
  }
}
