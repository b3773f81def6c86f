package io.tailrace.benchmarks;

import io.tailrace.agent.stage.Polling;
import io.tailrace.agent.stage.Stage;
import io.tailrace.benchmarks.SinkProcess.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.commons.io.FileUtils;

/**
 * One run of one job by one agent: starts it, waits until the sink has every line, ends it, and
 * says what that took. Used by one thread.
 */
final class Trial {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** Longer than the slowest agent needs for the largest input, by far. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The agent's own limit for draining is 25 seconds. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(40);

  private final Stage stage;
  private final SinkProcess sink;
  private final Inputs inputs;
  private final Contestant contestant;
  private final Path scratch;
  private final List<String> problems = new ArrayList<>();
  private final Map<Quantity, Double> values = new EnumMap<>(Quantity.class);

  Trial(Stage stage, SinkProcess sink, Inputs inputs, Contestant contestant) throws IOException {
    this.stage = stage;
    this.sink = sink;
    this.inputs = inputs;
    this.contestant = contestant;
    this.scratch = Files.createTempDirectory(stage.folder(), "scratch-");
  }

  /**
   * @throws IOException when it could not be carried through; lines that are missing are a problem
   *     of the measurement instead
   */
  Measurement run(Job job) throws IOException, InterruptedException {
    switch (job) {
      case Job.Ship ship -> ship(ship);
      case Job.Latency latency -> latency(latency);
      case Job.Idle idle -> idle(idle);
      case Job.Start start -> start(start);
    }
    FileUtils.deleteQuietly(scratch.toFile());
    return new Measurement(job, contestant.name(), values, problems);
  }

  private void ship(Job.Ship job) throws IOException, InterruptedException {
    Input input = inputs.of(job.input());
    try (MeasuredProcess agent = launch(job.route(), input)) {
      awaitLines(agent, input.lines());
      end(agent);
      Counts counts = count(input.lines());
      double megabytes = input.bytes() / 1e6;
      double wall = secondsSince(agent.started(), counts.lastMicros());
      values.put(Quantity.WALL_SECONDS, wall);
      values.put(Quantity.MB_PER_SECOND, megabytes / wall);
      values.put(Quantity.CPU_SECONDS, agent.cpuSeconds());
      values.put(Quantity.CPU_SECONDS_PER_GB, agent.cpuSeconds() / megabytes * 1000);
      values.put(Quantity.MB_PER_CORE_SECOND, megabytes / agent.cpuSeconds());
      values.put(Quantity.PEAK_RSS_MB, agent.peakRssMb());
      values.put(Quantity.INPUT_MB, megabytes);
      values.put(Quantity.WIRE_MB, counts.wireBytes() / 1e6);
    }
  }

  private void start(Job.Start job) throws IOException, InterruptedException {
    Input input = inputs.of(new InputShape.ManyFiles(1, job.lines()));
    try (MeasuredProcess agent = launch(Route.ELASTICSEARCH_JSON, input)) {
      awaitLines(agent, input.lines());
      end(agent);
      Counts counts = count(input.lines());
      values.put(Quantity.START_MILLIS, secondsSince(agent.started(), counts.firstMicros()) * 1000);
    }
  }

  private void idle(Job.Idle job) throws IOException, InterruptedException {
    Input input = inputs.of(new InputShape.ManyFiles(job.files(), 1));
    try (MeasuredProcess agent = launch(Route.ELASTICSEARCH_JSON, input)) {
      awaitLines(agent, input.lines());
      Thread.sleep(job.settling());
      agent.look();
      double before = agent.cpuSeconds();
      Instant from = Instant.now();
      Thread.sleep(job.length());
      agent.look();
      double used = agent.cpuSeconds() - before;
      double seconds = ChronoUnit.MICROS.between(from, Instant.now()) / 1e6;
      values.put(Quantity.CPU_PERCENT, used / seconds * 100);
      values.put(Quantity.RSS_MB, agent.rssMb());
      end(agent);
      count(input.lines());
      values.put(Quantity.PEAK_RSS_MB, agent.peakRssMb());
    }
  }

