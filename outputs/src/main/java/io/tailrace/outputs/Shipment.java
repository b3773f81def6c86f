package io.tailrace.outputs;

import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Delivery.TooLarge;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Delivery.Undeliverable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;

/**
 * One batch on its way: attempt, classify, settle, until nothing of it is left.
 *
 * <p>Owned by its shipping thread. Bounded: what is left is a stack of selections, in the batch's
 * order. Only halving adds to it, and always works on the first half next, so that each selection
 * is at most half as long as the one below: {@link #MAX_LEFT}.
 */
final class Shipment {
  /** Halving a batch of 2³¹ records down to one, and the one. */
  private static final int MAX_LEFT = Integer.SIZE;

  private final Output output;
  private final RetryPolicy retries;
  private final DeadLetterDesk deadLetters;
  private final Progress progress;

  /** What is not settled, the next to be sent first. */
  private final Deque<Selection> left = new ArrayDeque<>(MAX_LEFT);

  /** How often in a row the first of what is left has failed, or a larger one that held it. */
  private int failures;

  /** The wait before the next attempt. */
  private Duration backoff = Duration.ZERO;

  Shipment(
      Batch batch,
      Output output,
      RetryPolicy retries,
      DeadLetterDesk deadLetters,
      Progress progress) {
    this.output = output;
    this.retries = retries;
    this.deadLetters = deadLetters;
    this.progress = progress;
    left.push(Selection.all(batch));
  }

  /**
   * Returns when every record is settled.
   *
   * @throws InterruptedException when the agent is ending; some may not be settled then
   */
  void settleAll() throws InterruptedException {
    while (!left.isEmpty()) {
      Selection selection = left.pop();
      settle(selection, attempt(selection));
    }
  }

  private Delivery attempt(Selection selection) throws InterruptedException {
    retries.awaitTurn(backoff);
    progress.attempted(failures > 0);
    boolean returned = false;
    try {
      Delivery delivery = output.send(selection);
      returned = true;
      return delivery;
    } finally {
      if (!returned) {
        retries.notMade();
      }
    }
  }

  private void settle(Selection selection, Delivery delivery) throws InterruptedException {
    switch (delivery) {
      case Delivered() -> {
        answered();
        progress.delivered(selection.count(), selection.bytes());
      }
      case PartlyDelivered partly -> settlePartly(selection, partly);
      case TryAgain(var after, var reason) -> {
        retries.failed();
        sendAgain(selection, after, reason);
      }
      case Blocked(var reason) -> {
        failures++;
        retries.blocked(failures);
        progress.blocked(reason);
        left.push(selection);
      }
      case TooLarge(var reason) -> narrow(selection, "too large: " + reason);
      case Undeliverable(var reason) -> narrow(selection, reason);
    }
  }

  private void answered() {
    retries.answered();
    progress.healthy();
    failures = 0;
    backoff = Duration.ZERO;
  }

  private void sendAgain(Selection selection, Optional<Duration> after, String reason) {
    failures++;
    backoff = retries.backoff(failures);
    after.ifPresent(retries::pause);
    progress.retrying(reason);
    left.push(selection);
  }

  /** Looks for the one record that the refusal is about; once it is alone, it is dead-lettered. */
  private void narrow(Selection selection, String reason) throws InterruptedException {
    answered();
    if (selection.count() == 1) {
      deadLetters.keep(selection.batch(), selection.record(0), reason);
      return;
    }
    int middle = selection.count() / 2;
    left.push(selection.slice(middle, selection.count()));
    left.push(selection.slice(0, middle));
    if (left.size() > MAX_LEFT) {
      throw new IllegalStateException(left.size() + " selections left of one batch");
    }
  }

  private void settlePartly(Selection selection, PartlyDelivered partly)
      throws InterruptedException {
    BitSet retry = new BitSet();
    BitSet refused = new BitSet();
    partly.retry().forEach(retry::set);
    partly.refused().forEach(refusal -> refused.set(refusal.record()));
    BitSet delivered = without(selection, retry, refused);
    if (!delivered.isEmpty()) {
      progress.delivered(delivered.cardinality(), selection(selection, delivered).bytes());
    }
    for (Refused refusal : partly.refused()) {
      deadLetters.keep(selection.batch(), refusal.record(), refusal.reason());
    }
    if (retry.isEmpty()) {
      answered();
      return;
    }
    if (retry.cardinality() == selection.count()) {
      retries.failed();
    } else {
      // It does get on, so it is worth looking again soon.
      retries.answered();
      failures = 0;
    }
    sendAgain(selection(selection, retry), partly.after(), partly.reason());
  }

  /** The selection's records that are in neither set, both of which must be parts of it. */
  private static BitSet without(Selection selection, BitSet retry, BitSet refused) {
    BitSet delivered = new BitSet();
    for (int record : selection.records()) {
      delivered.set(record);
    }
    int count = delivered.cardinality();
    delivered.andNot(retry);
    delivered.andNot(refused);
    if (delivered.cardinality() != count - retry.cardinality() - refused.cardinality()) {
      throw new IllegalStateException(
          "retry " + retry + " and refused " + refused + " do not part the selection");
    }
    return delivered;
  }

  private static Selection selection(Selection of, BitSet records) {
    return new Selection(of.batch(), records.stream().toArray());
  }
}
