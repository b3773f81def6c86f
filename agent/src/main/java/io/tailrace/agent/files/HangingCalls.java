package io.tailrace.agent.files;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls that may hang for ever, on a thread that can be given up. {@code open(2)} of a
 * FIFO waits for a writer, that of a file on a dead NFS server for the server, and nothing in Java
 * ends such a wait.
 *
 * <p>Owned by the catalog's thread, which waits here for each call, for {@link #PATIENCE} at most
 * after the call last made progress. Then the thread {@code opener-<n>} is left to itself and
 * another one makes the next calls. It is a daemon, since it may never end. What an abandoned call
 * comes back with in the end is the answer when the same is asked again, or is closed.
 *
 * <p>Bounded: {@link #MAX_HANGING} abandoned calls below one watched root, {@link #MAX_OF_ONE} for
 * one path, {@link #MAX_TOTAL} in all. Beyond that nothing further is tried there until one comes
 * back, so that who can hang us in one volume does no harm in another.
 */
final class HangingCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HangingCalls.class);

  /** What a local disk answers at its worst; a network's answers that come later are kept, too. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  static final int MAX_HANGING = 8;
  static final int MAX_OF_ONE = 2;
  static final int MAX_TOTAL = 32;

  /** A thread that nobody needs any more ends by itself. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** A call of the operating system, or several. */
  interface Call<T> {
    /**
     * @param progress to be told of each step, when there are many
     */
    T make(Runnable progress) throws IOException;
  }

  /**
   * What a call is about. The answer to one that came late is that to an equal one.
   *
   * @param key the file system's key of what is meant to be there
   */
  record Target(Place place, Object key) {}

  /** It did not come back in time. */
  static final class HangingException extends IOException {
    private static final long serialVersionUID = 1;

    HangingException(Place place) {
      super(place.path() + " does not answer");
    }
  }

  private static final class Abandoned {
    final Target target;
    final FutureTask<?> task;

    /** It was over at the last sweep, and nobody has asked for it since. */
    boolean unclaimed;

    Abandoned(Target target, FutureTask<?> task) {
      this.target = target;
      this.task = task;
    }
  }

  private final Duration patience;
  private final List<Abandoned> abandoned = new ArrayList<>();
  private @Nullable ThreadPoolExecutor worker;
  private int threads;
  private boolean saidFull;

  HangingCalls(Duration patience) {
    this.patience = patience;
  }

  /**
   * Makes a call and waits for it.
   *
   * @throws HangingException when it did not come back in time, or others have not and it is not
   *     even tried
   */
  <T> T call(Class<T> type, Target target, Call<T> call) throws IOException {
    FutureTask<?> late = claim(target);
    if (late != null) {
      return type.cast(outcome(late));
    }
    if (isFull(target.place())) {
      throw new HangingException(target.place());
    }
    AtomicLong progress = new AtomicLong();
    FutureTask<T> task = new FutureTask<>(() -> call.make(progress::incrementAndGet));
    worker().execute(task);
    if (!isOverInTime(task, progress)) {
      abandon(target, task);
      throw new HangingException(target.place());
    }
    return outcome(task);
  }

  private boolean isOverInTime(FutureTask<?> task, AtomicLong progress) {
    long before;
    do {
      before = progress.get();
      if (isOver(task)) {
        return true;
      }
    } while (progress.get() != before);
    return false;
  }

  private boolean isOver(FutureTask<?> task) {
    try {
      task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      // Nobody interrupts this thread: an interrupt would close the files it reads.
      throw new IllegalStateException("the catalog's thread was interrupted", e);
    }
  }

  /** Of a task that is over. */
  private static <T> T outcome(FutureTask<T> task) throws IOException {
    if (task.state() == Future.State.SUCCESS) {
      return task.resultNow();
    }
    switch (task.exceptionNow()) {
      case IOException trouble -> throw trouble;
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException("a call failed", other);
    }
  }

  private ThreadPoolExecutor worker() {
    ThreadPoolExecutor now = worker;
    if (now == null) {
      now =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE.toMillis(),
              TimeUnit.MILLISECONDS,
              new LinkedBlockingQueue<>(),
              body -> Thread.ofPlatform().daemon().name("opener-" + threads++).unstarted(body));
      now.allowCoreThreadTimeOut(true);
      worker = now;
    }
    return now;
  }

  private void abandon(Target target, FutureTask<?> task) {
    abandoned.add(new Abandoned(target, task));
    ThreadPoolExecutor hanging = worker;
    worker = null;
    if (hanging != null) {
      hanging.shutdown();
    }
    LOG.warn(
        "{} does not answer: opening it hangs, as that of a FIFO or on a server that is gone does;"
            + " the other files are read on ({} such calls hang)",
        target.place().path(),
        hanging());
  }

  /** How many abandoned calls have not come back. */
  int hanging() {
    return (int) abandoned.stream().filter(call -> !call.task.isDone()).count();
  }

  private @Nullable FutureTask<?> claim(Target target) {
    for (Iterator<Abandoned> calls = abandoned.iterator(); calls.hasNext(); ) {
      Abandoned call = calls.next();
      if (call.target.equals(target) && call.task.isDone()) {
        calls.remove();
        return call.task;
      }
    }
    return null;
  }

  private boolean isFull(Place place) {
    int ofRoot = 0;
    int ofOne = 0;
    for (Abandoned call : abandoned) {
      ofRoot += call.target.place().root().equals(place.root()) ? 1 : 0;
      ofOne += call.target.place().equals(place) ? 1 : 0;
    }
    boolean full = ofRoot >= MAX_HANGING || abandoned.size() >= MAX_TOTAL;
    if (full && !saidFull) {
      saidFull = true;
      LOG.error(
          "{} calls hang below {}: no further file is opened there until one comes back. If it is a"
              + " network volume, its server is gone; otherwise somebody swaps FIFOs for files",
          ofRoot,
          place.root());
    }
    return full || ofOne >= MAX_OF_ONE;
  }

  /** Closes what came back late and nobody has asked for since the last time this was called. */
  void sweep() {
    abandoned.removeIf(call -> {
      boolean over = call.task.isDone();
      if (over && call.unclaimed) {
        discard(call.task);
        return true;
      }
      call.unclaimed = over;
      return false;
    });
  }

  private static void discard(FutureTask<?> task) {
    try {
      if (outcome(task) instanceof Closeable opened) {
        opened.close();
      }
    } catch (IOException e) {
      LOG.debug("what came late failed: {}", e.toString());
    }
  }

  /** Ends the thread, unless it hangs, and closes what came back late. */
  @Override
  public void close() {
    sweep();
    sweep();
    ThreadPoolExecutor last = worker;
    worker = null;
    if (last == null) {
      return;
    }
    last.shutdown();
    try {
      if (!last.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("the opener hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
