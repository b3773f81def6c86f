package io.tailrace.agent.files;

import java.nio.file.Path;

/**
 * A directory, or a link, on the way of a look.
 *
 * @param path how one gets there; its files are called after it
 * @param place where it really is
 * @param depth how many names below the root of the pattern
 * @param links how many links there are among these
 */
record Spot(Path path, Place place, int depth, int links) {
  static Spot ofRoot(Path root) {
    return new Spot(root, Place.ofRoot(root), 0, 0);
  }

  /** Something that is called so in this directory. */
  Spot resolve(Path name) {
    Place there = place.resolve(name);
    return new Spot(links == 0 ? there.path() : path.resolve(name), there, depth + 1, links);
  }

  /** Where this link leads to. */
  Spot followedTo(Place target) {
    return new Spot(path, target, depth, links + 1);
  }

  /** Whether the settings name it, so that it may be a link itself. */
  boolean isRoot() {
    return depth == 0;
  }
}
