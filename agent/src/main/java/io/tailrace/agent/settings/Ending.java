package io.tailrace.agent.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the agent comes to its end, besides by signals.
 *
 * @param exitWhen it ends by itself when one of these holds; none for never
 * @param quitEndpoint whether {@code POST /quit} on the status port ends it
 * @param gracePeriod what the pod's manifest says that it is given from SIGTERM to SIGKILL
 */
public record Ending(
    List<ExitRule> exitWhen, boolean quitEndpoint, Optional<Duration> gracePeriod) {
  public Ending {
    exitWhen = List.copyOf(exitWhen);
  }
}
