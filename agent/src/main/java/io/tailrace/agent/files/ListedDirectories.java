package io.tailrace.agent.files;

import java.util.HashMap;
import java.util.Map;

/**
 * The directories that one look has to list, each listed once, when it is first asked for: a
 * rotator that has made hundreds of files has made them in one directory. For one look only; the
 * next has to see what has happened since. Owned by the catalog's thread.
 */
final class ListedDirectories {
  /** An input says which files there are, so it is part of what was listed. */
  private record Directory(Place place, WatchedInput input) {}

  private final Map<Directory, Siblings> listed = new HashMap<>();

  /** What lies next to a file. */
  Siblings siblings(Place file, WatchedInput input) {
    Place directory = file.isRoot() ? file : file.parent();
    return listed.computeIfAbsent(new Directory(directory, input), _ -> Siblings.of(file, input));
  }
}
