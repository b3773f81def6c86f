package io.tailrace.agent.status;

import java.time.Instant;
import java.util.List;

/**
 * The agent at one moment. Made new for each request, by whoever knows the live objects.
 *
 * @param version as {@code tailrace version} tells it
 * @param startedAt when the process started
 * @param now the moment; every age shown is relative to it
 * @param inputs in the order of the settings
 * @param outputs in the order of the settings
 * @param files every generation that is open or not shipped yet
 * @param unread what is not read although a path matches it
 * @param reload what has become of settings that were changed since the start
 */
public record AgentStatus(
    String version,
    Instant startedAt,
    Instant now,
    List<InputStatus> inputs,
    List<OutputStatus> outputs,
    List<FileStatus> files,
    UnreadStatus unread,
    StateStatus state,
    ReloadStatus reload,
    ProcessStatus process) {
  public AgentStatus {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    files = List.copyOf(files);
  }

  long lostBytes() {
    return outputs.stream().mapToLong(output -> output.total().lostBytes()).sum();
  }

  /** In how many files something waits for this output. */
  long filesWaiting(OutputStatus output) {
    return files.stream()
        .map(file -> file.ledgers().getOrDefault(output.name(), Ledger.EMPTY))
        .filter(ledger -> ledger.waitingBytes() > 0)
        .count();
  }
}
