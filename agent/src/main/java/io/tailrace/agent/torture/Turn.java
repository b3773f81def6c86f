package io.tailrace.agent.torture;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/**
 * A lock between the writer of a log and the rotator, two processes; one that is killed gives it
 * up. Used by one thread.
 */
final class Turn implements AutoCloseable {
  private final FileChannel file;

  Turn(Path path) throws IOException {
    this.file = FileChannel.open(path, CREATE, WRITE);
  }

  /** Waits until it is this process's turn, which it is until the lock is closed. */
  FileLock take() throws IOException {
    return file.lock();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
