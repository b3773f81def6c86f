package io.tailrace.agent.cli;

import io.tailrace.agent.settings.InputSettings;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an input would find on the disk now. A look for {@code tailrace check}, once; the agent
 * itself keeps looking.
 *
 * @param readable files that match and can be read
 * @param unreadable files that match and cannot
 * @param closed directories that would have to be looked into and cannot
 * @param missing watched roots that are not there yet
 * @param complete false when the look ended at {@link #MAX_ENTRIES}
 */
record WatchedFiles(
    Set<Path> readable,
    Set<Path> unreadable,
    Set<Path> closed,
    Set<Path> missing,
    boolean complete) {
  /** A check of a pattern such as {@code /**} must end, too. */
  static final int MAX_ENTRIES = 200_000;

  /** The first of these characters ends the part of a path that is no pattern. */
  private static final String GLOB_CHARACTERS = "*?[{\\";

  static WatchedFiles of(InputSettings input) {
    Walk walk = new Walk(input.exclude());
    input.paths().forEach(walk::look);
    return new WatchedFiles(
        walk.readable, walk.unreadable, walk.closed, walk.missing, walk.entries < MAX_ENTRIES);
  }

  /** The directory a pattern cannot look out of: {@code /var/log} of {@code /var/log/*.log}. */
  static Path root(String glob) {
    int pattern = 0;
    while (pattern < glob.length() && GLOB_CHARACTERS.indexOf(glob.charAt(pattern)) < 0) {
      pattern++;
    }
    return Path.of(glob.substring(0, Math.max(1, glob.lastIndexOf('/', pattern))));
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    final Set<Path> readable = new TreeSet<>();
    final Set<Path> unreadable = new TreeSet<>();
    final Set<Path> closed = new TreeSet<>();
    final Set<Path> missing = new TreeSet<>();
    int entries;

    private final List<PathMatcher> excludedPaths = new ArrayList<>();
    private final List<PathMatcher> excludedNames = new ArrayList<>();
    private PathMatcher wanted = path -> false;

    Walk(List<String> exclude) {
      for (String glob : exclude) {
        (glob.startsWith("/") ? excludedPaths : excludedNames).add(matcher(glob));
      }
    }

    void look(String glob) {
      wanted = matcher(glob);
      Path root = root(glob);
      int depth =
          glob.contains("**")
              ? Integer.MAX_VALUE
              : Path.of(glob).getNameCount() - root.getNameCount();
      try {
        // No symbolic links: the agent does not follow them either.
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), depth, this);
      } catch (IOException e) {
        throw new IllegalStateException("a look at " + root + " that catches what is wrong", e);
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && wanted.matches(file) && !isExcluded(file)) {
        (Files.isReadable(file) ? readable : unreadable).add(file);
      }
      return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      if (failure instanceof NoSuchFileException) {
        missing.add(file);
      } else {
        closed.add(file);
      }
      return next();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
      if (failure != null) {
        closed.add(directory);
      }
      return next();
    }

    private FileVisitResult next() {
      entries++;
      return entries < MAX_ENTRIES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    private boolean isExcluded(Path file) {
      return excludedPaths.stream().anyMatch(each -> each.matches(file))
          || excludedNames.stream().anyMatch(each -> each.matches(file.getFileName()));
    }
  }
}
