package io.tailrace.agent.cli;

import io.tailrace.agent.files.WatchedInput;
import io.tailrace.agent.settings.InputSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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

  static WatchedFiles of(InputSettings input) {
    Walk walk = new Walk(input.watched());
    walk.input.paths().forEach(glob -> walk.look(glob.root()));
    return new WatchedFiles(
        walk.readable, walk.unreadable, walk.closed, walk.missing, walk.entries < MAX_ENTRIES);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    final Set<Path> readable = new TreeSet<>();
    final Set<Path> unreadable = new TreeSet<>();
    final Set<Path> closed = new TreeSet<>();
    final Set<Path> missing = new TreeSet<>();
    int entries;

    private final WatchedInput input;

    Walk(WatchedInput input) {
      this.input = input;
    }

    void look(Path root) {
      try {
        // No symbolic links: the agent does not follow them either.
        Files.walkFileTree(root, this);
      } catch (IOException e) {
        throw new IllegalStateException("a look at " + root + " that catches what is wrong", e);
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return input.mayIncludeBelow(directory)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && input.includes(file)) {
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
  }
}
