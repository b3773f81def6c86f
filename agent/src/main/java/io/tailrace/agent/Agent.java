package io.tailrace.agent;

import io.tailrace.agent.cli.ExitCode;
import io.tailrace.agent.cli.VersionCommand;
import io.tailrace.agent.files.EarlierRun;
import io.tailrace.agent.files.FileCatalog;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.WatchedInput;
import io.tailrace.agent.pipeline.Pipeline;
import io.tailrace.agent.pipeline.SettledBatches;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.FileSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.state.CheckpointFile;
import io.tailrace.agent.state.Checkpointer;
import io.tailrace.agent.state.DeadLetterFile;
import io.tailrace.agent.state.StateDirectory;
import io.tailrace.agent.state.StateLocation;
import io.tailrace.agent.status.StatusServer;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.RetryIntervals;
import io.tailrace.outputs.Shipper;
import io.tailrace.outputs.ShipperOptions;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole agent, wired by hand in the order in which the data flows: files, catalog, pipelines,
 * shippers, outputs; and back: settled positions, checkpoints.
 *
 * <p>The main thread does nothing but wait for a reason to end. It starts the threads {@code
 * catalog}, {@code checkpointer} and, for each output, {@code pipeline-<output>}, and joins them.
 */
final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** How often an ending agent looks whether it is done. */
  private static final long DRAIN_LOOK_MILLIS = 20;

  /** What threads get that have nothing left to do but to notice it. */
  private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private sealed interface End {
    record Signalled() implements End {}

    record Bug(String thread, Throwable cause) implements End {}
  }

  private final AgentSettings settings;
  private final InstantSource clock = InstantSource.system();
  private final Instant startedAt = clock.instant();
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private final AgentThreads threads = new AgentThreads(this::bug);
  private final StateDirectory state;
  private final FileCatalog catalog;
  private final Checkpointer checkpointer;
  private final List<RunningOutput> outputs = new ArrayList<>();

  /** Asked by each pipeline's thread. */
  private final Map<String, Map<String, String>> fieldsOfInput = new ConcurrentHashMap<>();

  private final Optional<StatusServer> status;

  /**
   * Wires everything and starts nothing but the status page.
   *
   * @throws IOException when the state directory or the status address cannot be used; the message
   *     says what to do
   * @throws IllegalArgumentException when a file that an output needs cannot be used; likewise
   */
  Agent(AgentSettings settings) throws IOException {
    this.settings = settings;
    List<WatchedInput> inputs = settings.inputs().stream().map(InputSettings::watched).toList();
    List<String> names = settings.outputs().stream().map(OutputSettings::name).toList();

    refuseToReadOwnOutput(inputs);
    this.state = StateDirectory.open(stateDirectory(settings));
    CheckpointFile checkpoints = new CheckpointFile(state.checkpoint());
    this.catalog =
        new FileCatalog(
            inputs,
            names,
            new FileCatalog.Storage(
                state.path(),
                settings.holdMax().bytes(),
                settings.copyAhead(),
                settings.readCompressed()),
            earlierRun(checkpoints),
            clock,
            this::filesChanged);
    this.checkpointer =
        new Checkpointer(
            checkpoints, names, catalog::known, catalog::takeMove, this::wakePipelines);
    for (int i = 0; i < names.size(); i++) {
      outputs.add(output(settings.outputs().get(i), i));
    }
    this.status = startStatus();
  }

  /** Each line of it would make the agent write another one, for ever. */
  private void refuseToReadOwnOutput(List<WatchedInput> inputs) {
    for (OutputSettings output : settings.outputs()) {
      if (output instanceof FileSettings file
          && inputs.stream().anyMatch(input -> input.includes(file.path()))) {
        throw new IllegalArgumentException(
            ("the output %s writes to %s, which the agent is told to read too; write it elsewhere or"
                    + " name it in TAILRACE_EXCLUDE")
                .formatted(file.name(), file.path()));
      }
    }
  }

  private static EarlierRun earlierRun(CheckpointFile checkpoints) {
    return checkpoints
        .read()
        .map(checkpoint -> new EarlierRun(true, checkpoint.generations()))
        .orElse(EarlierRun.NONE);
  }

  private static Path stateDirectory(AgentSettings settings) {
    return settings
        .stateDir()
        .orElseGet(() -> {
          StateLocation location = StateLocation.of(settings.roots());
          location.problem().ifPresent(problem -> LOG.warn("{}", problem));
          return location.path();
        });
  }

  private RunningOutput output(OutputSettings wanted, int index) {
    Output output = OutputFactory.create(wanted, clock);
    SettledBatches settled = new SettledBatches();
    Shipper shipper =
        new Shipper(
            output,
            new DeadLetterFile(state.deadLetters(output.name())),
            settled::add,
            new ShipperOptions(RetryIntervals.USUAL, clock, System::nanoTime, this::bug));
    Pipeline pipeline =
        new Pipeline(
            new Pipeline.Options(
                output.name(),
                index,
                wanted.batching().batchBytes().toInt(),
                output.maxInFlight(),
                settings.maxLine().toInt(),
                wanted.batching().linger()),
            catalog::generations,
            this::reader,
            this::fields,
            output.newEncoder(),
            shipper::ship,
            settled,
            checkpointer,
            clock);
    return new RunningOutput(output, OutputFactory.typeOf(wanted), shipper, pipeline);
  }

  private InputSettings input(String name) {
    return settings.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private RecordReader reader(String inputName) {
    InputSettings input = input(inputName);
    return new RecordReader(
        ParserChoice.named(input.parser()),
        Multiline.named(input.multiline()),
        Encoding.named(input.encoding()),
        settings.maxLine().toInt());
  }

  /** One map for all files of an input: there may be many thousands. */
  private Map<String, String> fields(Generation generation) {
    return fieldsOfInput.computeIfAbsent(
        generation.input().name(), name -> settings.metadata().fields(input(name)));
  }

  private Optional<StatusServer> startStatus() throws IOException {
    if (settings.statusAddress().isEmpty()) {
      return Optional.empty();
    }
    StatusView view =
        new StatusView(
            settings,
            VersionCommand.version(),
            startedAt,
            clock,
            state,
            catalog,
            checkpointer,
            outputs);
    return Optional.of(
        StatusServer.start(settings.statusAddress().get(), view::status, view::liveness));
  }

  /** Works until a signal says otherwise, then drains; returns the process's exit code. */
  int run() throws InterruptedException {
    Signals.onEnd(() -> ends.add(new End.Signalled()));
    sayStart();
    threads.start("catalog", catalog::run);
    threads.start("holder", catalog::hold);
    threads.start("checkpointer", checkpointer::run);
    for (RunningOutput output : outputs) {
      threads.start("pipeline-" + output.name(), output.pipeline()::run);
    }
    return switch (ends.take()) {
      case End.Signalled _ -> drain();
      case End.Bug bug -> fail(bug);
    };
  }

  private void sayStart() {
    LOG.info(
        "reading {} and shipping to {}; state in {}{}",
        settings.inputs().stream().flatMap(input -> input.paths().stream()).toList(),
        outputs.stream().map(RunningOutput::name).toList(),
        state.path(),
        status.map(server -> "; status on http:/" + server.address()).orElse(""));
  }

  private void filesChanged(List<Generation> grown) {
    if (grown.stream().anyMatch(Generation::isUnregistered)) {
      checkpointer.wake();
    }
    for (RunningOutput output : outputs) {
      output.pipeline().wake(grown);
    }
  }

  private void wakePipelines() {
    for (RunningOutput output : outputs) {
      output.pipeline().wake();
    }
  }

  private void bug(Thread thread, Throwable cause) {
    ends.add(new End.Bug(thread.getName(), cause));
  }

  private int fail(End.Bug bug) throws InterruptedException {
    LOG.error(
        "a bug in thread {} ends the agent; nothing is lost, please report it",
        bug.thread(),
        bug.cause());
    stop();
    return ExitCode.FAILED;
  }

  private int drain() throws InterruptedException {
    Duration timeout = settings.drainTimeout();
    LOG.info(
        "ending: shipping what is left, for at most {} s; a second signal ends at once",
        timeout.toSeconds());
    long began = System.nanoTime();
    Optional<End> another = awaitDrained(began, began + timeout.toNanos());
    if (another.isPresent() && another.get() instanceof End.Bug bug) {
      return fail(bug);
    }
    stop();
    return sayEnd(another.isPresent() ? "asked a second time" : "the time is over");
  }

  /** Waits until everything is shipped or the time is over; returns what else ends the wait. */
  private Optional<End> awaitDrained(long began, long deadline) throws InterruptedException {
    catalog.hurry();
    boolean told = false;
    while (deadline - System.nanoTime() > 0) {
      // Pipelines believe that there is no more only after a look that saw what there is now.
      if (!told && catalog.lastLookNanos() - began > 0) {
        outputs.forEach(output -> output.pipeline().drain());
        told = true;
      }
      if (told && threads.join("pipeline-", System.nanoTime())) {
        return Optional.empty();
      }
      End another = ends.poll(DRAIN_LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (another != null) {
        return Optional.of(another);
      }
    }
    return Optional.empty();
  }

  /** Ends every thread, in the order in which they feed each other, and keeps the positions. */
  private void stop() throws InterruptedException {
    // Shippers first: what they still hand back is settled by the pipelines as they end.
    outputs.forEach(output -> output.shipper().close(Duration.ZERO));
    outputs.forEach(output -> output.pipeline().stop());
    threads.join("pipeline-", System.nanoTime() + JOIN_NANOS);
    catalog.stop();
    threads.join("catalog", System.nanoTime() + JOIN_NANOS);
    threads.join("holder", System.nanoTime() + JOIN_NANOS);
    checkpointer.stop();
    if (threads.join("checkpointer", System.nanoTime() + JOIN_NANOS)) {
      checkpointer.writeOnce();
    }
    status.ifPresent(StatusServer::close);
    outputs.forEach(output -> output.output().close());
    catalog.close();
    try {
      state.close();
    } catch (IOException e) {
      LOG.debug("the lock goes with the process: {}", e.toString());
    }
  }

  private int sayEnd(String why) {
    return Leftovers.sayEnd(outputs.stream().map(Leftovers::of).toList(), why, LOG);
  }
}
