package io.tailrace.agent.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An application that logs sample events to some files and rotates them, on a thread of its own
 * until it has written all. What it wrote where may be asked once {@link #join} has returned.
 */
final class SampleApplication implements AutoCloseable {
  /** Where one event begins. */
  record Placement(Path path, int generation, long offset) {}

  /**
   * How it is to write.
   *
   * @param lines to be written at least; the last event is written whole
   * @param linesPerSecond so that what happens meanwhile happens in the middle of it
   * @param linesPerGeneration after this many a file is rotated
   */
  record Plan(int lines, int linesPerSecond, int linesPerGeneration) {}

  /** Events that are written with one call are at most this many. */
  private static final int MAX_BURST = 40;

  private final SampleEvents events;
  private final List<RotatingFile> files = new ArrayList<>();
  private final int[] linesOfGeneration;
  private final Plan plan;
  private final Random random;
  private final Thread thread;
  private final List<Placement> placements = new ArrayList<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile int lines;
  private volatile int allowed;
  private volatile boolean stopped;

  private SampleApplication(SampleEvents events, List<Path> paths, Plan plan, long seed)
      throws IOException {
    this.events = events;
    this.plan = plan;
    this.random = new Random(seed);
    this.linesOfGeneration = new int[paths.size()];
    for (Path path : paths) {
      files.add(new RotatingFile(path));
    }
    this.thread = new Thread(this::run, "application");
  }

  /** Starts it; it writes nothing before it is {@linkplain #allow allowed} to. */
  static SampleApplication start(SampleEvents events, List<Path> paths, Plan plan, long seed)
      throws IOException {
    var application = new SampleApplication(events, paths, plan, seed);
    application.thread.start();
    return application;
  }

  private void run() {
    try {
      while (lines < plan.lines() && !stopped) {
        int before = lines;
        if (before < allowed) {
          burst();
        }
        int pace = Math.max(1, lines - before);
        TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(pace) / plan.linesPerSecond());
      }
      for (RotatingFile file : files) {
        file.close();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure.set(e);
    }
  }

  private void burst() throws IOException {
    int index = random.nextInt(files.size());
    RotatingFile file = files.get(index);
    int before = lines;
    int written = 0;
    for (int i = random.nextInt(MAX_BURST); i >= 0 && before + written < plan.lines(); i--) {
      SampleEvent event = events.event(placements.size());
      placements.add(new Placement(file.path(), file.generation(), file.add(event.bytes())));
      written += event.lines();
    }
    file.flush();
    lines = before + written;
    linesOfGeneration[index] += written;
    if (linesOfGeneration[index] > plan.linesPerGeneration()) {
      file.rotate();
      linesOfGeneration[index] = 0;
    }
  }

  /** How many lines it has written so far. */
  int lines() {
    return lines;
  }

  /** Lets it write up to this share of its lines and not beyond. */
  void allow(double share) {
    allowed = (int) (share * plan.lines());
  }

  /** Waits until it has written this share of its lines. */
  void awaitShare(double share) throws InterruptedException {
    Await.until(
        "the application has written " + share + " of its lines",
        () -> lines >= share * plan.lines() || failure.get() != null,
        () -> lines + " lines");
    requireSuccess();
  }

  /** Lets it write all and waits for it. */
  void join() throws InterruptedException {
    allow(1);
    awaitShare(1);
    thread.join(Await.PATIENCE.toMillis());
    requireSuccess();
  }

  private void requireSuccess() {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new AssertionError("the application could not write", thrown);
    }
  }

  /** Where the event of each number is. */
  List<Placement> placements() {
    return List.copyOf(placements);
  }

  /** How many files it rotated, in all. */
  int rotations() {
    return files.stream().mapToInt(RotatingFile::generation).sum();
  }

  @Override
  public void close() {
    stopped = true;
  }
}
