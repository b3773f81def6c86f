package io.tailrace.outputs;

import java.time.Instant;
import java.util.Optional;

/**
 * A shipper at one moment.
 *
 * @param batchesInFlight shipped and not settled
 * @param recordsDelivered since the start
 * @param bytesDelivered encoded, before compression, since the start
 * @param recordsDeadLettered since the start
 * @param attempts requests made since the start
 * @param retries of these, those that repeated an earlier one
 * @param lastDelivery when something was last delivered
 */
public record ShipperStatus(
    State state,
    int batchesInFlight,
    long recordsDelivered,
    long bytesDelivered,
    long recordsDeadLettered,
    long attempts,
    long retries,
    Optional<Instant> lastDelivery) {
  /** How the destination is doing. */
  public sealed interface State {
    /** The last attempt got through, or there was none yet. */
    record Healthy() implements State {}

    /** It is being tried again; that may help by itself. */
    record Retrying(Instant since, String reason) implements State {}

    /** A person must act; it is tried again all the same, at long intervals. */
    record Blocked(Instant since, String reason) implements State {}
  }
}
