package io.tailrace.agent.torture;

import io.tailrace.agent.stage.ChildProcess;
import io.tailrace.agent.stage.Polling;
import io.tailrace.agent.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The agent: the same program, started again after each of its ends, with default settings but for
 * where it reads, ships and keeps its state. Used by one thread; the stage ends what runs.
 */
final class AgentUnderTorture {
  private static final String MAIN_CLASS = "io.tailrace.agent.Main";

  /** So that a SIGTERM amidst ever more lines does not take half a minute each time. */
  private static final Duration DRAIN = Duration.ofSeconds(3);

  /** On top of its own deadline, on a machine that is busy. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(20);

  private static final String LOG_LEVEL = "TAILRACE_LOG_LEVEL";

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Stage stage;
  private final Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private int starts;
  private ChildProcess process;

  private AgentUnderTorture(Stage stage, Map<String, String> settings) throws IOException {
    this.stage = stage;
    this.folder = Files.createDirectories(stage.folder().resolve("agent"));
    this.settings.putAll(settings);
    this.process = launch(Map.of());
  }

  /** Where its state is, below the stage's folder. */
  static Path stateDirectory(Stage stage) {
    return stage.folder().resolve("state");
  }

  /**
   * Starts it.
   *
   * @param environment of this process; the agent's log level may be in it
   */
  static AgentUnderTorture start(
      Stage stage, Path volume, Target target, Map<String, String> environment) throws IOException {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", volume + "/*.log*");
    settings.putAll(target.settings());
    settings.put("TAILRACE_STATE_DIR", stateDirectory(stage).toString());
    // Its port would have to be free at each of its starts.
    settings.put("TAILRACE_STATUS_ADDRESS", "off");
    String level = environment.get(LOG_LEVEL);
    if (level != null) {
      settings.put(LOG_LEVEL, level);
    }
    return new AgentUnderTorture(stage, settings);
  }

  Map<String, String> settings() {
    return settings;
  }

  /** Starts it again, with little time to end in. */
  void startAgain() throws IOException {
    process = launch(Map.of("TAILRACE_DRAIN_TIMEOUT", DRAIN.toSeconds() + "s"));
  }

  /** Starts it again as anyone would. */
  void startToDrain() throws IOException {
    process = launch(Map.of());
  }

  private ChildProcess launch(Map<String, String> more) throws IOException {
    starts++;
    var all = new LinkedHashMap<>(settings);
    all.putAll(more);
    Path output = folder.resolve("agent-%04d.log".formatted(starts));
    return stage.endsWithIt(ChildProcess.ofThisProgram(MAIN_CLASS, List.of("run"), all, output));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has said that it reads. */
  boolean reads() throws IOException {
    return process.printed().contains(" and shipping to ");
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  /** Sends SIGTERM and waits so long for its end. */
  OptionalInt terminate(Duration patience) throws InterruptedException {
    return process.terminate(patience);
  }

  /** Sends SIGTERM and waits for its end; nothing if it does not come to one in time. */
  OptionalInt terminate() throws InterruptedException {
    return process.terminate(Duration.ofSeconds(25).plus(END_PATIENCE));
  }

  /** Waits until it ends by itself. */
  boolean awaitEnd(Duration patience) throws IOException, InterruptedException {
    return Polling.until(patience, LOOK_EVERY, () -> !process.isAlive());
  }

  OptionalInt exitCode() throws InterruptedException {
    return process.await(Duration.ZERO);
  }

  /** How often it was started. */
  int starts() {
    return starts;
  }

  String lastPrinted() throws IOException {
    return process.lastPrinted();
  }
}
