package io.tailrace.agent.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A turn at something that several processes write to, taken by locking a file of its own. The
 * kernel ends it with the process, so that nothing stale is ever left behind.
 */
final class FileTurn implements AutoCloseable {
  /** Within one process a lock is not waited for by the system; tests do that, agents never. */
  private static final long LOOK_AGAIN_MILLIS = 1;

  private static final long MAX_LOOKS = TimeUnit.SECONDS.toMillis(30);

  private final FileChannel file;

  private FileTurn(FileChannel file) {
    this.file = file;
  }

  /**
   * Waits for the turn. Whoever has it has it for moments.
   *
   * @throws IOException when the lock's file cannot be used
   */
  static FileTurn await(Path lock) throws IOException {
    FileChannel file = open(lock);
    try {
      for (long look = 0; look < MAX_LOOKS; look++) {
        if (isTaken(file)) {
          return new FileTurn(file);
        }
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
      throw new IOException("no turn at " + lock);
    } catch (InterruptedException e) {
      file.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + lock, e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @SuppressWarnings("UnusedVariable") // The lock lives as long as the channel.
  private static boolean isTaken(FileChannel file) throws IOException {
    try {
      FileLock lock = file.lock();
      return true;
    } catch (OverlappingFileLockException anotherThreadHasIt) {
      return false;
    }
  }

  /** Takes the turn, unless another has it now. */
  static Optional<FileTurn> tryNow(Path lock) throws IOException {
    FileChannel file = open(lock);
    try {
      if (file.tryLock() != null) {
        return Optional.of(new FileTurn(file));
      }
    } catch (OverlappingFileLockException anotherThreadHasIt) {
      // As if another process had it.
    }
    file.close();
    return Optional.empty();
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(
        lock,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(StateDirectory.PRIVATE_FILE));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
