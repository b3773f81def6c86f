package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FilenameUtils;

/**
 * A pattern of absolute paths: {@code *} and {@code ?} within a name, {@code **} for any number of
 * directories.
 *
 * <p>Everything up to the first wildcard is the root. What is below it is written by somebody else
 * and matched name by name, so that no symbolic link on the way can lead out of it.
 */
public final class PathGlob {
  private static final String ANY_DEPTH = "**";

  private final Path root;
  private final List<String> names;

  private PathGlob(Path root, List<String> names) {
    this.root = root;
    this.names = names;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is not an absolute path
   */
  public static PathGlob parse(String pattern) {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: " + pattern);
    }
    List<String> names = new ArrayList<>(List.of(pattern.substring(1).split("/+")));
    Path root = Path.of("/");
    while (names.size() > 1 && !isWild(names.getFirst())) {
      root = root.resolve(names.removeFirst());
    }
    return new PathGlob(root.normalize(), List.copyOf(names));
  }

  private static boolean isWild(String name) {
    return name.contains("*") || name.contains("?");
  }

  /** The directory that no wildcard is in: what is watched. */
  public Path root() {
    return root;
  }

  /** Whether the path is one this pattern means. */
  public boolean matches(Path path) {
    return path.startsWith(root) && matches(root.relativize(path), 0, 0);
  }

  private boolean matches(Path below, int at, int name) {
    if (name == names.size()) {
      return at == below.getNameCount();
    }
    if (names.get(name).equals(ANY_DEPTH)) {
      boolean last = name == names.size() - 1;
      return last
          ? at < below.getNameCount()
          : matches(below, at, name + 1)
              || (at < below.getNameCount() && matches(below, at + 1, name));
    }
    return at < below.getNameCount()
        && FilenameUtils.wildcardMatch(below.getName(at).toString(), names.get(name))
        && matches(below, at + 1, name + 1);
  }

  /** Whether files this pattern means can be somewhere below the directory, or in it. */
  boolean mayBeBelow(Path directory) {
    if (!directory.startsWith(root)) {
      return false;
    }
    if (directory.equals(root)) {
      return true;
    }
    Path below = root.relativize(directory);
    for (int i = 0; i < below.getNameCount(); i++) {
      if (i >= names.size() - 1 && !names.contains(ANY_DEPTH)) {
        return false;
      }
      String name = i < names.size() ? names.get(i) : ANY_DEPTH;
      if (name.equals(ANY_DEPTH)) {
        return true;
      }
      if (!FilenameUtils.wildcardMatch(below.getName(i).toString(), name)) {
        return false;
      }
    }
    return true;
  }
}
