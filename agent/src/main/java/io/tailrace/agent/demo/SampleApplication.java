package io.tailrace.agent.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * The application whose logs the demo ships: writes every {@link SampleLog} into a folder at its
 * rate, rotates it as it goes, and keeps count of it in a file. Knows nothing of any agent.
 *
 * <p>One thread. It holds no events; its files are bounded by the rotation.
 */
public final class SampleApplication implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(20);

  /** With {@link RotatingLog#KEPT} files kept, an event is there to be read for half a minute. */
  private static final int SECONDS_PER_FILE = 5;

  private final Path counts;
  private final Map<SampleLog, Writer> writers = new EnumMap<>(SampleLog.class);

  /**
   * @param folder where the logs go; it exists
   * @param counts the file for what {@link Written} says
   */
  SampleApplication(Path folder, Path counts) throws IOException {
    this.counts = counts;
    for (SampleLog log : SampleLog.values()) {
      writers.put(log, new Writer(log, new RotatingLog(folder.resolve(log.file()))));
    }
  }

  /** Takes the log folder, the file for the counts, and for how many seconds to write. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (var application = new SampleApplication(Path.of(arguments[0]), Path.of(arguments[1]))) {
      application.run(Duration.ofSeconds(Long.parseLong(arguments[2])), InstantSource.system());
    }
  }

  private void run(Duration duration, InstantSource clock)
      throws IOException, InterruptedException {
    Instant end = clock.instant().plus(duration);
    Duration left = duration;
    while (left.isPositive()) {
      writeUntil(duration.minus(left), clock);
      count(false);
      Thread.sleep(TICK);
      left = Duration.between(clock.instant(), end);
    }
    writeUntil(duration, clock);
    count(true);
  }

  /** Writes every event that is due when it has run for so long. */
  void writeUntil(Duration elapsed, InstantSource clock) throws IOException {
    for (Writer writer : writers.values()) {
      writer.writeUntil(elapsed, clock);
    }
  }

  /** Brings the file of counts up to date. */
  void count(boolean finished) throws IOException {
    var logs = new EnumMap<SampleLog, Written.Count>(SampleLog.class);
    writers.forEach((log, writer) -> logs.put(log, writer.count));
    new Written(logs, finished).write(counts);
  }

  @Override
  public void close() throws IOException {
    for (Writer writer : writers.values()) {
      writer.out.close();
    }
  }

  /** One log and how far it is. */
  private static final class Writer {
    private final SampleLog log;
    private final RotatingLog out;
    private Written.Count count = Written.Count.NONE;

    Writer(SampleLog log, RotatingLog out) {
      this.log = log;
      this.out = out;
    }

    void writeUntil(Duration elapsed, InstantSource clock) throws IOException {
      long due = elapsed.toMillis() * log.eventsPerSecond() / 1000;
      while (count.events() < due) {
        if (count.events() == (count.rotations() + 1) * SECONDS_PER_FILE * log.eventsPerSecond()) {
          out.rotate();
          count =
              new Written.Count(
                  count.events(), count.lines(), count.bytes(), count.rotations() + 1);
        }
        write(clock.instant());
      }
    }

    private void write(Instant now) throws IOException {
      int number = count.events() + 1;
      byte[] event = log.event(number, now);
      out.write(event);
      count =
          new Written.Count(
              number,
              count.lines() + lines(event),
              count.bytes() + event.length,
              count.rotations());
    }

    private static int lines(byte[] event) {
      int lines = 0;
      for (byte b : event) {
        lines += b == '\n' ? 1 : 0;
      }
      return lines;
    }
  }
}
