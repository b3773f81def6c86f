package io.tailrace.agent.status;

import java.util.Optional;

/**
 * What is kept of files that a rotator has removed, or may remove, and that an output still needs.
 *
 * @param files how many
 * @param bytes what they take on the disk that would be free without the agent
 * @param maxBytes how much that may be
 * @param lostFiles how many had to be given up for it since the start
 * @param lostBytes what of them was not shipped
 * @param problem why they cannot be linked, or not be copied; empty when nothing hinders it
 */
public record HoldStatus(
    long files,
    long bytes,
    long maxBytes,
    long lostFiles,
    long lostBytes,
    Optional<String> problem) {
  /** Nothing is held, and nothing was ever lost. */
  static HoldStatus nothing(long maxBytes) {
    return new HoldStatus(0, 0, maxBytes, 0, 0, Optional.empty());
  }
}
