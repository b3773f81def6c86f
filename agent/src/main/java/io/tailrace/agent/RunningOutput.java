package io.tailrace.agent;

import io.tailrace.agent.pipeline.Pipeline;
import io.tailrace.agent.pipeline.Pipeline.FileProgress;
import io.tailrace.agent.pipeline.Pipeline.FinishedFiles;
import io.tailrace.agent.pipeline.Pipeline.ReadEvents;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Shipper;
import io.tailrace.outputs.ShipperStatus;
import java.util.List;
import java.util.Map;

/**
 * One output at work: its pipeline reads and encodes, its shipper has it sent.
 *
 * @param before what those have counted that this one took the place of when settings were reloaded
 */
record RunningOutput(
    OutputSettings settings, Output output, Shipper shipper, Pipeline pipeline, Counts before) {
  String name() {
    return output.name();
  }

  /** The kind of destination. */
  String type() {
    return OutputFactory.typeOf(settings);
  }

  String threadName() {
    return "pipeline-" + name();
  }

  /** How the destination is doing; counts are since the agent's start. */
  ShipperStatus status() {
    return before.plus(shipper.status());
  }

  /** What was read of each input since the agent's start. */
  Map<String, ReadEvents> events() {
    return before.plus(pipeline.events());
  }

  /** Every file as this output sees it. */
  List<FileProgress> progress() {
    return pipeline.progress().stream().map(before::plus).toList();
  }

  /** The sum over the files that are no longer among {@link #progress}. */
  FinishedFiles finished() {
    return before.plus(pipeline.finished(), pipeline.progress());
  }
}
