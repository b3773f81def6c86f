package io.tailrace.agent.state;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the state directory is when no setting says it: {@code .tailrace} next to the logs, so that
 * it lives exactly as long as they do and on the same file system.
 */
public final class StateLocation {
  private static final Logger LOG = LoggerFactory.getLogger(StateLocation.class);
  private static final String NAME = ".tailrace";

  private StateLocation() {}

  /**
   * The directory to use: one that an earlier run made in a watched root or above it; else one in
   * the nearest directory above the first root that exists and can be written to; else, which is
   * said, one for temporary files.
   *
   * @param roots the directories of the inputs' patterns
   */
  public static Path of(List<Path> roots) {
    Path first = roots.getFirst();
    Optional<Path> used =
        above(first).stream()
            .map(directory -> directory.resolve(NAME))
            .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
            .filter(Files::isWritable)
            .findFirst();
    if (used.isPresent()) {
      return used.get();
    }
    Optional<Path> nearest = above(first).stream().filter(Files::isDirectory).findFirst();
    if (nearest.isPresent() && Files.isWritable(nearest.get())) {
      return nearest.get().resolve(NAME);
    }
    Path fallback =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("tailrace-" + Integer.toHexString(first.hashCode()));
    LOG.warn(
        "{} cannot be written to, so positions are kept in {}; if that does not survive a restart,"
            + " lines are sent again. Mount the volume writable or set TAILRACE_STATE_DIR",
        nearest.orElse(first),
        fallback);
    return fallback;
  }

  private static List<Path> above(Path directory) {
    return Stream.iterate(directory, Objects::nonNull, path -> path.getParent()).toList();
  }
}
