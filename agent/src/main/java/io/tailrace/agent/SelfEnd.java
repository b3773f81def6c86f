package io.tailrace.agent;

import io.tailrace.agent.Engine.Parts;
import io.tailrace.agent.files.FileCatalog;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.Unread;
import io.tailrace.agent.settings.ExitRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks whether one of the rules of {@code TAILRACE_EXIT_WHEN} holds. Used by the main thread,
 * about once a second.
 */
final class SelfEnd {
  /** The sizes of all files at the last look, by their generations' ids. */
  private Map<String, Long> sizes = Map.of();

  private boolean wroteAnything;
  private long lastNewsNanos;

  /** Why it is time to end, if it is: the first rule that holds. */
  Optional<String> reason(Parts parts, long nowNanos) {
    List<ExitRule> rules = parts.settings().ending().exitWhen();
    if (rules.stream().anyMatch(ExitRule.Idle.class::isInstance)) {
      look(parts.catalog(), nowNanos);
    }
    return rules.stream().filter(rule -> holds(rule, nowNanos)).findFirst().map(SelfEnd::words);
  }

  private boolean holds(ExitRule rule, long nowNanos) {
    return switch (rule) {
      case ExitRule.FileIsThere(Path file) -> Files.exists(file);
      case ExitRule.Idle(Duration quiet) ->
          wroteAnything && nowNanos - lastNewsNanos >= quiet.toNanos();
    };
  }

  private static String words(ExitRule rule) {
    return switch (rule) {
      case ExitRule.FileIsThere(Path file) -> file + " is there";
      case ExitRule.Idle(Duration quiet) -> "nothing was written for " + quiet.toSeconds() + " s";
    };
  }

  private void look(FileCatalog catalog, long nowNanos) {
    Map<String, Long> now = new HashMap<>();
    boolean grew = false;
    for (Generation generation : catalog.generations()) {
      long size = generation.size();
      now.put(generation.id(), size);
      grew |= size > sizes.getOrDefault(generation.id(), 0L);
    }
    sizes = now;
    wroteAnything |= grew;
    if (grew || isBlind(catalog.unread())) {
      lastNewsNanos = nowNanos;
    }
  }

  /** What cannot be looked at may be written to. */
  private static boolean isBlind(Unread unread) {
    return unread.counts().getOrDefault(Unread.Reason.HANGING, 0) > 0
        || unread.counts().getOrDefault(Unread.Reason.TROUBLE, 0) > 0
        || unread.counts().getOrDefault(Unread.Reason.DENIED, 0) > 0;
  }
}
