package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A generation as the checkpoint of an earlier run has it.
 *
 * @param path where it was first seen; it may have another name by now, or be gone
 * @param end where its content ends for good, if it lies in a copy that was made before a
 *     truncation; else {@link Generation#OPEN}
 * @param positions what each output, by its name, had settled
 */
public record RememberedGeneration(
    String id,
    Path path,
    FileKey key,
    Fingerprint head,
    long end,
    Map<String, Position> positions) {
  /** The end of one that may still grow. */
  public static final long OPEN = Generation.OPEN;

  /** As {@link GenerationId} makes them; it becomes a file's name. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public RememberedGeneration {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a generation cannot have the id " + id);
    }
    positions = Map.copyOf(positions);
  }

  /** One that may still grow. */
  public RememberedGeneration(
      String id, Path path, FileKey key, Fingerprint head, Map<String, Position> positions) {
    this(id, path, key, head, OPEN, positions);
  }

  /** The same one, if its content lies in a copy of so many bytes. */
  RememberedGeneration inCopyOf(long bytes) {
    return new RememberedGeneration(id, path, key, head, bytes, positions);
  }

  /** The smallest offset that any output has settled. */
  long leastSettled() {
    return positions.values().stream().mapToLong(Position::offset).min().orElse(0);
  }

  /** Whether its content lies in a copy and so ends for good. */
  public boolean isCopy() {
    return end != OPEN;
  }
}
