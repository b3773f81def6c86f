package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.Map;

/**
 * A generation as the checkpoint of an earlier run has it.
 *
 * @param path where it was first seen; it may have another name by now, or be gone
 * @param positions what each output, by its name, had settled
 */
public record RememberedGeneration(
    String id, Path path, FileKey key, Fingerprint head, Map<String, Position> positions) {
  public RememberedGeneration {
    positions = Map.copyOf(positions);
  }
}
