package io.tailrace.agent.torture;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The rotator, a process of its own: does to every log what its mode says, at times of its own
 * choice or, where it would lose something at the wrong time, when it is told to:
 *
 * <pre>
 * unlink w1-unlink        removes it; answers "done unlink w1-unlink 17": up to which event it held
 * hold w1-recreate        has its writer wait; answers likewise
 * recreate w1-recreate    removes it, makes it anew and lets its writer go on
 * release w1-recreate     lets its writer go on, nothing done
 * </pre>
 *
 * <p>Ends when its standard input does. One thread.
 */
public final class TortureRotator implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(20);
  private static final int LEAST_GAP_MILLIS = 300;
  private static final int MOST_GAP_MILLIS = 5_000;
  private static final int MOST_IN_A_BURST = 5;
  private static final int PRUNE_EVERY_TICKS = 25;
  private static final int BURST_PATIENCE_TICKS = 5;

  private final Control control;
  private final Random random;
  private final Map<LogName, Rotated> logs = new LinkedHashMap<>();
  private final Map<Mode, Integer> rotations = new EnumMap<>(Mode.class);

  /** A log, and when it is its time again. */
  private static final class Rotated implements AutoCloseable {
    private final LogName name;
    private final RotatedFiles files;
    private final Turn turn;
    private long dueMillis;
    private @Nullable FileLock held;

    Rotated(LogName name, Path volume, Control control) throws IOException {
      this.name = name;
      this.files = new RotatedFiles(name.file(volume));
      this.turn = new Turn(name.turn(control.folder()));
    }

    private void hold() throws IOException {
      if (held == null) {
        held = turn.take();
      }
    }

    private void release() throws IOException {
      FileLock lock = held;
      if (lock != null) {
        held = null;
        lock.release();
      }
    }

    @Override
    public void close() throws IOException {
      turn.close();
    }
  }

  TortureRotator(List<LogName> names, Path volume, Control control, long seed) throws IOException {
    this.control = control;
    this.random = new Random(seed);
    for (LogName name : names) {
      logs.put(name, new Rotated(name, volume, control));
    }
  }

  /** Takes volume, control folder, seed, and the logs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Orders orders = Orders.from(System.in);
    List<LogName> names = new ArrayList<>();
    for (int i = 3; i < arguments.length; i++) {
      names.add(LogName.parse(arguments[i]));
    }
    Control control = new Control(Path.of(arguments[1]));
    try (var rotator =
        new TortureRotator(names, Path.of(arguments[0]), control, Long.parseLong(arguments[2]))) {
      rotator.run(orders);
    }
  }

  private void run(Orders orders) throws IOException, InterruptedException {
    for (long tick = 0; !orders.finished(); tick++) {
      String order = orders.next().orElse("");
      if (!order.isEmpty()) {
        System.out.println("done " + order + " " + carryOut(order));
      }
      rotateDue();
      if (tick % PRUNE_EVERY_TICKS == 0) {
        prune();
        Control.write(control.rotations(), rotations);
      }
      Thread.sleep(TICK);
    }
    Control.write(control.rotations(), rotations);
  }

  private int carryOut(String order) throws IOException {
    int blank = order.indexOf(' ');
    Rotated log = logs.get(LogName.parse(order.substring(blank + 1)));
    if (log == null) {
      throw new IllegalArgumentException("no such log: " + order);
    }
    log.hold();
    int last = log.files.lastEvent();
    switch (order.substring(0, blank)) {
      case "hold" -> {
        return last;
      }
      case "unlink" -> {
        log.files.remove();
        count(log.name.mode());
      }
      case "recreate" -> {
        log.files.remove();
        log.files.create();
        count(log.name.mode());
      }
      case "release" -> {}
      default -> throw new IllegalArgumentException("no such order: " + order);
    }
    log.release();
    return last;
  }

  private void rotateDue() throws IOException, InterruptedException {
    long now = System.nanoTime() / 1_000_000;
    for (Rotated log : logs.values()) {
      if (log.dueMillis == 0) {
        log.dueMillis = now + random.nextInt(MOST_GAP_MILLIS);
      } else if (now >= log.dueMillis && !log.name.mode().onOrder()) {
        log.dueMillis = now + random.nextInt(LEAST_GAP_MILLIS, MOST_GAP_MILLIS);
        rotate(log);
      }
    }
  }

  private void rotate(Rotated log) throws IOException, InterruptedException {
    switch (log.name.mode()) {
      case RENAME -> counted(log, log.files.rename());
      case CREATE, LATE -> renameAndCreate(log);
      case BURST -> burst(log);
      case COPYTRUNCATE -> {
        log.hold();
        counted(log, log.files.copyAndTruncate());
        log.release();
      }
      case UNLINK, RECREATE ->
          throw new IllegalStateException(log.name + " is rotated on order only");
    }
  }

  private void renameAndCreate(Rotated log) throws IOException {
    if (log.files.rename()) {
      log.files.create();
      count(log.name.mode());
    }
  }

  /** So quickly one after the other that the agent may see none of the names in between. */
  private void burst(Rotated log) throws IOException, InterruptedException {
    int times = random.nextInt(2, MOST_IN_A_BURST + 1);
    for (int i = 0; i < times; i++) {
      for (int tick = 0; tick < BURST_PATIENCE_TICKS && log.files.isEmpty(); tick++) {
        Thread.sleep(TICK);
      }
      renameAndCreate(log);
    }
  }

  private void counted(Rotated log, boolean rotated) {
    if (rotated) {
      count(log.name.mode());
    }
  }

  private void count(Mode mode) {
    rotations.merge(mode, 1, Integer::sum);
  }

  private void prune() throws IOException {
    Map<String, Integer> settled = Control.read(control.settled());
    for (Rotated log : logs.values()) {
      log.files.prune(settled.getOrDefault(log.name.toString(), 0), Instant.now());
    }
  }

  @Override
  public void close() throws IOException {
    for (Rotated log : logs.values()) {
      log.close();
    }
  }
}
