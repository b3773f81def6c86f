package io.tailrace.agent;

import io.tailrace.agent.settings.Origin;
import io.tailrace.agent.settings.Problem;
import io.tailrace.agent.status.ReloadStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, in the log and to the status page, what has become of new settings. */
final class Reloads {
  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

  /** A file may be wrong in every line. */
  private static final int MAX_REASONS = 20;

  private volatile ReloadStatus status;

  /**
   * @param file where they come from
   */
  Reloads(Optional<String> file) {
    this.status = new ReloadStatus(file, 0, Optional.empty(), 0, List.of());
  }

  /** How it went so far; from any thread. */
  ReloadStatus status() {
    return status;
  }

  /** They are in force now. */
  void taken(String words, Instant now) {
    ReloadStatus before = status;
    status =
        new ReloadStatus(
            before.file(), before.reloads() + 1, Optional.of(now), before.refusals(), List.of());
    LOG.info("the settings have changed: {}", words);
  }

  /**
   * They are those in force.
   *
   * @param asked whether a person wants to know
   */
  void unchanged(boolean asked) {
    ReloadStatus before = status;
    status =
        new ReloadStatus(
            before.file(), before.reloads(), before.lastReload(), before.refusals(), List.of());
    if (asked || !before.refusedBecause().isEmpty()) {
      LOG.info("the settings were read again; they are those in force");
    }
  }

  /** They cannot be taken, for at least one reason. */
  void refused(List<String> reasons) {
    ReloadStatus before = status;
    status =
        new ReloadStatus(
            before.file(),
            before.reloads(),
            before.lastReload(),
            before.refusals() + 1,
            reasons.stream().limit(MAX_REASONS).toList());
    reasons.stream().limit(MAX_REASONS).forEach(why -> LOG.error("settings refused: {}", why));
    LOG.error(
        "new settings are refused for {} reasons; the old ones stay in force", reasons.size());
  }

  /** A problem on one line. */
  static String words(Problem problem) {
    StringBuilder words = new StringBuilder(problem.subject());
    problem.shown().ifPresent(value -> words.append('=').append(value));
    problem
        .origin()
        .filter(Origin.FromFile.class::isInstance)
        .ifPresent(origin -> words.append(" (").append(origin).append(')'));
    return words.append(": ").append(problem.message()).toString();
  }
}
