package io.tailrace.agent.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All a demo found out.
 *
 * @param destination for people
 * @param agentExit the agent's exit code; nothing if it had to be killed
 * @param agentDrain how long the agent took to end
 * @param downtime of the server, if it was killed
 * @param catchUp how the backlog of that time was worked off, if it was
 */
record Outcome(
    String destination,
    Written written,
    Audit audit,
    Latencies.Summary latencies,
    Duration length,
    OptionalInt agentExit,
    Duration agentDrain,
    Optional<Duration> downtime,
    Optional<CatchUp> catchUp) {
  /**
   * @param events that arrived
   * @param took from the server's answering again
   */
  record CatchUp(long events, long bytes, Duration took) {}

  boolean isPerfect() {
    return audit.isPerfect() && agentExit.equals(OptionalInt.of(0)) && written.finished();
  }
}
