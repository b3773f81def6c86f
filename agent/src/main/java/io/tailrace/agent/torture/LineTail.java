package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a file of lines as it grows. A last line without its end is left to the next look: a killed
 * process may have left half of one, and may yet take it back. Used by one thread.
 */
final class LineTail {
  private static final int CHUNK_BYTES = 256 * 1024;

  private final Path file;
  private long offset;

  LineTail(Path file) {
    this.file = file;
  }

  /** Hands over each line that has come since. */
  void read(Consumer<String> lines) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      var line = new ByteArrayOutputStream();
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      long at = offset;
      while (channel.read(chunk.clear(), at) > 0) {
        chunk.flip();
        at += chunk.remaining();
        take(chunk, line, lines);
      }
      offset = at - line.size();
    } catch (NoSuchFileException e) {
      // It has not been made yet.
    }
  }

  private static void take(ByteBuffer chunk, ByteArrayOutputStream line, Consumer<String> lines) {
    while (chunk.hasRemaining()) {
      byte b = chunk.get();
      if (b == '\n') {
        lines.accept(line.toString(UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
