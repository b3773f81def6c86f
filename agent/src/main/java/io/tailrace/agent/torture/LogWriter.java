package io.tailrace.agent.torture;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Appends the events of one log, and sees by itself when the file's name leads elsewhere: at once,
 * or later, as loggers do. Used by its writer's thread.
 */
final class LogWriter implements AutoCloseable {
  private static final int MOST_LOOK_MILLIS = 200;

  /** The rotator removes nothing that was written to within {@link RotatedFiles#REST}. */
  private static final int MOST_LATE_MILLIS = 3_000;

  /** A writer that was held up so long must not trust in what it saw before. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** One event in so many is written in two pieces. */
  private static final int PIECES_EVERY = 40;

  private static final int MOST_BETWEEN_PIECES_MILLIS = 20;

  private final LogName log;
  private final Path path;
  private final @Nullable Turn turn;
  private final Random random;

  private FileChannel out;
  private @Nullable Object key;
  private long lookNanos;
  private long lastNanos;
  private long leaveNanos;
  private boolean leaving;
  private int written;

  LogWriter(LogName log, Path volume, Path control, Random random) throws IOException {
    this.log = log;
    this.path = log.file(volume);
    this.turn = log.mode().takesTurns() ? new Turn(log.turn(control)) : null;
    this.random = random;
    this.out = FileChannel.open(path, CREATE, WRITE, APPEND);
    open();
  }

  LogName log() {
    return log;
  }

  int written() {
    return written;
  }

  /** Appends so many further events. */
  void write(int events) throws IOException, InterruptedException {
    if (turn == null) {
      follow(System.nanoTime());
      append(events);
      return;
    }
    try (FileLock _ = turn.take()) {
      reopenIfReplaced();
      append(events);
    }
  }

  private void append(int events) throws IOException, InterruptedException {
    for (int i = 0; i < events; i++) {
      byte[] line = new Event(log, written + 1).line(Instant.now());
      int cut = random.nextInt(PIECES_EVERY) == 0 ? random.nextInt(firstLine(line)) : 0;
      append(line, 0, cut);
      if (cut > 0) {
        Thread.sleep(random.nextInt(MOST_BETWEEN_PIECES_MILLIS));
      }
      append(line, cut, line.length);
      written++;
    }
    lastNanos = System.nanoTime();
  }

  /** A pause between two lines of an event may be taken for its end; within one it may not. */
  private static int firstLine(byte[] line) {
    int end = 0;
    while (line[end] != '\n') {
      end++;
    }
    return end;
  }

  private void append(byte[] bytes, int from, int to) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private void follow(long now) throws IOException {
    boolean late = log.mode() == Mode.LATE;
    if (now - lastNanos > PAUSE_NANOS || (!late && now - lookNanos >= 0)) {
      lookNanos = now + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_LOOK_MILLIS));
      reopenIfReplaced();
    } else if (late && leaving && now - leaveNanos >= 0) {
      reopenIfReplaced();
    } else if (late && !leaving && isReplaced()) {
      leaving = true;
      leaveNanos = now + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_LATE_MILLIS));
    }
  }

  private void reopenIfReplaced() throws IOException {
    leaving = false;
    if (isReplaced()) {
      open();
    }
  }

  /**
   * Again if it was not there, or was replaced meanwhile: what is open must be what is known of it.
   */
  private void open() throws IOException {
    Object before;
    do {
      out.close();
      before = key(path);
      out = FileChannel.open(path, CREATE, WRITE, APPEND);
      key = key(path);
    } while (before == null || !before.equals(key));
  }

  private boolean isReplaced() throws IOException {
    Object now = key(path);
    return now == null || !now.equals(key);
  }

  private static @Nullable Object key(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (turn != null) {
      turn.close();
    }
  }
}
