package io.tailrace.outputs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one attempt to send a {@link Selection}. An {@link Output} only classifies; the
 * {@link Shipper} alone acts on it. Reasons are one line for people, free of secrets and of record
 * contents.
 */
public sealed interface Delivery {
  /** The destination has all of it. */
  record Delivered() implements Delivery {}

  /**
   * The destination has all but these.
   *
   * @param retry indexes in the batch of records to be sent again
   * @param refused records the destination will never take, with its reason for each
   * @param after how long the destination asked to wait before the retry, if it did
   * @param reason why some are to be sent again; empty when there are none
   */
  record PartlyDelivered(
      List<Integer> retry, List<Refused> refused, Optional<Duration> after, String reason)
      implements Delivery {
    public PartlyDelivered {
      retry = List.copyOf(retry);
      refused = List.copyOf(refused);
    }
  }

  /** One record the destination will never take. */
  record Refused(int record, String reason) {}

  /**
   * Nothing is known to have arrived; the same again may succeed.
   *
   * @param after how long the destination asked to wait, if it did
   */
  record TryAgain(Optional<Duration> after, String reason) implements Delivery {}

  /**
   * The destination has more to do than it can, and took nothing of it: the same may succeed later,
   * and less at once may succeed sooner.
   *
   * @param after how long the destination asked to wait, if it did
   * @param alwaysTooMuch whether it said that so much at once is more than it would take even with
   *     nothing else to do; a single record is sent again all the same, for the limit may be raised
   */
  record Overloaded(Optional<Duration> after, String reason, boolean alwaysTooMuch)
      implements Delivery {}

  /** Nothing gets through until a person acts: wrong credentials, a missing index. */
  record Blocked(String reason) implements Delivery {}

  /** The request was too large; half of it may succeed. */
  record TooLarge(String reason) implements Delivery {}

  /**
   * The destination refuses this request for good because of something in it. Of several records it
   * need only be one.
   */
  record Undeliverable(String reason) implements Delivery {}
}
