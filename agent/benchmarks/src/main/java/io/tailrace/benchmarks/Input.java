package io.tailrace.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Log files in a folder of their own.
 *
 * @param lines numbered from 0, in all files together
 */
record Input(Path folder, long bytes, int lines) {
  private static final String PATTERN = "*.log";

  /** What an agent is told to read. */
  String glob() {
    return folder + "/" + PATTERN;
  }

  /**
   * Removes what an agent left beside the logs, so that the next one begins at the beginning, and
   * reads the logs once, so that all of them do so from memory.
   */
  void prepare() throws IOException {
    for (Path path : paths()) {
      if (!path.toString().endsWith(".log")) {
        FileUtils.forceDelete(path.toFile());
      }
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    for (Path file : paths()) {
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        while (channel.read(buffer.clear()) >= 0) {
          // It is the reading that counts.
        }
      }
    }
  }

  private List<Path> paths() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    }
  }
}
