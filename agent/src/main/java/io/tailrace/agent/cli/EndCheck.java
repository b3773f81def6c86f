package io.tailrace.agent.cli;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.ExitRule;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Whether the agent can come to its end in peace. */
public final class EndCheck {
  /** From the end of the drain to that of the process: threads end, a checkpoint is written. */
  private static final Duration AFTER_DRAIN = Duration.ofSeconds(3);

  /** {@code terminationGracePeriodSeconds} of a pod whose manifest does not say. */
  private static final Duration USUAL_GRACE = Duration.ofSeconds(30);

  private EndCheck() {}

  /** Why it would be killed before it has ended, as far as the settings know. */
  public static Optional<String> problem(AgentSettings settings) {
    return settings
        .ending()
        .gracePeriod()
        .filter(grace -> !fits(settings, grace))
        .map(grace -> problem(settings, "is killed %s s".formatted(grace.toSeconds())));
  }

  private static boolean fits(AgentSettings settings, Duration grace) {
    return settings.drainTimeout().plus(AFTER_DRAIN).compareTo(grace) <= 0;
  }

  private static String problem(AgentSettings settings, String killed) {
    long needed = settings.drainTimeout().plus(AFTER_DRAIN).toSeconds();
    return ("the agent %s after SIGTERM, and with TAILRACE_DRAIN_TIMEOUT=%ds may need %d s; set the"
            + " pod's terminationGracePeriodSeconds to %d or more, or lower the time-out")
        .formatted(killed, settings.drainTimeout().toSeconds(), needed, needed);
  }

  static void check(AgentSettings settings, Map<String, String> environment, Findings findings) {
    Optional<String> problem = problem(settings);
    boolean inPod = environment.containsKey("KUBERNETES_SERVICE_HOST");
    if (problem.isPresent()) {
      findings.fail("ending: " + problem.get());
    } else if (settings.ending().gracePeriod().isPresent()) {
      findings.ok("ending: the drain fits into the pod's grace period");
    } else if (inPod && !fits(settings, USUAL_GRACE)) {
      findings.note(
          "ending: if the pod's manifest does not say otherwise, "
              + problem(settings, "is killed " + USUAL_GRACE.toSeconds() + " s")
              + ". Say it in TAILRACE_TERMINATION_GRACE_PERIOD too, and it is checked here");
    }
    for (ExitRule rule : settings.ending().exitWhen()) {
      if (rule instanceof ExitRule.FileIsThere sentinel && Files.exists(sentinel.file())) {
        findings.note(
            "ending: %s is there already, so the agent would ship what is there and end"
                .formatted(sentinel.file()));
      }
    }
  }
}
