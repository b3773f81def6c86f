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
 */
public record WatchedInput(
    String name, List<PathGlob> paths, List<String> excluded, boolean startAtEnd) {
  public WatchedInput {
    paths = List.copyOf(paths);
    excluded = List.copyOf(excluded);
  }

  /** Whether a file at this path, if there is one, belongs to the input. */
  public boolean includes(Path path) {
    return paths.stream().anyMatch(glob -> glob.matches(path))
        && excluded.stream().noneMatch(glob -> excludes(glob, path));
  }

  private static boolean excludes(String glob, Path path) {
    return glob.startsWith("/") ? PathGlob.parse(glob).matches(path) : PathGlob.isNamed(glob, path);
  }

  /** Whether paths below this directory can belong to the input. */
  public boolean mayIncludeBelow(Path directory) {
    return paths.stream().anyMatch(glob -> glob.mayBeBelow(directory));
  }
}
