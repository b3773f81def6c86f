package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FilenameUtils;

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
    return glob.startsWith("/")
        ? PathGlob.parse(glob).matches(path)
        : FilenameUtils.wildcardMatch(path.getFileName().toString(), glob);
  }

  boolean mayIncludeBelow(Path directory) {
    return paths.stream().anyMatch(glob -> glob.mayBeBelow(directory));
  }
}
