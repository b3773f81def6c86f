package io.tailrace.agent;

import io.tailrace.agent.dryrun.RealParts;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Preview;
import io.tailrace.parsers.RecordReader;
import java.time.InstantSource;
import java.util.Optional;

/** The parts that the agent itself reads and encodes with, for trying them out. */
public record AgentParts(InstantSource clock) implements RealParts {
  @Override
  public RecordReader reader(AgentSettings settings, String input) {
    return new Records(settings, clock, System::nanoTime).reader(input);
  }

  /** Likewise for one of the outputs, as far as it is said which. */
  RecordReader reader(AgentSettings settings, String input, Optional<OutputSettings> output) {
    Records records = new Records(settings, clock, System::nanoTime);
    return output.map(one -> records.reader(input, one)).orElseGet(() -> records.reader(input));
  }

  @Override
  public Optional<Preview> preview(OutputSettings output) {
    return OutputFactory.preview(output, clock);
  }
}
