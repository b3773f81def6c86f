package io.tailrace.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Makes the inputs below a folder, each once. Used by one thread. */
final class Inputs {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path folder;
  private final SampleLine sample;
  private final Map<InputShape, Input> made = new HashMap<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * @param start the time of the first line; Loki takes none that is older than a week
   */
  Inputs(Path folder, long seed, Instant start) {
    this.folder = folder;
    this.sample = new SampleLine(seed, start);
  }

  /** Of this shape; made if it is not there yet. */
  Input of(InputShape shape) throws IOException {
    Input there = made.get(shape);
    if (there != null) {
      return there;
    }
    Path place = Files.createDirectories(folder.resolve("input-" + (made.size() + 1)));
    Input input =
        switch (shape) {
          case InputShape.OneFile(long bytes) -> oneFile(place, bytes);
          case InputShape.ManyFiles(int files, int linesEach) -> manyFiles(place, files, linesEach);
        };
    made.put(shape, input);
    return input;
  }

  /** One empty file, to be written to. */
  Input empty() throws IOException {
    Path place = Files.createTempDirectory(Files.createDirectories(folder), "input-written-");
    Files.createFile(place.resolve("app.log"));
    return new Input(place, 0, 0);
  }

  private Input oneFile(Path place, long bytes) throws IOException {
    try (FileChannel channel = create(place.resolve("app.log"))) {
      int number = 0;
      long size = 0;
      int at = 0;
      while (size + at < bytes) {
        at = sample.write(number, buffer, at);
        number++;
        if (at > buffer.length - SampleLine.MOST_BYTES) {
          size += write(channel, at);
          at = 0;
        }
      }
      size += write(channel, at);
      // What the kernel has still to write would be written while something is measured.
      channel.force(false);
      return new Input(place, size, number);
    }
  }

  private Input manyFiles(Path place, int files, int linesEach) throws IOException {
    int number = 0;
    long size = 0;
    for (int file = 0; file < files; file++) {
      try (FileChannel channel = create(place.resolve("app-%05d.log".formatted(file)))) {
        for (int line = 0; line < linesEach; line++) {
          size += write(channel, sample.write(number, buffer, 0));
          number++;
        }
      }
    }
    return new Input(place, size, number);
  }

  private long write(FileChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return length;
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
