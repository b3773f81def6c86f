package io.tailrace.outputs;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests of an output are under way at once: as many as its settings allow, but half as
 * many each time the destination says that it is overloaded, and one more each time it has taken as
 * many as may be under way. So the number settles where the destination can just keep up, as the
 * window of a TCP connection does (RFC 5681, congestion avoidance).
 *
 * <p>Called by all shipping threads of one output; those that find no slot wait in turn.
 */
final class RequestSlots {
  private final Slots slots;
  private final int most;

  /** Guards the two below; held only to reckon. */
  private final ReentrantLock lock = new ReentrantLock();

  private int limit;
  private int takenSinceChange;

  /**
   * @param most as many at once as there may ever be
   */
  RequestSlots(int most) {
    this.slots = new Slots(most);
    this.most = most;
    this.limit = most;
  }

  void acquire() throws InterruptedException {
    slots.acquire();
  }

  void release() {
    slots.release();
  }

  /** The destination has taken one. */
  void taken() {
    lock.lock();
    try {
      takenSinceChange++;
      if (limit < most && takenSinceChange >= limit) {
        takenSinceChange = 0;
        limit++;
        slots.release();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The destination had no room for one. Those that are under way are left alone. */
  void overloaded() {
    lock.lock();
    try {
      takenSinceChange = 0;
      int fewer = Math.max(1, limit / 2);
      slots.reducePermits(limit - fewer);
      limit = fewer;
    } finally {
      lock.unlock();
    }
  }

  /** The JDK's semaphore lets only its heirs take slots away that are in use. */
  private static final class Slots extends Semaphore {
    private static final long serialVersionUID = 1;

    Slots(int count) {
      super(count, true);
    }

    @Override
    public void reducePermits(int reduction) {
      super.reducePermits(reduction);
    }
  }
}
