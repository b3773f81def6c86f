package io.tailrace.agent.testing;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.parsers.RecordReader;
import java.time.InstantSource;
import java.util.Optional;

/** Makes what the agent reads an input's lines with. */
@FunctionalInterface
public interface ReaderMaker {
  /**
   * @param input the name of one of the settings' inputs
   * @param output for which of the settings' outputs; empty for what every output would be given
   * @param clock says when the lines are read
   */
  RecordReader make(
      AgentSettings settings, String input, Optional<OutputSettings> output, InstantSource clock);
}
