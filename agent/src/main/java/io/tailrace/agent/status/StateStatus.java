package io.tailrace.agent.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state directory.
 *
 * @param directory its path
 * @param checkpointed when the last checkpoint was written; empty before the first
 * @param checkpointFailures how often writing one failed since the start
 * @param problem why it fails now, on one line; empty when it does not
 * @param held what it keeps of files that were removed
 */
public record StateStatus(
    String directory,
    Optional<Instant> checkpointed,
    long checkpointFailures,
    Optional<String> problem,
    HoldStatus held) {
  /** How old the last checkpoint is. */
  Optional<Duration> checkpointAge(Instant now) {
    return checkpointed.map(at -> Duration.between(at, now));
  }
}
