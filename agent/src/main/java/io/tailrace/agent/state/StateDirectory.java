package io.tailrace.agent.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The directory of everything that survives the process, locked against a second agent as long as
 * this is open. Created readable by the agent's user alone.
 *
 * <pre>
 * checkpoint.json            how far each output is with each file
 * checkpoint.previous.json   the one before
 * checkpoint.spare.json      one that is overwritten next
 * dead-letter/OUTPUT.ndjson  what a destination refused for good
 * lock
 * </pre>
 */
public final class StateDirectory implements AutoCloseable {
  static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> PRIVATE_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final FileChannel lock;

  private StateDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory if need be and locks it.
   *
   * @throws IOException when it cannot be written to or another agent has it; the message says what
   *     to do
   */
  public static StateDirectory open(Path path) throws IOException {
    create(path);
    FileChannel file;
    try {
      file =
          FileChannel.open(
              path.resolve("lock"),
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
    } catch (IOException e) {
      throw new IOException(
          "the state directory " + path + " cannot be written to (" + e.getMessage() + ")", e);
    }
    if (!isLockedBy(file)) {
      file.close();
      throw new IOException(
          "another agent uses the state directory "
              + path
              + "; give each its own TAILRACE_STATE_DIR");
    }
    return new StateDirectory(path, file);
  }

  @SuppressWarnings("UnusedVariable") // The lock lives as long as the channel.
  private static boolean isLockedBy(FileChannel file) throws IOException {
    try {
      FileLock taken = file.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the state directory " + path + " is not a directory");
    }
    Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
  }

  public Path path() {
    return path;
  }

  public Path checkpoint() {
    return path.resolve("checkpoint.json");
  }

  /** Where one output's dead letters are kept. */
  public Path deadLetters(String output) {
    return deadLettersIn(path, output);
  }

  /** The same, for whoever does not take the directory over. */
  public static Path deadLettersIn(Path stateDirectory, String output) {
    return stateDirectory.resolve("dead-letter").resolve(output + ".ndjson");
  }

  /** Unlocks it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
