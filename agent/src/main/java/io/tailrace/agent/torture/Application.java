package io.tailrace.agent.torture;

import io.tailrace.agent.stage.ChildProcess;
import io.tailrace.agent.stage.Polling;
import io.tailrace.agent.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * What writes and rotates the logs: writers and a rotator, each a process of its own. Used by one
 * thread; the stage ends the processes.
 */
final class Application {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Path volume;
  private final Control control;
  private final List<LogName> logs = new ArrayList<>();
  private final List<ChildProcess> writers = new ArrayList<>();
  private final ChildProcess rotator;

  /**
   * Starts it.
   *
   * @param random gives each process its seed
   */
  Application(TortureOptions options, Stage stage, Random random) throws IOException {
    this.volume = Files.createDirectories(stage.folder().resolve("logs"));
    this.control = new Control(Files.createDirectories(stage.folder().resolve("control")));
    for (int writer = 1; writer <= options.writers(); writer++) {
      for (Mode mode : options.modes()) {
        logs.add(new LogName(writer, mode));
      }
      writers.add(writer(writer, options, stage, random.nextLong()));
    }
    this.rotator = rotator(stage, random.nextLong());
  }

  private ChildProcess writer(int writer, TortureOptions options, Stage stage, long seed)
      throws IOException {
    List<String> arguments = new ArrayList<>(folders());
    arguments.add(Integer.toString(writer));
    arguments.add(Integer.toString(Math.ceilDiv(options.linesPerSecond(), options.writers())));
    arguments.add(Long.toString(seed));
    options.modes().forEach(mode -> arguments.add(mode.label()));
    return start(TortureWriter.class, arguments, "writer-" + writer + ".out", stage);
  }

  private ChildProcess rotator(Stage stage, long seed) throws IOException {
    List<String> arguments = new ArrayList<>(folders());
    arguments.add(Long.toString(seed));
    logs.forEach(log -> arguments.add(log.toString()));
    return start(TortureRotator.class, arguments, "rotator.out", stage);
  }

  private List<String> folders() {
    return List.of(volume.toString(), control.folder().toString());
  }

  private static ChildProcess start(
      Class<?> main, List<String> arguments, String output, Stage stage) throws IOException {
    Path file = stage.folder().resolve(output);
    return stage.endsWithIt(ChildProcess.ofThisProgram(main.getName(), arguments, Map.of(), file));
  }

  /** The folder the agent is to watch. */
  Path volume() {
    return volume;
  }

  List<LogName> logs(Mode mode) {
    return logs.stream().filter(log -> log.mode() == mode).toList();
  }

  /** How many events each log has, by its name. */
  Map<String, Integer> written() throws IOException {
    var written = new LinkedHashMap<String, Integer>();
    for (int writer = 1; writer <= writers.size(); writer++) {
      written.putAll(Control.read(control.written(writer)));
    }
    return written;
  }

  /** How often the logs of a mode were rotated, by its label. */
  Map<String, Integer> rotations() throws IOException {
    var rotations = new LinkedHashMap<String, Integer>();
    Control.read(control.rotations())
        .forEach((mode, count) -> rotations.put(Mode.valueOf(mode).label(), count));
    return rotations;
  }

  /** Tells the rotator up to where all events have arrived. */
  void settled(Map<String, Integer> settled) throws IOException {
    Control.write(control.settled(), settled);
  }

  /** Has the writers wait, or go on. */
  void hold(boolean hold) throws IOException {
    if (hold) {
      Files.write(control.hold(), new byte[0]);
    } else {
      Files.deleteIfExists(control.hold());
    }
  }

  /**
   * Has the rotator do something to a log, and waits until it is done.
   *
   * @return the number of the last event of the file before that
   */
  int order(String what, LogName log) throws IOException, InterruptedException {
    String order = what + " " + log;
    int before = answers(order).size();
    rotator.tell(order);
    boolean done =
        Polling.until(
            PATIENCE, LOOK_EVERY, () -> answers(order).size() > before || !rotator.isAlive());
    List<String> answers = answers(order);
    if (!done || answers.size() == before) {
      throw new IOException(
          "the rotator did not carry out '" + order + "': " + rotator.lastPrinted());
    }
    String answer = answers.getLast();
    return Integer.parseInt(answer.substring(answer.lastIndexOf(' ') + 1));
  }

  private List<String> answers(String order) throws IOException {
    String printed = rotator.printed();
    return printed
        .substring(0, printed.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("done " + order + " "))
        .toList();
  }

  /** Sees to it that all of it runs. */
  void check() throws IOException {
    for (ChildProcess process : all()) {
      if (!process.isAlive()) {
        throw new IOException("a writer or the rotator ended: " + process.lastPrinted());
      }
    }
  }

  /** Has it finish what it is at, and waits for its end. */
  void finish() throws IOException, InterruptedException {
    hold(false);
    for (ChildProcess process : all()) {
      process.endInput();
    }
    for (ChildProcess process : all()) {
      OptionalInt exit = process.await(PATIENCE);
      if (exit.isEmpty() || exit.getAsInt() != 0) {
        throw new IOException("a writer or the rotator failed: " + process.lastPrinted());
      }
    }
  }

  private List<ChildProcess> all() {
    var all = new ArrayList<>(writers);
    all.add(rotator);
    return all;
  }
}
