package io.tailrace.agent.torture;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides by its seed how each request is treated, and counts. For any thread; the lock is held for
 * one decision.
 */
final class FaultPlan {
  /** In a hundred requests. The agent must get on between two kills, so most are answered. */
  private static final int FAULTY_PERCENT = 25;

  private static final int MOST_STALL_MILLIS = 3_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Random random;
  private final Bag<Fault> faults;
  private final Map<Fault, Integer> served = new EnumMap<>(Fault.class);
  private boolean healed;

  /**
   * @param faults those there are to be, apart from outages
   */
  FaultPlan(List<Fault> faults, long seed) {
    this.random = new Random(seed);
    this.faults = new Bag<>(faults, random);
  }

  Fault next() {
    lock.lock();
    try {
      boolean faulty = !healed && random.nextInt(100) < FAULTY_PERCENT;
      Fault fault = faulty ? faults.draw() : Fault.NONE;
      served.merge(fault, 1, Integer::sum);
      return fault;
    } finally {
      lock.unlock();
    }
  }

  void count(Fault fault) {
    lock.lock();
    try {
      served.merge(fault, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  Duration stall() {
    return Duration.ofMillis(below(MOST_STALL_MILLIS));
  }

  /** A number for whatever a fault has to choose. */
  int below(int bound) {
    lock.lock();
    try {
      return random.nextInt(bound);
    } finally {
      lock.unlock();
    }
  }

  /** From now on every request is answered as it should be. */
  void heal() {
    lock.lock();
    try {
      healed = true;
    } finally {
      lock.unlock();
    }
  }

  boolean isHealed() {
    lock.lock();
    try {
      return healed;
    } finally {
      lock.unlock();
    }
  }

  Map<Fault, Integer> served() {
    lock.lock();
    try {
      return new EnumMap<>(served);
    } finally {
      lock.unlock();
    }
  }
}
