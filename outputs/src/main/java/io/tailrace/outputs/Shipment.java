package io.tailrace.outputs;

import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.Overloaded;
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

  /**
   * So often in a row the same is sent to a destination that says it is overloaded, before it is
   * sent by halves. Not at once, since most overloads pass and small requests are dearer; yet not
   * never, since what is more than the destination takes at once is refused in the same words.
   */
  static final int OVERLOADS_BEFORE_HALVING = 4;

  private final Output output;
  private final RetryPolicy retries;
  private final DeadLetterDesk deadLetters;
  private final Progress progress;

  /** What is not settled, the next to be sent first. */
  private final Deque<Selection> left = new ArrayDeque<>(MAX_LEFT);

  /** How often in a row the first of what is left has failed, or a larger one that held it. */
  private int failures;

  /** How often of these, since it was last halved, the destination was overloaded. */
  private int overloads;

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
    try {
      progress.attempted(failures > 0);
      return output.send(selection);
    } finally {
      retries.turnOver();
    }
  }

  private void settle(Selection selection, Delivery delivery) throws InterruptedException {
    switch (delivery) {
      case Delivered() -> {
        answered();
        progress.healthy();
        progress.delivered(selection.count(), selection.bytes());
      }
      case PartlyDelivered partly -> settlePartly(selection, partly);
      case TryAgain(var after, var reason) -> {
        retries.failed();
        sendAgain(selection, after, reason);
      }
      case Overloaded overloaded -> ease(selection, overloaded);
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
    failures = 0;
    overloads = 0;
    backoff = Duration.ZERO;
  }

  private void sendAgain(Selection selection, Optional<Duration> after, String reason) {
    failures++;
    backOff(retries.backoff(failures), after, reason);
    left.push(selection);
  }

  private void backOff(Duration wait, Optional<Duration> after, String reason) {
    backoff = wait;
    after.ifPresent(retries::pause);
    progress.retrying(reason);
  }

  /** Sends the same again, or less of it at once. A record alone is sent until it is taken. */
  private void ease(Selection selection, Overloaded overloaded) {
    boolean several = selection.count() > 1;
    if (several && overloaded.alwaysTooMuch()) {
      // It is not busy: waiting would change nothing.
      answered();
      overloaded.after().ifPresent(retries::pause);
      progress.retrying(overloaded.reason());
      pushHalves(selection);
      return;
    }
    retries.overloaded();
    failures++;
    backOff(retries.backoffOfOverload(failures), overloaded.after(), overloaded.reason());
    overloads++;
    if (several && overloads >= OVERLOADS_BEFORE_HALVING) {
      overloads = 0;
      pushHalves(selection);
    } else {
      left.push(selection);
    }
    if (!several && overloaded.alwaysTooMuch()) {
      progress.blocked("one record is more than it takes at once: " + overloaded.reason());
    }
  }

  /** Looks for the one record that the refusal is about; once it is alone, it is dead-lettered. */
  private void narrow(Selection selection, String reason) throws InterruptedException {
    answered();
    progress.healthy();
    if (selection.count() == 1) {
      deadLetters.keep(selection.batch(), selection.record(0), reason);
      return;
    }
    pushHalves(selection);
  }

  private void pushHalves(Selection selection) {
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
    partly.retry().forEach(retry::set);
    BitSet delivered = delivered(selection, retry, partly);
    if (retry.cardinality() == selection.count()) {
      retries.failed();
    } else {
      // It does get on, so whatever is left is worth trying again soon.
      answered();
    }
    if (!delivered.isEmpty()) {
      progress.delivered(delivered.cardinality(), selection(selection, delivered).bytes());
    }
    for (Refused refusal : partly.refused()) {
      deadLetters.keep(selection.batch(), refusal.record(), refusal.reason());
    }
    if (retry.isEmpty()) {
      progress.healthy();
    } else {
      sendAgain(selection(selection, retry), partly.after(), partly.reason());
    }
  }

  /** What is neither to be sent again nor refused. Each record must have one fate. */
  private static BitSet delivered(Selection selection, BitSet retry, PartlyDelivered partly) {
    BitSet delivered = new BitSet();
    for (int record : selection.records()) {
      delivered.set(record);
    }
    delivered.andNot(retry);
    partly.refused().forEach(refusal -> delivered.clear(refusal.record()));
    int fates = delivered.cardinality() + partly.retry().size() + partly.refused().size();
    if (fates != selection.count()) {
      throw new IllegalStateException(
          "of " + selection.count() + " records, retry " + retry + " and " + partly.refused());
    }
    return delivered;
  }

  private static Selection selection(Selection of, BitSet records) {
    return new Selection(of.batch(), records.stream().toArray());
  }
}
