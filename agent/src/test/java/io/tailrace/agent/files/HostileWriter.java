package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does the same evil things over and over, on a thread of its own until it is closed: puts a new
 * file where the agent looks, something else in its place, and takes that away again.
 */
final class HostileWriter implements AutoCloseable {
  private static final long MAX_MOMENT_NANOS = 200_000;

  private static final SplittableRandom MOMENTS = new SplittableRandom(1);

  private final List<Round> deeds;
  private final Thread thread;
  private volatile boolean ended;
  private final AtomicInteger rounds = new AtomicInteger();

  /** What is done in each round. */
  interface Round {
    void play() throws IOException;
  }

  HostileWriter(Round... deeds) {
    this.deeds = List.of(deeds);
    this.thread = Thread.ofPlatform().daemon().name("hostile-writer").start(this::run);
  }

  private void run() {
    try {
      while (!ended) {
        for (Round deed : deeds) {
          deed.play();
        }
        rounds.incrementAndGet();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the test's own writer failed", e);
    }
  }

  /**
   * A new file each time, for the agent opens each only once. It stands there for a moment, which
   * is another one each time, so that the agent sees it and what follows hits any of its steps.
   */
  static void make(Path file, String text) throws IOException {
    Path other = file.resolveSibling("new-" + file.getFileName() + ".tmp");
    Files.writeString(other, text);
    move(other, file);
    long end = System.nanoTime() + MOMENTS.nextLong(MAX_MOMENT_NANOS);
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  /** Lets the evil thing stand at that name for a moment. */
  static void swapIn(Path evil, Path name) throws IOException {
    Path away = name.resolveSibling("old-" + name.getFileName() + ".tmp");
    move(name, away);
    move(evil, name);
    move(name, evil);
    move(away, name);
  }

  /** The same with no moment in between at which there is nothing; the file there is gone then. */
  static void replace(Path evil, Path name) throws IOException {
    move(evil, name);
    move(name, evil);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** How often everything was swapped and swapped back. */
  int rounds() {
    if (!thread.isAlive() && !ended) {
      throw new IllegalStateException("the test's own writer has ended");
    }
    return rounds.get();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the test's own writer ends", e);
    }
  }
}
