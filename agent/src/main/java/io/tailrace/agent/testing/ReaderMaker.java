package io.tailrace.agent.testing;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.parsers.RecordReader;
import java.time.InstantSource;

/** Makes what the agent reads an input's lines with. */
@FunctionalInterface
public interface ReaderMaker {
  /**
   * @param input the name of one of the settings' inputs
   * @param clock says when the lines are read
   */
  RecordReader make(AgentSettings settings, String input, InstantSource clock);
}
