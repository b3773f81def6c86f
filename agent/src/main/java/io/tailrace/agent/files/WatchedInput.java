package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of one input.
 *
 * @param name the input's name in the settings
 * @param paths what belongs to it
 * @param excluded what does not, although it matches: globs of absolute paths or of file names
 * @param startAtEnd whether files found at the very first start are read from their end
 * @param followsLinks whether symbolic links are followed, as far as they lead to what is watched
 */
public record WatchedInput(
    String name,
    List<PathGlob> paths,
    List<String> excluded,
    boolean startAtEnd,
    boolean followsLinks) {
  public WatchedInput {
    paths = List.copyOf(paths);
    excluded = List.copyOf(excluded);
  }

  /** An input that follows no links. */
  public WatchedInput(
      String name, List<PathGlob> paths, List<String> excluded, boolean startAtEnd) {
    this(name, paths, excluded, startAtEnd, false);
  }

  /** Whether a file at this path, if there is one, belongs to the input. */
  public boolean includes(Path path) {
    return paths.stream().anyMatch(glob -> glob.matches(path)) && !excludes(path);
  }

  /** Whether a file at this path is not to be read, whatever leads to it. */
  boolean excludes(Path path) {
    return excluded.stream().anyMatch(glob -> excludes(glob, path));
  }

  /** Where a file is that belongs to this input and is not reached by a link. */
  Place placeOf(Path path) {
    return paths.stream()
        .filter(glob -> glob.matches(path))
        .findFirst()
        .map(glob -> Place.of(glob.root(), path))
        .orElseThrow(() -> new IllegalStateException(path + " does not belong to " + name));
  }

  private static boolean excludes(String glob, Path path) {
    return glob.startsWith("/") ? PathGlob.parse(glob).matches(path) : PathGlob.isNamed(glob, path);
  }

  /** Whether paths below this directory can belong to the input. */
  public boolean mayIncludeBelow(Path directory) {
    return paths.stream().anyMatch(glob -> glob.mayBeBelow(directory));
  }
}