  private void latency(Job.Latency job) throws IOException, InterruptedException {
    Input input = inputs.empty();
    var writer = new PacedWriter(input.folder().resolve("app.log"), job.linesPerSecond());
    int warmUp = Math.toIntExact(job.warmUp().toMillis() * job.linesPerSecond() / 1000);
    int lines = warmUp + Math.toIntExact(job.length().toMillis() * job.linesPerSecond() / 1000);
    try (MeasuredProcess agent = launch(Route.ELASTICSEARCH_JSON, input, lines, warmUp)) {
      // It reads once this line is there: only then does the pace begin.
      writer.write(0, 1);
      awaitLines(agent, 1);
      writer.write(1, lines);
      awaitLines(agent, lines);
      end(agent);
      Counts counts = count(lines);
      if (counts.timed() != lines - warmUp) {
        problems.add(counts.timed() + " lines were timed, not " + (lines - warmUp));
      }
      values.put(Quantity.P50_MILLIS, counts.p50Micros() / 1e3);
      values.put(Quantity.P99_MILLIS, counts.p99Micros() / 1e3);
      values.put(Quantity.MAX_MILLIS, counts.maxMicros() / 1e3);
    }
    FileUtils.deleteQuietly(input.folder().toFile());
  }

  private MeasuredProcess launch(Route route, Input input) throws IOException {
    return launch(route, input, input.lines(), 0);
  }

  private MeasuredProcess launch(Route route, Input input, int lines, int timedFrom)
      throws IOException {
    input.prepare();
    sink.expect(lines, timedFrom);
    var launch = contestant.launch(new Contestant.Task(route, input, sink.url(), scratch));
    return stage.endsWithIt(
        MeasuredProcess.start(
            launch.command(), launch.environment(), scratch.resolve("agent.log")));
  }

  private void awaitLines(MeasuredProcess agent, int lines)
      throws IOException, InterruptedException {
    boolean there =
        Polling.until(PATIENCE, LOOK_EVERY, () -> isThere(lines, agent) || !agent.isAlive());
    if (!there || !agent.isAlive()) {
      throw new IOException(
          contestant.name()
              + (agent.isAlive() ? " is not done after " + PATIENCE : " ended")
              + ", the sink has "
              + sink.counts()
              + ". It said:\n"
              + agent.printed());
    }
  }

  private boolean isThere(int lines, MeasuredProcess agent) throws IOException {
    agent.look();
    return sink.counts().distinct() >= lines;
  }

  private void end(MeasuredProcess agent) throws InterruptedException {
    OptionalInt exit = agent.terminate(DRAIN_PATIENCE);
    if (exit.isEmpty()) {
      problems.add("it did not end within " + DRAIN_PATIENCE.toSeconds() + " s");
    } else if (!contestant.isGoodExit(exit.getAsInt())) {
      problems.add("exit code " + exit.getAsInt());
    }
  }

  /** After its end: what is sent twice may well come last. */
  private Counts count(int lines) throws IOException {
    Counts counts = sink.counts();
    values.put(Quantity.DOCUMENTS, (double) counts.distinct() + counts.twice());
    values.put(Quantity.LOST, (double) lines - counts.distinct());
    values.put(Quantity.TWICE, (double) counts.twice());
    if (counts.distinct() < lines) {
      problems.add(lines - counts.distinct() + " lines are lost");
    }
    if (counts.twice() > 0) {
      problems.add(counts.twice() + " documents came twice");
    }
    if (counts.unknown() > 0) {
      problems.add(counts.unknown() + " documents are of no line");
    }
    if (counts.refused() > 0) {
      problems.add(counts.refused() + " requests were not understood");
    }
    return counts;
  }

  private static double secondsSince(Instant start, long micros) {
    return (micros - ChronoUnit.MICROS.between(Instant.EPOCH, start)) / 1e6;
  }
}
