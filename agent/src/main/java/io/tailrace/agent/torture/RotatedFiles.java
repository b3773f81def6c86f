package io.tailrace.agent.torture;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * A log file and those it was rotated to: {@code x.log}, {@code x.log.1}, {@code x.log.2} and so
 * on, the oldest last. Used by the rotator's thread.
 *
 * <p>The oldest goes when there are more than {@link #KEPT}, but never before all its events have
 * arrived: what is removed while no agent runs is lost with any agent, and would prove nothing.
 */
final class RotatedFiles {
  /** Fewer than are made while an agent is down for some seconds. */
  static final int KEPT = 4;

  /**
   * Nothing is removed that was written to within this time: its writer may not be done with it.
   */
  static final Duration REST = Duration.ofSeconds(10);

  /** The end of a file, enough for the last event of it. */
  private static final int END_BYTES = 64 * 1024;

  private final Path file;

  RotatedFiles(Path file) {
    this.file = file;
  }

  boolean isEmpty() throws IOException {
    try {
      return Files.size(file) == 0;
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** Renames it; whether there was anything to be renamed. */
  boolean rename() throws IOException {
    if (isEmpty()) {
      return false;
    }
    shift();
    Files.move(file, rotated(1), ATOMIC_MOVE);
    return true;
  }

  /** Puts an empty one in its place, unless its writer was quicker. */
  void create() throws IOException {
    FileChannel.open(file, java.nio.file.StandardOpenOption.CREATE, WRITE).close();
  }

  /** Copies it and cuts it to nothing; its writer must not write meanwhile. */
  boolean copyAndTruncate() throws IOException {
    if (isEmpty()) {
      return false;
    }
    shift();
    Files.copy(file, rotated(1));
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.truncate(0);
    }
    return true;
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The number of its last event; 0 if it has none. */
  int lastEvent() throws IOException {
    return lastEvent(file);
  }

  /**
   * Removes the oldest of too many whose events have all arrived.
   *
   * @param settled up to which event of the log all have
   */
  void prune(int settled, Instant now) throws IOException {
    int count = count();
    while (count > KEPT && mayGo(rotated(count), settled, now)) {
      Files.delete(rotated(count));
      count--;
    }
  }

  private static boolean mayGo(Path oldest, int settled, Instant now) throws IOException {
    return Files.getLastModifiedTime(oldest).toInstant().isBefore(now.minus(REST))
        && lastEvent(oldest) <= settled;
  }

  private void shift() throws IOException {
    for (int i = count(); i >= 1; i--) {
      Files.move(rotated(i), rotated(i + 1), ATOMIC_MOVE);
    }
  }

  private int count() {
    int count = 0;
    while (Files.exists(rotated(count + 1))) {
      count++;
    }
    return count;
  }

  private Path rotated(int i) {
    return file.resolveSibling(file.getFileName() + "." + i);
  }

  private static int lastEvent(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      long size = channel.size();
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(size, END_BYTES));
      long from = size - end.capacity();
      while (end.hasRemaining() && channel.read(end, from + end.position()) >= 0) {
        // What is read first may not be all.
      }
      return Event.lastIn(Arrays.copyOf(end.array(), end.position()));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
