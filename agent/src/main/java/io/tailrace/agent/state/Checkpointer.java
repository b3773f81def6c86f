package io.tailrace.agent.state;

import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.KnownFiles;
import io.tailrace.agent.files.RememberedGeneration;
import io.tailrace.agent.pipeline.Durability;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints: once a second while anything moves (of very many files more rarely), and at
 * once when there are new generations, for nothing of them is shipped before their ids are
 * remembered. Runs on the thread {@code checkpointer}, so that a slow disk delays neither looking
 * nor shipping.
 */
public final class Checkpointer implements Durability {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  /** What a crash makes the agent send again, and Elasticsearch recognise by its ids. */
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Every file takes its share of a checkpoint, 2.6 µs, though only one has moved. So with more
   * than 4,000 files it is written more rarely: that takes 1 % of a core, and no more.
   */
  private static final long NANOS_FOR_EACH_FILE = TimeUnit.MICROSECONDS.toNanos(250);

  /** Requests that come within this time share one write; a batch lingers for longer anyway. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final CheckpointFile file;
  private final List<String> outputs;
  private final Supplier<KnownFiles> catalog;
  private final BooleanSupplier moved;
  private final Runnable kept;

  private @Nullable KnownFiles lastKnown;
  private @Nullable Checkpoint written;
  private volatile long failures;
  private volatile Optional<Long> lastWriteNanos = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();
  private final AtomicLong requests = new AtomicLong();
  private volatile long metRequests;
  private volatile boolean wanted;
  private volatile boolean stopped;
  private volatile @Nullable Thread thread;

  /**
   * Writes nothing yet.
   *
   * @param outputs the outputs' names, by the index that their positions have
   * @param moved whether, since it was asked last, anything has changed of a generation that was
   *     there already
   * @param kept is called when something may be shipped that could not before
   */
  public Checkpointer(
      CheckpointFile file,
      List<String> outputs,
      Supplier<KnownFiles> catalog,
      BooleanSupplier moved,
      Runnable kept) {
    this.file = file;
    this.outputs = List.copyOf(outputs);
    this.catalog = catalog;
    this.moved = moved;
    this.kept = kept;
  }

  /** The body of the checkpointer's thread: until {@link #stop}. */
  public void run() {
    thread = Thread.currentThread();
    while (!stopped) {
      wanted = false;
      writeOnce();
      sleep(PAUSE_NANOS, false);
      sleep(intervalNanos(catalog.get().generations().size()) - PAUSE_NANOS, true);
    }
  }

  /** How long positions may move before that is written. */
  static long intervalNanos(int files) {
    return Math.max(INTERVAL_NANOS, files * NANOS_FOR_EACH_FILE);
  }

  private void sleep(long nanos, boolean untilWanted) {
    long since = System.nanoTime();
    long left = nanos;
    while (left > 0 && !stopped && !(untilWanted && wanted)) {
      LockSupport.parkNanos(left);
      left = nanos - (System.nanoTime() - since);
    }
  }

  @Override
  public long request() {
    long request = requests.incrementAndGet();
    wake();
    return request;
  }

  @Override
  public boolean isMet(long request) {
    return request <= metRequests;
  }

  /** Says that there may be new generations; from any thread. */
  public void wake() {
    wanted = true;
    LockSupport.unpark(thread);
  }

  /** Ends {@link #run} soon; from any thread. */
  public void stop() {
    stopped = true;
    wake();
  }

  /** Writes a checkpoint if anything has moved since the last one. */
  @SuppressWarnings("ReferenceEquality") // The catalog hands out another one when it has changed.
  public void writeOnce() {
    // Before the positions are looked at: what is asked for later may not be among them.
    long requested = requests.get();
    boolean anyMoved = moved.getAsBoolean();
    KnownFiles known = catalog.get();
    boolean asBefore = known == lastKnown && !anyMoved && requested == metRequests;
    if (asBefore && problem.isEmpty()) {
      return;
    }
    lastKnown = known;
    List<Generation> generations = known.generations();
    List<Generation> fresh = generations.stream().filter(Generation::isUnregistered).toList();
    boolean unregistered = !fresh.isEmpty();
    if (unregistered || !isAsWritten(known)) {
      write(known, unregistered);
    }
    if (unregistered || requested > metRequests) {
      fresh.forEach(Generation::register);
      metRequests = requested;
      kept.run();
    }
  }

  /** Whether a checkpoint of this would say what the last one says; makes nothing to find out. */
  private boolean isAsWritten(KnownFiles known) {
    Checkpoint last = written;
    List<RememberedGeneration> others = known.remembered();
    List<Generation> generations = known.generations();
    if (last == null || last.generations().size() != others.size() + generations.size()) {
      return false;
    }
    Iterator<RememberedGeneration> before = last.generations().iterator();
    for (RememberedGeneration other : others) {
      if (!other.equals(before.next())) {
        return false;
      }
    }
    for (Generation generation : generations) {
      if (!generation.remember(outputs).equals(before.next())) {
        return false;
      }
    }
    return true;
  }

  private void write(KnownFiles known, boolean twice) {
    List<Generation> generations = known.generations();
    List<RememberedGeneration> remembered =
        generations.stream().map(generation -> generation.remember(outputs)).toList();
    if (write(checkpointOf(known.remembered(), remembered), twice)) {
      for (int i = 0; i < remembered.size(); i++) {
        generations.get(i).kept(remembered.get(i));
      }
    }
  }

  private boolean write(Checkpoint now, boolean twice) {
    try {
      file.write(now);
      if (twice) {
        // A second time, so that the ids survive the loss of either of the two files.
        file.write(now);
      }
      written = now;
      lastWriteNanos = Optional.of(System.nanoTime());
      recovered();
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private void recovered() {
    if (problem.isPresent()) {
      problem = Optional.empty();
      LOG.info("the checkpoint can be written again");
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by this thread alone.
  private void failed(IOException e) {
    failures++;
    boolean repeated = problem.isPresent();
    problem = Optional.of(e.toString());
    if (!repeated) {
      LOG.error(
          "the checkpoint cannot be written, shipping goes on: {}. Until this is mended, a restart"
              + " sends lines again",
          e.toString());
    }
  }

  private static Checkpoint checkpointOf(
      List<RememberedGeneration> others, List<RememberedGeneration> known) {
    return new Checkpoint(Stream.concat(others.stream(), known.stream()).toList());
  }

  /** Why writing fails now, if it does. */
  public Optional<String> problem() {
    return problem;
  }

  /** How often writing has failed since the start. */
  public long failures() {
    return failures;
  }

  /** When a checkpoint was last written, on {@link System#nanoTime}'s scale. */
  public Optional<Long> lastWriteNanos() {
    return lastWriteNanos;
  }
}
