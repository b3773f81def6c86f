package io.tailrace.agent.status;

import io.tailrace.outputs.ShipperStatus.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether logs arrive: the files were looked at, every output has reached its destination once, or
 * has nothing to send, and none is blocked. An output that only retries stays ready, for trouble
 * that heals by itself must not take the pod out of service.
 *
 * @param reasons why not, one line each; none when ready
 */
record Readiness(List<String> reasons) {
  Readiness {
    reasons = List.copyOf(reasons);
  }

  static Readiness of(AgentStatus status) {
    var reasons = new ArrayList<String>();
    if (!status.unread().looked()) {
      reasons.add("the files have not been looked at yet");
    }
    for (OutputStatus output : status.outputs()) {
      if (output.shipper().state() instanceof State.Blocked blocked) {
        reasons.add(output.name() + " is blocked: " + blocked.reason());
      } else if (!output.reached() && output.total().waitingBytes() > 0) {
        reasons.add(output.name() + " has not delivered anything yet" + trouble(output));
      }
    }
    return new Readiness(reasons);
  }

  private static String trouble(OutputStatus output) {
    return switch (output.shipper().state()) {
      case State.Healthy() -> "";
      case State.Retrying retrying -> ": " + retrying.reason();
      case State.Blocked blocked -> ": " + blocked.reason();
    };
  }

  boolean ready() {
    return reasons.isEmpty();
  }
}
