package io.tailrace.agent.demo;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file rotated by renaming: {@code shop.log} becomes {@code shop.log.1}, that {@code
 * shop.log.2}, and so on; the oldest goes. Used by one thread.
 */
final class RotatingLog implements AutoCloseable {
  /** How many rotated files are kept, as is common. */
  static final int KEPT = 5;

  private final Path file;
  private OutputStream out;

  RotatingLog(Path file) throws IOException {
    this.file = file;
    this.out = open();
  }

  /** Appends an event with one write, as a logger does. */
  void write(byte[] event) throws IOException {
    out.write(event);
  }

  void rotate() throws IOException {
    out.close();
    Files.deleteIfExists(rotated(KEPT));
    for (int i = KEPT - 1; i >= 1; i--) {
      if (Files.exists(rotated(i))) {
        Files.move(rotated(i), rotated(i + 1), ATOMIC_MOVE);
      }
    }
    Files.move(file, rotated(1), ATOMIC_MOVE);
    out = open();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private OutputStream open() throws IOException {
    return Files.newOutputStream(file, CREATE, WRITE, APPEND);
  }

  private Path rotated(int i) {
    return file.resolveSibling(file.getFileName() + "." + i);
  }
}
