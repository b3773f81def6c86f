package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a directory or a file really is: below which watched root, and by which names from there.
 * The root is what the settings name, so it may itself be reached by links; none of the names may
 * be one.
 *
 * @param below relative to the root; empty for the root itself
 * @param path both together
 */
record Place(Path root, Path below, Path path) {
  private static final Path NOTHING = Path.of("");

  static Place ofRoot(Path root) {
    return new Place(root, NOTHING, root);
  }

  /** The place of a path that is below a root, as both are spelled. */
  static Place of(Path root, Path path) {
    return new Place(root, root.relativize(path), path);
  }

  /** What is called so in this directory. */
  Place resolve(Path name) {
    return new Place(root, below.resolve(name), path.resolve(name));
  }

  boolean isRoot() {
    return below.equals(NOTHING);
  }

  /** The directory it is in; a root has none that is anybody's business. */
  Place parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root " + root + " was taken for a file");
    }
    Path parent = below.getParent();
    return parent == null ? ofRoot(root) : new Place(root, parent, root.resolve(parent));
  }

  Path name() {
    return Objects.requireNonNull(below.getFileName());
  }
}
