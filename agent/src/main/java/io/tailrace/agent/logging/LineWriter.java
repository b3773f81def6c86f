package io.tailrace.agent.logging;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * Writes lines to a stream that may be slow or stuck for ever (a pipe nobody reads), without
 * holding up who has something to say: a pipeline must not stop because its log does.
 *
 * <p>Owns one daemon thread, {@code log}, the only one that touches the stream. At most {@link
 * #MAX_WAITING_BYTES} wait for it; what comes on top is dropped, counted, and the count is told
 * when the stream takes lines again.
 */
final class LineWriter {
  /** Thousands of lines: more than any burst that is not a defect. */
  static final int MAX_WAITING_BYTES = 1 << 20;

  private final PrintStream target;
  private final LongFunction<String> droppedNotice;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToDo = lock.newCondition();

  // guarded by lock
  private byte[] waiting = new byte[4096];
  private int waitingBytes;
  private long dropped;
  private boolean closing;

  /**
   * @param droppedNotice makes the line that tells how many lines were dropped
   */
  LineWriter(PrintStream target, LongFunction<String> droppedNotice) {
    this.target = target;
    this.droppedNotice = droppedNotice;
    this.thread = Thread.ofPlatform().name("log").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Returns at once, whatever the stream does. */
  void write(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      if (waitingBytes + bytes.length > MAX_WAITING_BYTES) {
        dropped++;
        return;
      }
      append(bytes);
      somethingToDo.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, for as long as this, and ends the thread if the stream lets it. */
  void close(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      closing = true;
      somethingToDo.signal();
    } finally {
      lock.unlock();
    }
    thread.join(wait);
  }

  private void run() {
    try {
      byte[] spare = new byte[4096];
      for (Chunk chunk = take(spare); chunk.length > 0; chunk = take(spare)) {
        target.write(chunk.bytes, 0, chunk.length);
        target.flush();
        spare = chunk.bytes;
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if someone does, the log ends.
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for lines and takes them all; an empty chunk is the end. */
  private Chunk take(byte[] spare) throws InterruptedException {
    lock.lock();
    try {
      while (waitingBytes == 0 && !closing) {
        somethingToDo.await();
      }
      if (dropped > 0) {
        append(droppedNotice.apply(dropped).getBytes(StandardCharsets.UTF_8));
        dropped = 0;
      }
      var chunk = new Chunk(waiting, waitingBytes);
      waiting = spare;
      waitingBytes = 0;
      return chunk;
    } finally {
      lock.unlock();
    }
  }

  private void append(byte[] bytes) {
    int needed = waitingBytes + bytes.length;
    if (needed > waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.max(needed, waiting.length * 2));
    }
    System.arraycopy(bytes, 0, waiting, waitingBytes, bytes.length);
    waitingBytes = needed;
  }

  /** Lines on their way to the stream: the first {@code length} of the bytes. */
  @SuppressWarnings("ArrayRecordComponent") // Handed over between two methods, never compared.
  private record Chunk(byte[] bytes, int length) {}
}
