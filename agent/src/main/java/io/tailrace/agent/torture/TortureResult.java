package io.tailrace.agent.torture;

import java.time.Duration;
import java.util.Map;

/**
 * What came of it.
 *
 * @param damages how often a copy of the checkpoint was spoilt
 * @param rotations by the mode's label
 */
record TortureResult(
    TortureOptions options,
    Target target,
    Counts counts,
    int damages,
    Map<String, Integer> rotations,
    Verdict verdict,
    Duration length) {
  /** Whether every promise was kept. */
  boolean isGood() {
    return verdict.holds(target.once()) && counts.troubles().isEmpty();
  }
}
