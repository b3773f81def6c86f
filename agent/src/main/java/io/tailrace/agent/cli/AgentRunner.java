package io.tailrace.agent.cli;

import io.tailrace.agent.settings.AgentSettings;

/** Does the main job. */
@FunctionalInterface
public interface AgentRunner {
  /**
   * Runs until it is told to end.
   *
   * @return an exit code of {@link ExitCode}
   * @throws InterruptedException when the thread is, in place of a signal to the process
   */
  int run(AgentSettings settings) throws InterruptedException;
}
