package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a log file can be given a hard link in the state directory, told without making one: a
 * second link would make logrotate leave the file alone.
 */
public final class HoldingCheck {
  private static final Path PROTECTED = Path.of("/proc/sys/fs/protected_hardlinks");

  private HoldingCheck() {}

  /**
   * Why not, if not; see {@code protected_hardlinks} in proc(5).
   *
   * @param stateDirectory need not exist yet
   */
  public static Optional<String> problem(Path stateDirectory, Path file) {
    try {
      Path existing = nearestExisting(stateDirectory);
      if (!attribute(existing, "unix:dev").equals(attribute(file, "unix:dev"))) {
        return Optional.of(
            "the state directory %s is not on the file system of %s"
                .formatted(stateDirectory, file));
      }
      return isLinkAllowed(file)
          ? Optional.empty()
          : Optional.of(
              "%s belongs to another user, and this system allows hard links to one's own files only"
                  .formatted(file));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of("it cannot be told: " + e);
    }
  }

  private static boolean isLinkAllowed(Path file) throws IOException {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return user.equals(attribute(file, "unix:uid"))
        || (Files.isReadable(file) && Files.isWritable(file))
        || !Files.exists(PROTECTED)
        || Files.readString(PROTECTED).strip().equals("0");
  }

  private static Object attribute(Path path, String name) throws IOException {
    return Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path nearestExisting(Path path) {
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }
}
