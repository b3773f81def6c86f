package io.tailrace.agent.pipeline;

import io.tailrace.outputs.Batch;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one output: the open one that is being filled, those under way to the destination,
 * and empty ones. Moves the files' positions when batches come back settled.
 *
 * <p>Owned by the pipeline's thread. Bounded: {@code maxInFlight} under way and one more, allocated
 * when first needed and used again ever after.
 */
final class Batches {
  private final Pipeline.Options options;
  private final Consumer<Batch> shipper;
  private final SettledBatches settled;
  private final Durability durability;

  private final ArrayDeque<Batch> free = new ArrayDeque<>();

  /** In the order of shipping. */
  private final ArrayDeque<TrackedBatch> underWay = new ArrayDeque<>();

  private int allocated;
  private @Nullable TrackedBatch open;

  /** The first batch does not linger: what there is at a start was written a while ago. */
  private boolean shippedAny;

  Batches(
      Pipeline.Options options,
      Consumer<Batch> shipper,
      SettledBatches settled,
      Durability durability) {
    this.options = options;
    this.shipper = shipper;
    this.settled = settled;
    this.durability = durability;
  }

  /** Takes back what was settled since; whether there was anything. */
  boolean takeSettled() {
    boolean any = false;
    for (Batch batch = settled.poll(); batch != null; batch = settled.poll()) {
      trackedOf(batch).settled();
      any = true;
    }
    commit();
    return any;
  }

  /** Positions move in the order of shipping, so they never pass anything unsettled. */
  private void commit() {
    while (!underWay.isEmpty() && underWay.getFirst().isSettled()) {
      TrackedBatch done = underWay.removeFirst();
      done.commit();
      done.batch().clear();
      free.addLast(done.batch());
    }
  }

  private TrackedBatch trackedOf(Batch batch) {
    for (TrackedBatch tracked : underWay) {
      if (tracked.isFor(batch)) {
        return tracked;
      }
    }
    throw new IllegalStateException("a batch was settled that is not under way");
  }

  /** Whether {@link #openOne} would succeed. */
  boolean hasRoom() {
    if (open != null) {
      return !open.batch().isFull() || mayShip(open);
    }
    return !free.isEmpty() || allocated <= options.maxInFlight();
  }

  /** Sees to it that there is a batch with room; false if all of them are under way. */
  boolean openOne() {
    if (!hasRoom()) {
      return false;
    }
    if (open != null && open.batch().isFull()) {
      ship();
    }
    if (open == null) {
      Batch batch = free.pollFirst();
      if (batch == null) {
        batch = new Batch(options.batchBytes());
        allocated++;
      }
      open = new TrackedBatch(batch);
    }
    return true;
  }

  /** The batch that {@link #openOne} saw to. */
  TrackedBatch open() {
    return Objects.requireNonNull(open);
  }

  /** Has the open batch wait for a checkpoint that knows the positions as they are now. */
  void holdForCheckpoint() {
    open().shipAfter(durability.request());
  }

  private boolean mayShip(TrackedBatch batch) {
    return underWay.size() < options.maxInFlight() && durability.isMet(batch.shipAfter());
  }

  /** Hands the open batch over, if there is room under way. */
  void ship() {
    TrackedBatch full = open();
    if (!mayShip(full)) {
      return;
    }
    open = null;
    shippedAny = true;
    underWay.addLast(full);
    if (full.batch().isEmpty()) {
      full.settled();
      commit();
    } else {
      shipper.accept(full.batch());
    }
  }

  /** Ships the open batch if its linger is over, or {@code now} is; whether it did. */
  boolean shipIfDue(long nowNanos, boolean now) {
    if (!isWaitingToShip() || !mayShip(open())) {
      return false;
    }
    if (now || open().batch().isFull() || nowNanos - dueNanos() >= 0) {
      ship();
      return true;
    }
    return false;
  }

  private boolean isWaitingToShip() {
    return open != null && open.coversAnything();
  }

  private long dueNanos() {
    return open().sinceNanos() + (shippedAny ? options.linger().toNanos() : 0);
  }

  /** When {@link #shipIfDue} will have something to do, if nothing else happens until then. */
  long nextDueNanos(long neverNanos) {
    return isWaitingToShip() && mayShip(open()) ? dueNanos() : neverNanos;
  }

  /** Whether everything that was read is settled. */
  boolean areAllSettled() {
    return underWay.isEmpty() && !isWaitingToShip();
  }
}
