package io.tailrace.agent;

import io.tailrace.agent.pipeline.Pipeline;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Shipper;

/** One output at work: its pipeline reads and encodes, its shipper has it sent. */
record RunningOutput(Output output, String type, Shipper shipper, Pipeline pipeline) {
  String name() {
    return output.name();
  }
}
