package io.tailrace.agent.state;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the state directory is when no setting says it: {@code .tailrace} next to the logs, so that
 * it lives exactly as long as they do and on the same file system.
 *
 * @param problem why it is only a directory for temporary files, if it is one
 */
public record StateLocation(Path path, Optional<String> problem) {
  private static final String NAME = ".tailrace";

  /**
   * The directory to use: one that an earlier run made in a watched root or above it; else one in
   * the nearest directory above the first root that exists and can be written to; else one for
   * temporary files, which is a problem.
   *
   * @param roots the directories of the inputs' patterns
   */
  public static StateLocation of(List<Path> roots) {
    Path first = roots.getFirst();
    Optional<Path> used =
        above(first).stream()
            .map(directory -> directory.resolve(NAME))
            .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
            .filter(Files::isWritable)
            .findFirst();
    if (used.isPresent()) {
      return new StateLocation(used.get(), Optional.empty());
    }
    Optional<Path> nearest = above(first).stream().filter(Files::isDirectory).findFirst();
    if (nearest.isPresent() && Files.isWritable(nearest.get())) {
      return new StateLocation(nearest.get().resolve(NAME), Optional.empty());
    }
    Path fallback =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("tailrace-" + Integer.toHexString(first.hashCode()));
    String problem =
        ("%s cannot be written to, so positions are kept in %s; if that does not survive a restart,"
                + " lines are sent again. Mount the volume writable or set TAILRACE_STATE_DIR")
            .formatted(nearest.orElse(first), fallback);
    return new StateLocation(fallback, Optional.of(problem));
  }

  private static List<Path> above(Path directory) {
    return Stream.iterate(directory, Objects::nonNull, path -> path.getParent()).toList();
  }
}
