package io.tailrace.agent.training;

import io.tailrace.agent.stage.ChildProcess;
import io.tailrace.agent.stage.Polling;
import io.tailrace.agent.stage.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes the JVM's AOT cache (JEP 483, 514, 515): the classes of a start, loaded and linked, and
 * what the JIT learned of its methods.
 *
 * <p>What is recorded is a real run: the program as a process of its own, with a checkpoint of an
 * earlier run, ships JSON, plain lines and a stack trace to both kinds of server on loopback, has a
 * file rotated, shows its status and drains. The JVM writes the cache as it ends.
 */
public final class Training {
  private static final String MAIN_CLASS = "io.tailrace.agent.Main";

  /** For each wait; the whole training took 19 s on a machine that was busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The JVM writes the cache with a second JVM, after the drain. */
  private static final Duration END_PATIENCE = Duration.ofMinutes(5);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** Enough for methods of the way of a line to be compiled, and so to be in the cache. */
  private static final int LINES = 20_000;

  private static final List<String> PAGES =
      List.of("/", "/metrics", "/healthz", "/readyz", "/api/status");

  private final Stage stage;
  private final TrainingServer server;
  private final Path volume;
  private final String status;

  private Training(Stage stage, TrainingServer server) throws IOException {
    this.stage = stage;
    this.server = server;
    this.volume = Files.createDirectories(stage.folder().resolve("volume"));
    this.status = freeAddress();
  }

  /** The default one may be in use by an agent that runs. */
  private static String freeAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  /** The cache's file, made anew or not touched; the exit code is 0 only if it was made. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path cache = Path.of(arguments[0]).toAbsolutePath();
    try (Stage stage = Stage.set();
        TrainingServer server = TrainingServer.start()) {
      new Training(stage, server).make(cache);
    }
  }

  private void make(Path cache) throws IOException, InterruptedException {
    write("app.log", SampleLines.json(10));
    // So that taking up an earlier run is in what is recorded.
    ChildProcess earlier = agent(List.of(), "earlier.log");
    await(earlier, "its first lines are delivered", () -> server.records() >= 10);
    terminate(earlier);

    Path recorded = stage.folder().resolve("cache");
    ChildProcess agent = agent(List.of("-XX:AOTCacheOutput=" + recorded), "agent.log");
    write("app.log", SampleLines.json(LINES));
    write("plain.log", SampleLines.plain(LINES));
    await(agent, "its lines are delivered", () -> server.records() >= 2 * LINES);
    Files.move(volume.resolve("app.log"), volume.resolve("app.log.1"));
    write("app.log", SampleLines.json(10));
    long before = server.records();
    await(agent, "lines after a rotation are delivered", () -> server.records() >= before + 10);
    visit();
    terminate(agent);

    Path target = cache.resolveSibling("." + cache.getFileName() + ".new");
    Files.copy(recorded, target, StandardCopyOption.REPLACE_EXISTING);
    Files.move(target, cache, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(String name, String lines) throws IOException {
    Files.writeString(
        volume.resolve(name), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private ChildProcess agent(List<String> flags, String output) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("TAILRACE_PATHS", volume + "/*.log");
    settings.put("TAILRACE_OUTPUTS", "elasticsearch,loki");
    settings.put("TAILRACE_ELASTICSEARCH_URL", server.url());
    settings.put("TAILRACE_LOKI_URL", server.url());
    settings.put("TAILRACE_STATUS_ADDRESS", status);
    return stage.endsWithIt(
        ChildProcess.ofThisProgram(
            flags, MAIN_CLASS, List.of("run"), settings, stage.folder().resolve(output)));
  }

  private static void await(ChildProcess agent, String what, Polling.Condition condition)
      throws IOException, InterruptedException {
    boolean came = Polling.until(PATIENCE, LOOK_EVERY, () -> condition.holds() || !agent.isAlive());
    if (!came || !agent.isAlive()) {
      throw new IOException("the agent does not get so far that " + what + ": " + said(agent));
    }
  }

  private static void terminate(ChildProcess agent) throws IOException, InterruptedException {
    OptionalInt code = agent.terminate(END_PATIENCE);
    if (code.isEmpty() || code.getAsInt() != 0) {
      throw new IOException("the agent does not end as it should: " + said(agent));
    }
  }

  private static String said(ChildProcess agent) throws IOException {
    return agent.lastPrinted();
  }

  /** Probes and scrapes begin with the start. */
  private void visit() throws IOException {
    for (String page : PAGES) {
      try (InputStream in = URI.create("http://" + status + page).toURL().openStream()) {
        in.readAllBytes();
      }
    }
  }
}
