package io.tailrace.agent.status;

import io.tailrace.outputs.ShipperStatus;

/**
 * One output.
 *
 * @param name as in {@code TAILRACE_OUTPUTS}
 * @param type {@code elasticsearch}, {@code loki}, …
 * @param shipper how its destination is doing
 * @param total the sum of the ledgers of every generation since the start, also of those that are
 *     finished and no longer listed; its lost bytes never become fewer
 */
public record OutputStatus(String name, String type, ShipperStatus shipper, Ledger total) {
  /** Whether the destination has answered for a record yet, be it with a refusal. */
  boolean reached() {
    return shipper.lastDelivery().isPresent() || shipper.recordsDeadLettered() > 0;
  }

  boolean healthy() {
    return shipper.state() instanceof ShipperStatus.State.Healthy;
  }

  boolean blocked() {
    return shipper.state() instanceof ShipperStatus.State.Blocked;
  }
}
