package io.tailrace.agent.files;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what cannot be linked, on the thread {@code holder}, so that a slow disk delays neither
 * looking nor shipping. The catalog's thread says what is to be copied and what no longer.
 */
final class Holder {
  private static final Logger LOG = LoggerFactory.getLogger(Holder.class);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final List<HeldCopy> copies = new CopyOnWriteArrayList<>();
  private final Queue<Unzipping> zipped = new ConcurrentLinkedQueue<>();
  private volatile Optional<String> problem = Optional.empty();
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;

  /** The body of the holder's thread: copies until {@link #stop}. */
  void run() {
    thread = Thread.currentThread();
    while (!stopped) {
      boolean failed = !unzip();
      boolean copied = true;
      while (copied && !failed && !stopped) {
        copied = false;
        for (HeldCopy copy : copies) {
          try {
            copied |= copy.copyOnce();
            over(copy);
          } catch (IOException e) {
            failed = true;
            failed(e);
          }
        }
      }
      LockSupport.parkNanos(failed ? RETRY_NANOS : copies.isEmpty() ? Long.MAX_VALUE : LOOK_NANOS);
    }
    copies.forEach(Holder::close);
  }

  /** Unpacks what is to be unpacked; false if that could not be done. */
  private boolean unzip() {
    boolean done = true;
    for (Unzipping next = zipped.poll(); next != null && !stopped; next = zipped.poll()) {
      try {
        next.run();
      } catch (IOException e) {
        failed(e);
        done = false;
      }
    }
    return done;
  }

  /** Copies what there is, without a thread. */
  void copyAll() {
    unzip();
    try {
      for (HeldCopy copy : copies) {
        while (copy.copyOnce()) {
          // Piece by piece.
        }
        over(copy);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void over(HeldCopy copy) {
    if (copy.isOver()) {
      copies.remove(copy);
      close(copy);
    }
  }

  private static void close(HeldCopy copy) {
    try {
      copy.close();
    } catch (IOException e) {
      LOG.warn("a copy of {} could not be closed: {}", copy.generation(), e.toString());
    }
  }

  private void failed(IOException e) {
    if (problem.isEmpty()) {
      LOG.error("files that are to be held cannot be copied, trying again: {}", e.toString());
    }
    problem = Optional.of(e.toString());
  }

  /** Why copying fails now, if it does. */
  Optional<String> problem() {
    return problem;
  }

  void add(Unzipping unzipping) {
    zipped.add(unzipping);
    LockSupport.unpark(thread);
  }

  void add(HeldCopy copy) {
    copies.add(copy);
    LockSupport.unpark(thread);
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
