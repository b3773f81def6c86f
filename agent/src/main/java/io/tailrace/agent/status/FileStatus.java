package io.tailrace.agent.status;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One generation of one file.
 *
 * @param path where it is, or last was; any text that a file name can be
 * @param generation its id
 * @param input the input it belongs to
 * @param sizeBytes how far it was ever seen to reach
 * @param held it was rotated away, truncated or deleted, and is kept until it is shipped
 * @param ledgers by the name of the output, in the order of the settings
 */
public record FileStatus(
    String path,
    String generation,
    String input,
    long sizeBytes,
    boolean held,
    Map<String, Ledger> ledgers) {
  public FileStatus {
    ledgers = Collections.unmodifiableMap(new LinkedHashMap<>(ledgers));
  }

  /** What waits for the output that is furthest behind. */
  public long waitingBytes() {
    return ledgers.values().stream().mapToLong(Ledger::waitingBytes).max().orElse(0);
  }
}
