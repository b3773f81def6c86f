package io.tailrace.agent.pipeline;

import io.tailrace.outputs.Batch;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where shipping threads hand settled batches back to the pipeline's thread, and wake it. Holds at
 * most the batches there are: those in flight.
 */
public final class SettledBatches {
  private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread owner;

  /**
   * A wake-up must not be missed because the thread waited for something else in the meantime, as
   * the log's lock, and used up what {@link LockSupport#unpark} leaves.
   */
  private volatile boolean woken;

  /** Hands a batch back, all of it settled; from any thread. */
  public void add(Batch batch) {
    batches.add(batch);
    wake();
  }

  /** Says which thread takes them. */
  void takenBy(Thread thread) {
    owner = thread;
  }

  @Nullable Batch poll() {
    return batches.poll();
  }

  /** Forgets earlier wake-ups: what they told of is looked at now. */
  void awake() {
    woken = false;
  }

  /** Sleeps at most so long; not at all if woken since {@link #awake}. */
  void sleep(long nanos) {
    if (!woken) {
      LockSupport.parkNanos(nanos);
    }
  }

  void wake() {
    woken = true;
    LockSupport.unpark(owner);
  }
}
