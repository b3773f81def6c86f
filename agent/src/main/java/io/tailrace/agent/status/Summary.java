package io.tailrace.agent.status;

import io.tailrace.outputs.ShipperStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to the one question people come with: are my logs safe?
 *
 * @param tone whether to worry
 * @param sentence for people, of unescaped text
 */
record Summary(Tone tone, String sentence) {
  /** Whether to worry. */
  enum Tone {
    GOOD,
    WAITING,
    BAD
  }

  static Summary of(AgentStatus status) {
    List<String> troubles = troubles(status);
    if (!troubles.isEmpty()) {
      return new Summary(tone(status), String.join(" ", troubles) + " " + lost(status));
    }
    if (status.lostBytes() > 0) {
      return new Summary(Tone.BAD, lost(status));
    }
    return calm(status);
  }

  private static Summary calm(AgentStatus status) {
    long waitingBytes =
        status.outputs().stream()
            .mapToLong(output -> output.total().waitingBytes())
            .max()
            .orElse(0);
    if (waitingBytes > 0) {
      return new Summary(Tone.GOOD, "Shipping: " + Wording.bytes(waitingBytes) + " to go.");
    }
    long deadLetters =
        status.outputs().stream().mapToLong(o -> o.shipper().recordsDeadLettered()).sum();
    if (deadLetters > 0) {
      return new Summary(
          Tone.WAITING,
          "Everything shipped, except for " + Wording.count(deadLetters, "dead letter") + ".");
    }
    if (status.files().isEmpty()) {
      return new Summary(Tone.WAITING, "No file to read has been found yet.");
    }
    return new Summary(Tone.GOOD, "Everything shipped.");
  }

  private static Tone tone(AgentStatus status) {
    boolean blocked = status.outputs().stream().anyMatch(OutputStatus::blocked);
    boolean bad = blocked || status.lostBytes() > 0 || status.state().problem().isPresent();
    return bad ? Tone.BAD : Tone.WAITING;
  }

  private static List<String> troubles(AgentStatus status) {
    var troubles = new ArrayList<String>();
    for (OutputStatus output : status.outputs()) {
      switch (output.shipper().state()) {
        case State.Healthy() -> {}
        case State.Retrying retrying ->
            troubles.add(
                "%s has taken nothing for %s: %s"
                    .formatted(
                        output.name(), age(status, retrying.since()), waiting(status, output)));
        case State.Blocked blocked ->
            troubles.add(
                "%s has been blocked for %s and needs a person: %s"
                    .formatted(
                        output.name(), age(status, blocked.since()), waiting(status, output)));
      }
    }
    status
        .state()
        .problem()
        .ifPresent(p -> troubles.add("The checkpoint cannot be written: " + p + "."));
    return troubles;
  }

  private static String waiting(AgentStatus status, OutputStatus output) {
    long waitingBytes = output.total().waitingBytes();
    return waitingBytes == 0
        ? "nothing is waiting."
        : "%s waiting in %s."
            .formatted(
                Wording.bytes(waitingBytes), Wording.count(status.filesWaiting(output), "file"));
  }

  private static String lost(AgentStatus status) {
    return status.lostBytes() == 0
        ? "Nothing is lost."
        : Wording.bytes(status.lostBytes()) + " lost.";
  }

  private static String age(AgentStatus status, Instant since) {
    return Wording.time(Duration.between(since, status.now()));
  }
}
