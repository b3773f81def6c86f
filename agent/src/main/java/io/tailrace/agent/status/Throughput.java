package io.tailrace.agent.status;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How fast each output ships, from what two looks at it saw. Any thread may look; remembers two
 * numbers for each output.
 */
final class Throughput {
  /** Looks closer together than this count as one, or two viewers would spoil each other's rate. */
  private static final Duration SHORTEST = Duration.ofMillis(1_500);

  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock
  private final Map<String, Rate> rates = new HashMap<>();

  /** Bytes a second over the last seconds; since the start at the first look. */
  long bytesPerSecond(AgentStatus status, OutputStatus output) {
    lock.lock();
    try {
      Rate last = rates.getOrDefault(output.name(), new Rate(status.startedAt(), 0, 0));
      Duration elapsed = Duration.between(last.at, status.now());
      long bytes = output.shipper().bytesDelivered();
      if (elapsed.isNegative()) {
        // The clock was set back; measure anew from here.
        rates.put(output.name(), new Rate(status.now(), bytes, last.bytesPerSecond));
      }
      if (elapsed.compareTo(SHORTEST) < 0) {
        return last.bytesPerSecond;
      }
      long rate = Math.max(0, bytes - last.bytes) * 1_000 / elapsed.toMillis();
      rates.put(output.name(), new Rate(status.now(), bytes, rate));
      return rate;
    } finally {
      lock.unlock();
    }
  }

  private record Rate(Instant at, long bytes, long bytesPerSecond) {}
}
