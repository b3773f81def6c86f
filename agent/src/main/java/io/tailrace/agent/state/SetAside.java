package io.tailrace.agent.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One output's dead letters, set aside so that they can be sent again while the agent goes on
 * appending to files of its own. Every step is a rename, so that a replay that is killed anywhere
 * loses nothing: what is set aside is found by the next one. At worst letters are sent again, or
 * are there twice, when it is killed between a merge and the end of what was merged.
 *
 * <p>Owned by one thread. Locked against a second replay of the same output until it is closed.
 */
public final class SetAside implements AutoCloseable {
  private final DeadLetterPaths paths;
  private final long maxBytes;
  private final FileTurn replay;
  private final List<Taken> taken;

  /**
   * One file.
   *
   * @param name as it was called before, for people
   * @param path as it is called now
   */
  public record Taken(String name, Path path) {}

  private SetAside(DeadLetterPaths paths, long maxBytes, FileTurn replay, List<Taken> taken) {
    this.paths = paths;
    this.maxBytes = maxBytes;
    this.replay = replay;
    this.taken = List.copyOf(taken);
  }

  /**
   * Sets aside all there is.
   *
   * @param current {@link StateDirectory#deadLetters}; its directory must be there
   * @return nothing when another replay is at it
   */
  public static Optional<SetAside> take(Path current) throws IOException {
    return take(current, DeadLetterFile.MAX_BYTES);
  }

  static Optional<SetAside> take(Path current, long maxBytes) throws IOException {
    var paths = new DeadLetterPaths(current);
    Optional<FileTurn> replay = FileTurn.tryNow(paths.replayLock());
    if (replay.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SetAside(paths, maxBytes, replay.get(), renameAll(paths)));
    } catch (IOException e) {
      replay.get().close();
      throw e;
    }
  }

  private static List<Taken> renameAll(DeadLetterPaths paths) throws IOException {
    List<Integer> numbers = paths.asideNumbers();
    List<Taken> taken = new ArrayList<>();
    for (int number : numbers) {
      Path path = paths.aside(number);
      taken.add(new Taken(path.getFileName().toString(), path));
    }
    int number = numbers.isEmpty() ? 1 : numbers.getLast() + 1;
    try (FileTurn _ = FileTurn.await(paths.lock())) {
      for (Path file : List.of(paths.rotated(), paths.current())) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Path aside = paths.aside(number++);
          Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
          taken.add(new Taken(file.getFileName().toString(), aside));
        }
      }
      paths.forceDirectory();
    }
    return taken;
  }

  /** The files there are now, in the order they are to be read in; nothing is changed. */
  public static List<Path> look(Path current) throws IOException {
    var paths = new DeadLetterPaths(current);
    List<Path> files = new ArrayList<>();
    for (int number : paths.asideNumbers()) {
      files.add(paths.aside(number));
    }
    for (Path file : List.of(paths.rotated(), current)) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        files.add(file);
      }
    }
    return files;
  }

  /** The oldest first. */
  public List<Taken> files() {
    return taken;
  }

  /** An empty file for what is to stay of one that is set aside. */
  public FileChannel openNext(Path aside) throws IOException {
    Path next = paths.next(aside);
    Files.deleteIfExists(next);
    return FileChannel.open(
        next,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(StateDirectory.PRIVATE_FILE));
  }

  /** Puts what stays in place of the file, once it is on disk. */
  public void replace(Path aside) throws IOException {
    Files.move(paths.next(aside), aside, StandardCopyOption.ATOMIC_MOVE);
    paths.forceDirectory();
  }

  /**
   * Puts back what is left, before what the agent has written since, as far as that fits. What does
   * not stays aside, for the next replay.
   *
   * @return the files that stay aside
   */
  public List<Path> putBack() throws IOException {
    List<Path> left = new ArrayList<>();
    try (FileTurn _ = FileTurn.await(paths.lock())) {
      for (Taken file : taken.reversed()) {
        // Once one of them stays aside, the older ones do: they must not come to lie after it.
        if (Files.size(file.path()) == 0) {
          Files.delete(file.path());
        } else if (!left.isEmpty() || !putBack(file.path())) {
          left.addFirst(file.path());
        }
      }
      paths.forceDirectory();
    }
    return left;
  }

  private boolean putBack(Path aside) throws IOException {
    boolean rotatedIsThere = Files.exists(paths.rotated(), LinkOption.NOFOLLOW_LINKS);
    if (!rotatedIsThere && !Files.exists(paths.current(), LinkOption.NOFOLLOW_LINKS)) {
      Files.move(aside, paths.current(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
    if (rotatedIsThere) {
      return false;
    }
    if (Files.size(aside) + Files.size(paths.current()) <= maxBytes) {
      merge(aside);
    } else {
      Files.move(aside, paths.rotated(), StandardCopyOption.ATOMIC_MOVE);
    }
    return true;
  }

  /** What was set aside, then what the agent has written since, as one file in place of both. */
  private void merge(Path aside) throws IOException {
    try (FileChannel merged = openNext(aside);
        FileChannel older = FileChannel.open(aside);
        FileChannel newer = FileChannel.open(paths.current(), LinkOption.NOFOLLOW_LINKS)) {
      copy(older, 0, older.size(), merged);
      copy(newer, 0, newer.size(), merged);
      merged.force(true);
    }
    Files.move(paths.next(aside), paths.current(), StandardCopyOption.ATOMIC_MOVE);
    paths.forceDirectory();
    Files.delete(aside);
  }

  /** Copies the bytes of a file from one index to another. */
  public static void copy(FileChannel file, long from, long to, FileChannel target)
      throws IOException {
    for (long at = from; at < to; ) {
      long copied = file.transferTo(at, to - at, target);
      if (copied <= 0) {
        throw new IOException("it has become shorter while it was copied");
      }
      at += copied;
    }
  }

  @Override
  public void close() throws IOException {
    replay.close();
  }
}
