package io.tailrace.agent.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has become of settings that were changed under the running agent.
 *
 * @param file where they come from; empty when the environment names none
 * @param reloads how often other ones were taken since the start
 * @param lastReload when that was last
 * @param refusals how often they could not be taken since the start
 * @param refusedBecause why those that are in the file now are not taken, one line each; empty when
 *     they are
 */
public record ReloadStatus(
    Optional<String> file,
    long reloads,
    Optional<Instant> lastReload,
    long refusals,
    List<String> refusedBecause) {
  /** Nothing to reload. */
  public static final ReloadStatus NONE =
      new ReloadStatus(Optional.empty(), 0, Optional.empty(), 0, List.of());

  public ReloadStatus {
    refusedBecause = List.copyOf(refusedBecause);
  }
}
