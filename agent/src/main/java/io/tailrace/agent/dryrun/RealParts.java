package io.tailrace.agent.dryrun;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Preview;
import io.tailrace.parsers.RecordReader;
import java.util.Optional;

/** Makes what the agent reads and encodes with, so that trying it shows what it would do. */
public interface RealParts {
  /** A new reader of the lines of an input. */
  RecordReader reader(AgentSettings settings, String input);

  /** What an output would send; nothing, where it is none that sends to a server. */
  Optional<Preview> preview(OutputSettings output);
}
