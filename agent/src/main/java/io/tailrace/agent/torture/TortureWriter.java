package io.tailrace.agent.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/**
 * One writer, a process of its own: appends to one log of each mode at its rate until its standard
 * input ends, and keeps count in a file. One thread; it holds no events.
 */
public final class TortureWriter implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(10);

  /** The counts are for people to look at until the end; ten times a second is enough. */
  private static final int TICKS_PER_COUNT = 10;

  private final Control control;
  private final Path counts;
  private final List<LogWriter> logs = new ArrayList<>();
  private final Random random;
  private double due;

  /**
   * @param volume where the logs go; it exists
   * @param seed of all chance in it
   */
  TortureWriter(int writer, List<Mode> modes, Path volume, Control control, long seed)
      throws IOException {
    this.control = control;
    this.counts = control.written(writer);
    this.random = new Random(seed);
    for (Mode mode : modes) {
      logs.add(
          new LogWriter(
              new LogName(writer, mode), volume, control.folder(), new Random(random.nextLong())));
    }
  }

  /** Takes volume, control folder, writer's number, events per second, seed, and the modes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Orders orders = Orders.from(System.in);
    List<Mode> modes = new ArrayList<>();
    for (int i = 5; i < arguments.length; i++) {
      modes.add(Mode.named(arguments[i]));
    }
    try (var writer =
        new TortureWriter(
            Integer.parseInt(arguments[2]),
            modes,
            Path.of(arguments[0]),
            new Control(Path.of(arguments[1])),
            Long.parseLong(arguments[4]))) {
      writer.run(orders, Integer.parseInt(arguments[3]));
    }
  }

  private void run(Orders orders, int eventsPerSecond) throws IOException, InterruptedException {
    double perTick = eventsPerSecond * (TICK.toMillis() / 1000.0);
    for (long tick = 0; !orders.finished(); tick++) {
      if (!Files.exists(control.hold())) {
        write(perTick);
      }
      if (tick % TICKS_PER_COUNT == 0) {
        count();
      }
      Thread.sleep(TICK);
    }
    count();
  }

  /** A burst to one log now, another then: no log is written evenly. */
  private void write(double events) throws IOException, InterruptedException {
    due += events;
    while (due >= 1) {
      int burst = Math.min((int) due, 1 + random.nextInt(5));
      logs.get(random.nextInt(logs.size())).write(burst);
      due -= burst;
    }
  }

  private void count() throws IOException {
    var written = new LinkedHashMap<LogName, Integer>();
    logs.forEach(log -> written.put(log.log(), log.written()));
    Control.write(counts, written);
  }

  @Override
  public void close() throws IOException {
    for (LogWriter log : logs) {
      log.close();
    }
  }
}
