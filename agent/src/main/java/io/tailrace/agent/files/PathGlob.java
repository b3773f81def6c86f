package io.tailrace.agent.files;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of absolute paths: {@code *}, {@code ?}, {@code [a-z]} and {@code {a,b}} within a name,
 * {@code **} for any number of directories, none included.
 *
 * <p>Everything up to the first wildcard is the root. What is below it is written by somebody else
 * and matched name by name, so that no symbolic link on the way can lead out of it.
 */
public final class PathGlob {
  private static final String ANY_DEPTH = "**";

  private final Path root;
  private final List<Name> names;

  /** One name of the pattern, between two slashes. */
  private record Name(String pattern, @Nullable PathMatcher matcher) {
    static Name of(String pattern) {
      boolean plain = pattern.chars().noneMatch(c -> "[{\\".indexOf(c) >= 0);
      return new Name(
          pattern, plain ? null : FileSystems.getDefault().getPathMatcher("glob:" + pattern));
    }

    boolean isAnyDepth() {
      return pattern.equals(ANY_DEPTH);
    }

    boolean matches(Path name) {
      return matcher == null
          ? FilenameUtils.wildcardMatch(name.toString(), pattern)
          : matcher.matches(name);
    }
  }

  private PathGlob(Path root, List<Name> names) {
    this.root = root;
    this.names = names;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is not an absolute path or no pattern
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
    return new PathGlob(
        root.normalize(), names.stream().flatMap(PathGlob::split).map(Name::of).toList());
  }

  /** A name such as {@code **.log} means the same as {@code **}{@code /*.log}. */
  private static Stream<String> split(String name) {
    return name.startsWith(ANY_DEPTH) && !name.equals(ANY_DEPTH)
        ? Stream.of(ANY_DEPTH, name.substring(1))
        : Stream.of(name);
  }

  private static boolean isWild(String name) {
    return name.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
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
    if (names.get(name).isAnyDepth()) {
      boolean last = name == names.size() - 1;
      return last
          ? at < below.getNameCount()
          : matches(below, at, name + 1)
              || (at < below.getNameCount() && matches(below, at + 1, name));
    }
    return at < below.getNameCount()
        && names.get(name).matches(below.getName(at))
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
      if (names.get(i).isAnyDepth()) {
        return true;
      }
      if (i == names.size() - 1 || !names.get(i).matches(below.getName(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a pattern without a slash means this file's name. */
  static boolean isNamed(String pattern, Path file) {
    return Name.of(pattern).matches(Objects.requireNonNull(file.getFileName()));
  }
}
