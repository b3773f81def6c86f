package io.tailrace.agent.demo;

import io.tailrace.agent.stage.ChildProcess;
import io.tailrace.agent.stage.Polling;
import io.tailrace.agent.stage.Prose;
import io.tailrace.agent.stage.Screen;
import io.tailrace.agent.stage.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One run of the demo, with its destination there: starts the agent and the sample application,
 * watches them, ends them and counts. Used by one thread.
 */
final class Performance {
  private static final String AGENT_CLASS = "io.tailrace.agent.Main";

  /** A JVM on a machine that is busy with a build. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** How long a backlog may take to be worked off when no more is written. */
  private static final Duration BACKLOG_PATIENCE = Duration.ofSeconds(30);

  /** The agent's own limit for draining is 25 seconds. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(30);

  private final DemoOptions options;
  private final Stage stage;
  private final Destination destination;
  private final Screen screen;
  private final InstantSource clock;

  private final Path volume;
  private final Path counts;
  private final Map<String, String> agentSettings;
  private final Timeline timeline = new Timeline();
  private boolean answered = true;

  Performance(
      DemoOptions options, Stage stage, Destination destination, Screen screen, InstantSource clock)
      throws IOException {
    this.options = options;
    this.stage = stage;
    this.destination = destination;
    this.screen = screen;
    this.clock = clock;
    this.volume = Files.createDirectories(stage.folder().resolve("var/log"));
    this.counts = stage.folder().resolve("written.json");
    this.agentSettings = new LinkedHashMap<>();
    agentSettings.put("TAILRACE_PATHS", volume + "/*.log");
    agentSettings.putAll(destination.agentSettings());
    agentSettings.put("TAILRACE_STATUS_ADDRESS", "127.0.0.1:" + freePort());
  }

  /** With a server that is left alone. */
  int play() throws IOException, InterruptedException {
    return play(CompletableFuture.completedFuture(Optional.empty()));
  }

  /** With a server that is killed half way and started again. */
  int playWithCrash(ElasticsearchProcess server, ExecutorService threads)
      throws IOException, InterruptedException {
    var crash = new ServerCrash(server, Duration.ofSeconds(options.seconds()).dividedBy(2), clock);
    return play(threads.submit(() -> Optional.of(crash.call())));
  }

  private int play(Future<Optional<ServerCrash.Downtime>> crash)
      throws IOException, InterruptedException {
    introduce();
    ChildProcess agent = startAgent("agent.log");
    awaitReading(agent);
    ChildProcess application = startApplication();
    Instant start = clock.instant();
    watch(start, agent, application);
    Optional<ServerCrash.Downtime> downtime = result(crash);
    awaitBacklog(start);
    Instant asked = clock.instant();
    OptionalInt exit = agent.terminate(DRAIN_PATIENCE);
    Duration drain = Duration.between(asked, clock.instant());
    look(start);
    Outcome outcome = audit(downtime, exit, drain);
    report(outcome, agent);
    if (options.keep()) {
      keepUp();
    }
    return outcome.isPerfect() ? 0 : 1;
  }

  private void introduce() {
    screen.prose(
        "A sample application writes three logs and rotates each every five seconds: JSON and"
            + " logback text, both with stack traces, and an nginx access log. The agent is a"
            + " process of its own, configured by nothing but its environment:");
    screen.line("");
    agentSettings.forEach((name, value) ->
        screen.line("    " + name + "=" + (isSecret(name) ? "(as given)" : quoted(value))));
    screen.line("");
  }

  private ChildProcess startAgent(String log) throws IOException {
    return start(AGENT_CLASS, List.of(), agentSettings, log);
  }

  /**
   * On a busy machine a JVM takes seconds to start. What the application rotated away before the
   * agent's first look would no longer match the pattern, and nobody promises to find that.
   */
  private static void awaitReading(ChildProcess agent) throws IOException, InterruptedException {
    boolean reading =
        Polling.until(
            START_PATIENCE,
            LOOK_EVERY,
            () -> agent.printed().contains("status on ") || !agent.isAlive());
    if (!reading || !agent.isAlive()) {
      throw new IOException("the agent did not start. It said:\n" + agent.lastPrinted());
    }
  }

  private ChildProcess startApplication() throws IOException {
    return start(
        SampleApplication.class.getName(),
        List.of(volume.toString(), counts.toString(), Integer.toString(options.seconds())),
        Map.of(),
        "application.log");
  }

  private ChildProcess start(
      String mainClass, List<String> arguments, Map<String, String> settings, String log)
      throws IOException {
    Path output = stage.folder().resolve(log);
    return stage.endsWithIt(ChildProcess.ofThisProgram(mainClass, arguments, settings, output));
  }

  /** Looks on until the application has written all. */
  private void watch(Instant start, ChildProcess agent, ChildProcess application)
      throws IOException, InterruptedException {
    while (application.isAlive()) {
      if (!agent.isAlive()) {
        throw new IOException("the agent ended. It said:\n" + agent.lastPrinted());
      }
      look(start);
      Thread.sleep(destination.lookEvery());
    }
    if (!Written.read(counts).finished()) {
      throw new IOException("the application failed. It said:\n" + application.lastPrinted());
    }
  }

