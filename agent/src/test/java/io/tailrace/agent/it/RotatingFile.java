package io.tailrace.agent.it;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file that is rotated by renaming: {@code a.log} becomes {@code a.log.1}, that {@code
 * a.log.2} and so on; none is removed. Used by one thread.
 */
final class RotatingFile implements AutoCloseable {
  private final Path path;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private OutputStream out;
  private long size;
  private int generation;

  RotatingFile(Path path) throws IOException {
    this.path = path;
    this.out = open();
  }

  Path path() {
    return path;
  }

  /** How many times it was rotated. */
  int generation() {
    return generation;
  }

  /**
   * Adds an event to what {@link #flush} writes.
   *
   * @return the byte offset in its generation at which it begins
   */
  long add(byte[] event) {
    long offset = size + pending.size();
    pending.writeBytes(event);
    return offset;
  }

  /** Writes what was added with one call, as a logger does. */
  void flush() throws IOException {
    out.write(pending.toByteArray());
    size += pending.size();
    pending.reset();
  }

  void rotate() throws IOException {
    flush();
    out.close();
    for (int i = generation; i >= 1; i--) {
      Files.move(rotated(i), rotated(i + 1), ATOMIC_MOVE);
    }
    Files.move(path, rotated(1), ATOMIC_MOVE);
    generation++;
    out = open();
    size = 0;
  }

  private OutputStream open() throws IOException {
    return Files.newOutputStream(path, CREATE, APPEND);
  }

  private Path rotated(int i) {
    return path.resolveSibling(path.getFileName() + "." + i);
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
