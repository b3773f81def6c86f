package io.tailrace.agent.files;

import io.tailrace.agent.files.Generation.State;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.nio.file.Path;

/** What the catalog alone needs to know of a generation. Owned by the catalog's thread. */
final class TrackedFile {
  /** What keeps bytes that an output still needs, should the file be removed. */
  enum HeldBy {
    /** The open descriptor, for as long as the agent runs. */
    DESCRIPTOR,
    /** A hard link in the state directory. */
    LINK,
    /** A copy in the state directory, made as far as the disk allows. */
    COPY
  }

  private final Generation generation;
  private Object key;
  private Path path;
  private Place place;
  private boolean renamed;
  private long modifiedMillis;
  private long lastChangeNanos;
  private HeldBy heldBy = HeldBy.DESCRIPTOR;
  private long heldBytes;
  private long nextHoldNanos;

  TrackedFile(Generation generation, FoundFile found, long nowNanos) {
    this.generation = generation;
    this.key = found.key();
    this.path = found.path();
    this.place = found.place();
    this.renamed = !path.equals(generation.path());
    this.modifiedMillis = found.modifiedMillis();
    this.lastChangeNanos = nowNanos;
    this.nextHoldNanos = nowNanos;
  }

  /** The same file under the same name, for another catalog that goes on with it. */
  TrackedFile(Generation generation, FoundFile found, TrackedFile before) {
    this(generation, found, before.lastChangeNanos);
    this.renamed = before.renamed;
    this.nextHoldNanos = before.nextHoldNanos;
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

  /** Where that really is. */
  Place place() {
    return place;
  }

  void place(FoundFile found) {
    this.path = found.path();
    this.place = found.place();
    this.renamed = !path.equals(generation.path());
  }

  /** Its generation goes on in another file. */
  void moveTo(FoundFile found, long nowNanos) {
    key = found.key();
    place(found);
    changed(found.modifiedMillis(), nowNanos);
  }

  /** Whether its size and modification time are still these. */
  boolean isUnchanged(long size, long modifiedMillis) {
    return generation.size() == size && this.modifiedMillis == modifiedMillis;
  }

  void changed(long modifiedMillis, long nowNanos) {
    this.modifiedMillis = modifiedMillis;
    this.lastChangeNanos = nowNanos;
  }

  /** When it was last written to, as far as is known; 0 since it has lost its name. */
  long modifiedMillis() {
    return modifiedMillis;
  }

  /** When it last grew, or lost its name. */
  long lastChangeNanos() {
    return lastChangeNanos;
  }

  /** Whether a rotator has had it, so that it may be removed at any time. */
  boolean isRotated() {
    return generation.state() == State.DETACHED || renamed;
  }

  HeldBy heldBy() {
    return heldBy;
  }

  boolean isHeld() {
    return heldBy != HeldBy.DESCRIPTOR;
  }

  void heldBy(HeldBy heldBy) {
    this.heldBy = heldBy;
    generation.held(isHeld());
  }

  /** What it takes on the disk that would be free without the agent, as of a moment ago. */
  long heldBytes() {
    return heldBytes;
  }

  void heldBytes(long bytes) {
    heldBytes = bytes;
  }

  /** When it is worth trying again to hold it. */
  long nextHoldNanos() {
    return nextHoldNanos;
  }

  void nextHoldNanos(long nanos) {
    nextHoldNanos = nanos;
  }
}
