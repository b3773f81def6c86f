package io.tailrace.agent.cli;

import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Output;

/** Makes an output of its settings; nothing is sent yet. */
@FunctionalInterface
public interface OutputMaker {
  /**
   * @throws IllegalArgumentException when a file it needs, such as a certificate, cannot be used;
   *     the message names it
   */
  Output make(OutputSettings output);
}
