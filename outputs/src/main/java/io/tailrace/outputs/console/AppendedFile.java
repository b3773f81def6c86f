package io.tailrace.outputs.console;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A real file. Not a {@code FileChannel}: that is closed by an interrupt in the middle of a write,
 * and could not be truncated any more.
 */
final class AppendedFile implements LineFile {
  private static final int CHUNK = 64 * 1024;

  private final RandomAccessFile file;

  /** Opens the file, which is made if it is not there. */
  AppendedFile(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    file.seek(file.length());
    file.write(bytes, from, length);
  }

  @Override
  public void truncate(long length) throws IOException {
    file.setLength(length);
  }

  @Override
  public long wholeLines() throws IOException {
    byte[] chunk = new byte[0];
    for (long end = file.length(); end > 0; end -= chunk.length) {
      // Usually the last byte is all there is to be seen.
      chunk = new byte[chunk.length == 0 ? 1 : (int) Math.min(CHUNK, end)];
      file.seek(end - chunk.length);
      file.readFully(chunk);
      for (int i = chunk.length - 1; i >= 0; i--) {
        if (chunk[i] == '\n') {
          return end - chunk.length + i + 1;
        }
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
