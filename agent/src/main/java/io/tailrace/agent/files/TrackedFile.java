package io.tailrace.agent.files;

import java.nio.file.Path;

/** What the catalog alone needs to know of a generation. Owned by the catalog's thread. */
final class TrackedFile {
  private final Generation generation;
  private final Object key;
  private Path path;
  private long modifiedMillis;
  private long lastChangeNanos;

  TrackedFile(Generation generation, Object key, Path path, long modifiedMillis, long nowNanos) {
    this.generation = generation;
    this.key = key;
    this.path = path;
    this.modifiedMillis = modifiedMillis;
    this.lastChangeNanos = nowNanos;
  }

  Generation generation() {
    return generation;
  }

  /** The file system's own key. */
  Object key() {
    return key;
  }

  /** Where it was last seen. */
  Path path() {
    return path;
  }

  void path(Path path) {
    this.path = path;
  }

  /** Whether its size and modification time are still these. */
  boolean isUnchanged(long size, long modifiedMillis) {
    return generation.size() == size && this.modifiedMillis == modifiedMillis;
  }

  void changed(long modifiedMillis, long nowNanos) {
    this.modifiedMillis = modifiedMillis;
    this.lastChangeNanos = nowNanos;
  }

  /** When it last grew, or lost its name. */
  long lastChangeNanos() {
    return lastChangeNanos;
  }
}
