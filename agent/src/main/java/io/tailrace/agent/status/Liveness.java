package io.tailrace.agent.status;

/** Whether the process still makes progress, or should be killed and started again. */
public sealed interface Liveness {
  /** Every thread of it has come round lately. A dead destination is no reason to die, too. */
  record Alive() implements Liveness {}

  /** Something hangs; the reason is one line. */
  record Stuck(String reason) implements Liveness {}
}
