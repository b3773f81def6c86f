package io.tailrace.agent.cli;

import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Reachability;

/** Looks whether a destination can be reached. */
@FunctionalInterface
public interface OutputProber {
  Reachability reach(OutputSettings output) throws InterruptedException;
}