  private void awaitBacklog(Instant start) throws IOException, InterruptedException {
    boolean done =
        Polling.until(BACKLOG_PATIENCE, destination.lookEvery(), () -> look(start).backlog() <= 0);
    if (!done) {
      screen.line("  There is a backlog still; the agent is ended all the same.");
    }
  }

  private Timeline.Look look(Instant start) throws IOException {
    // What was written is read first: the other way round a backlog could seem negative.
    Written written = Written.read(counts);
    var stored = destination.stored();
    announce(stored.isPresent());
    Instant now = clock.instant();
    Timeline.Look look = timeline.add(now, written, stored);
    long second = Duration.between(start, now).toSeconds();
    screen.progress(
        second, Report.progress(second, look) + (stored.isPresent() ? "" : "   server down"));
    return look;
  }

  /** Says in a line that stays when the destination goes, and when it is back. */
  private void announce(boolean answers) {
    if (answers == answered) {
      return;
    }
    answered = answers;
    String gone = options.crashes() ? " is killed (SIGKILL)." : " does not answer.";
    screen.prose(destination.name() + (answers ? " answers again." : gone));
  }

  private Outcome audit(Optional<ServerCrash.Downtime> downtime, OptionalInt exit, Duration drain)
      throws IOException {
    screen.line("  Looking up every event by its number …");
    Written written = Written.read(counts);
    var audit = new Audit(written);
    Optional<Timeline.Look> over = downtime.flatMap(this::backlogGone);
    var latencies =
        new Latencies(
            timeline,
            downtime.map(time ->
                new Latencies.Outage(
                    time.killed(), over.map(Timeline.Look::time).orElse(Instant.MAX))));
    destination.forEach((text, position) ->
        audit.found(text).ifPresent(id -> position.ifPresent(known -> latencies.add(id, known))));
    return new Outcome(
        destination.name(),
        written,
        audit,
        latencies.summary(),
        timeline.length(),
        exit,
        drain,
        downtime.map(ServerCrash.Downtime::length),
        downtime.flatMap(time -> over.flatMap(look -> catchUp(time, look))));
  }

  /** When less was waiting than is written in a fifth of a second. */
  private Optional<Timeline.Look> backlogGone(ServerCrash.Downtime downtime) {
    int perSecond = 0;
    for (SampleLog log : SampleLog.values()) {
      perSecond += log.eventsPerSecond();
    }
    return timeline.caughtUp(downtime.answering(), perSecond / 5);
  }

  private Optional<Outcome.CatchUp> catchUp(ServerCrash.Downtime downtime, Timeline.Look over) {
    return timeline
        .lastBefore(downtime.answering())
        .map(before -> {
          long events = over.stored() - before.stored();
          long bytesPerEvent = over.bytes() / Math.max(1, over.written());
          return new Outcome.CatchUp(
              events, events * bytesPerEvent, Duration.between(downtime.answering(), over.time()));
        });
  }

  private void report(Outcome outcome, ChildProcess agent) throws IOException {
    screen.heading("What " + destination.name() + " says, asked for each event");
    new Report(outcome).lines().forEach(screen::line);
    screen.line("");
    String verdict = Prose.text("  ", new Report(outcome).verdict());
    if (outcome.isPerfect()) {
      screen.success(verdict);
    } else {
      screen.failure(verdict);
      screen.line("  The last of the agent's log:\n" + agent.lastPrinted().indent(4));
    }
    screen.line("");
  }

  private void keepUp() throws IOException, InterruptedException {
    ChildProcess agent = startAgent("agent-kept.log");
    screen.prose(
        "The agent is started again, and all stays up until Ctrl-C, which removes it."
            + " Append to a log, and look:");
    screen.line("");
    screen.line("    logs      " + volume);
    screen.line("    agent     http://" + agentSettings.get("TAILRACE_STATUS_ADDRESS") + "/");
    screen.line("    query     " + destination.query());
    screen.line("");
    while (agent.isAlive()) {
      Thread.sleep(destination.lookEvery());
    }
    // Ctrl-C reaches the agent as well as this process.
    if (!stage.isTidied()) {
      throw new IOException("the agent ended. It said:\n" + agent.lastPrinted());
    }
  }

  private static Optional<ServerCrash.Downtime> result(Future<Optional<ServerCrash.Downtime>> crash)
      throws IOException, InterruptedException {
    try {
      return crash.get();
    } catch (ExecutionException e) {
      throw new IOException("the server did not come back: " + e.getCause(), e);
    }
  }

  private static boolean isSecret(String name) {
    return name.endsWith("_API_KEY") || name.endsWith("_PASSWORD");
  }

  private static String quoted(String value) {
    return value.contains("*") ? "'" + value + "'" : value;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
