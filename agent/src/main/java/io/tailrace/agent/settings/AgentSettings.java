package io.tailrace.agent.settings;

import io.tailrace.agent.files.CopyAhead;
import io.tailrace.agent.files.PathGlob;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All the agent is told.
 *
 * @param inputs at least one; names are unique
 * @param outputs at least one; names are unique, and none is an input's
 * @param metadata what the pod says about itself
 * @param stateDir where checkpoints live; see {@link io.tailrace.agent.state.StateLocation} if not
 *     given
 * @param holdMax what removed files may take on the disk while an output still needs them
 * @param copyAhead when a file is copied that may be truncated
 * @param readCompressed whether rotated files are searched in compressed ones, too
 * @param bufferMemory bound of the batches of all outputs together; they fit, that is checked
 * @param maxLine a longer line is truncated
 * @param multilineLimits what else bounds an event of several lines
 * @param drainTimeout from SIGTERM to the exit
 * @param ending how it comes to that, or to an end by itself
 * @param statusAddress where the status page listens; empty when it is off
 * @param envFile where the settings are from that the environment does not say, if from any file
 */
public record AgentSettings(
    List<InputSettings> inputs,
    List<OutputSettings> outputs,
    Metadata metadata,
    Optional<Path> stateDir,
    ByteSize holdMax,
    CopyAhead copyAhead,
    boolean readCompressed,
    ByteSize bufferMemory,
    ByteSize maxLine,
    MultilineLimits multilineLimits,
    Duration drainTimeout,
    Ending ending,
    Optional<InetSocketAddress> statusAddress,
    LogLevel logLevel,
    LogFormat logFormat,
    Optional<Path> envFile) {
  public AgentSettings {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("inputs " + inputs + ", outputs " + outputs);
    }
  }

  /** The directories that are watched, in the order of the inputs' patterns. */
  public List<Path> roots() {
    return inputs.stream()
        .flatMap(input -> input.watched().paths().stream())
        .map(PathGlob::root)
        .toList();
  }
}
