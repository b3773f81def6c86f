package io.tailrace.agent;

import io.tailrace.agent.files.EarlierRun;
import io.tailrace.agent.files.FileCatalog;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.WatchedInput;
import io.tailrace.agent.pipeline.Pipeline;
import io.tailrace.agent.pipeline.SettledBatches;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.state.CheckpointFile;
import io.tailrace.agent.state.Checkpointer;
import io.tailrace.agent.state.DeadLetterFile;
import io.tailrace.agent.state.StateDirectory;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.RetryIntervals;
import io.tailrace.outputs.Shipper;
import io.tailrace.outputs.ShipperOptions;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What reads and ships, wired by hand in the order in which the data flows: files, catalog,
 * pipelines, shippers, outputs; and back: settled positions, checkpoints. Parts of it, or all, are
 * replaced under way when settings change; the state directory stays locked meanwhile.
 *
 * <p>Driven by the main thread. Its {@link Parts} may be looked at by any.
 */
final class Engine {
  /** What threads get that have nothing left to do but to notice it. */
  private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The catalog may be in the middle of a look at a slow volume, the holder in that of a copy. */
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final StateDirectory state;
  private final CheckpointFile checkpoints;
  private final InstantSource clock;
  private final UncaughtExceptionHandler bug;
  private final AgentThreads threads;

  /** Null only while the first ones are being made. */
  private volatile @Nullable Parts parts;

  /**
   * What is at work. Immutable; a change makes another.
   *
   * @param names of the outputs, by the indexes that their positions have
   * @param outputs by the same indexes
   * @param sinceNanos when it was put together, on {@link System#nanoTime}'s scale
   */
  record Parts(
      AgentSettings settings,
      List<String> names,
      FileCatalog catalog,
      Checkpointer checkpointer,
      List<RunningOutput> outputs,
      long sinceNanos) {
    Parts {
      names = List.copyOf(names);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Wires everything and starts nothing, but that each output asks its destination what it is.
   *
   * @param bug is told of whatever a thread dies of
   * @throws IllegalArgumentException when a file that an output needs cannot be used; the message
   *     says what to do
   */
  Engine(
      AgentSettings settings,
      StateDirectory state,
      InstantSource clock,
      UncaughtExceptionHandler bug) {
    this.state = state;
    this.checkpoints = new CheckpointFile(state.checkpoint());
    this.clock = clock;
    this.bug = bug;
    this.threads = new AgentThreads(bug);
    EarlierRun earlier =
        checkpoints
            .read()
            .map(checkpoint -> new EarlierRun(true, checkpoint.generations()))
            .orElse(EarlierRun.NONE);
    Map<String, Output> made = new HashMap<>();
    for (OutputSettings output : settings.outputs()) {
      made.put(output.name(), OutputFactory.create(output, clock));
    }
    List<String> names = names(settings);
    FileCatalog catalog =
        new FileCatalog(
            inputs(settings), names, storage(settings), earlier, clock, this::filesChanged);
    put(settings, names, catalog, made, Map.of());
  }

  /** What is at work now; from any thread. */
  Parts parts() {
    return Objects.requireNonNull(parts);
  }

  AgentThreads threads() {
    return threads;
  }

  private static List<WatchedInput> inputs(AgentSettings settings) {
    return settings.inputs().stream().map(InputSettings::watched).toList();
  }

  private static List<String> names(AgentSettings settings) {
    return settings.outputs().stream().map(OutputSettings::name).toList();
  }

  private FileCatalog.Storage storage(AgentSettings settings) {
    return new FileCatalog.Storage(
        state.path(), settings.holdMax().bytes(), settings.copyAhead(), settings.readCompressed());
  }

  /** Puts everything together that follows the catalog. */
  private void put(
      AgentSettings settings,
      List<String> names,
      FileCatalog catalog,
      Map<String, Output> made,
      Map<String, Counts> counts) {
    Checkpointer checkpointer =
        new Checkpointer(
            checkpoints, names, catalog::known, catalog::takeMove, this::wakePipelines);
    Parts bare = new Parts(settings, names, catalog, checkpointer, List.of(), System.nanoTime());
    parts = withOutputs(bare, settings, made, counts);
  }

  /** The same catalog with other outputs: those that are made, and of the others the present. */
  private Parts withOutputs(
      Parts with, AgentSettings settings, Map<String, Output> made, Map<String, Counts> counts) {
    Records records = new Records(settings, clock, System::nanoTime);
    List<RunningOutput> outputs = new ArrayList<>();
    for (int i = 0; i < with.names().size(); i++) {
      String name = with.names().get(i);
      Output output = made.get(name);
      outputs.add(
          output == null
              ? with.outputs().get(i)
              : output(with, i, wanted(settings, name), output, records, counts));
    }
    return new Parts(
        settings, with.names(), with.catalog(), with.checkpointer(), outputs, System.nanoTime());
  }

  private static OutputSettings wanted(AgentSettings settings, String name) {
    return settings.outputs().stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private RunningOutput output(
      Parts with,
      int index,
      OutputSettings wanted,
      Output output,
      Records records,
      Map<String, Counts> counts) {
    SettledBatches settled = new SettledBatches();
    Shipper shipper =
        new Shipper(
            output,
            new DeadLetterFile(state.deadLetters(output.name())),
            settled::add,
            new ShipperOptions(RetryIntervals.USUAL, clock, System::nanoTime, bug));
    Pipeline pipeline =
        new Pipeline(
            new Pipeline.Options(
                output.name(),
                index,
                wanted.batching().batchBytes().toInt(),
                output.maxInFlight(),
                records.maxEventBytes(),
                records.hold(),
                wanted.batching().linger()),
            with.catalog()::generations,
            input -> records.reader(input, wanted),
            records::fields,
            output.newEncoder(),
            shipper::ship,
            settled,
            with.checkpointer(),
            clock);
    return new RunningOutput(
        wanted, output, shipper, pipeline, counts.getOrDefault(output.name(), Counts.NONE));
  }

  void start() {
    Parts now = parts();
    threads.start("catalog", now.catalog()::run);
    threads.start("holder", now.catalog()::hold);
    threads.start("checkpointer", now.checkpointer()::run);
    now.outputs().forEach(this::start);
  }

  private void start(RunningOutput output) {
    threads.start(output.threadName(), output.pipeline()::run);
  }

  private void filesChanged(List<Generation> grown) {
    Parts now = parts;
    if (now == null) {
      return;
    }
    if (grown.stream().anyMatch(Generation::isUnregistered)) {
      now.checkpointer().wake();
    }
    now.outputs().forEach(output -> output.pipeline().wake(grown));
  }

  private void wakePipelines() {
    Parts now = parts;
    if (now != null) {
      now.outputs().forEach(output -> output.pipeline().wake());
    }
  }

  /**
   * Goes on with other settings, at the same places. What they do not concern is not disturbed.
   *
   * @param made the outputs that have to begin anew: those of {@link SettingsChange#startedOutputs}
   * @param hurried whether the agent is to end, so that nothing is to be waited for
   * @return false if a thread does not end, so that it cannot be replaced: only another process can
   *     go on
   */
  boolean change(SettingsChange change, Map<String, Output> made, BooleanSupplier hurried)
      throws InterruptedException {
    Parts old = parts();
    List<RunningOutput> ended =
        old.outputs().stream()
            .filter(output -> change.endedOutputs().contains(output.name()))
            .toList();
    Retirement retirement = new Retirement(threads, change.now().drainTimeout(), hurried);
    if (!retirement.retire(ended)) {
      return false;
    }
    Map<String, Counts> counts = new HashMap<>();
    ended.forEach(output -> counts.put(output.name(), Counts.of(output)));
    if (change.movesFiles()) {
      return moveFiles(old, change.next(), made, counts);
    }
    Parts now = withOutputs(old, change.next(), made, counts);
    parts = now;
    now.outputs().stream().filter(output -> made.containsKey(output.name())).forEach(this::start);
    return true;
  }

  /**
   * Goes on with other inputs or outputs from where the files stand; false if a thread does not
   * end. The next catalog looks before anything else is done, for a rotator does not wait.
   */
  private boolean moveFiles(
      Parts old, AgentSettings next, Map<String, Output> made, Map<String, Counts> counts)
      throws InterruptedException {
    old.catalog().stop();
    long until = System.nanoTime() + END_NANOS;
    if (!threads.join("catalog", until) || !threads.join("holder", until)) {
      return false;
    }
    List<String> names = names(next);
    FileCatalog catalog =
        new FileCatalog(
            inputs(next), names, storage(next), old.catalog(), clock, this::filesChanged);
    threads.start("catalog", catalog::run);
    threads.start("holder", catalog::hold);
    old.checkpointer().stop();
    if (!threads.join("checkpointer", until)) {
      return false;
    }
    put(next, names, catalog, made, counts);
    threads.start("checkpointer", parts().checkpointer()::run);
    parts().outputs().forEach(this::start);
    return true;
  }

  /** Ends every thread, in the order in which they feed each other, and keeps the positions. */
  void stop() throws InterruptedException {
    Parts now = parts();
    // Shippers first: what they still hand back is settled by the pipelines as they end.
    now.outputs().forEach(output -> output.shipper().close(Duration.ZERO));
    now.outputs().forEach(output -> output.pipeline().stop());
    arePipelinesEnded(System.nanoTime() + JOIN_NANOS);
    now.catalog().stop();
    threads.join("catalog", System.nanoTime() + JOIN_NANOS);
    threads.join("holder", System.nanoTime() + JOIN_NANOS);
    now.checkpointer().stop();
    if (threads.join("checkpointer", System.nanoTime() + JOIN_NANOS)) {
      now.checkpointer().writeOnce();
    }
    now.outputs().forEach(output -> output.output().close());
    now.catalog().close();
  }

  /** Whether every pipeline has ended by then. */
  boolean arePipelinesEnded(long untilNanos) throws InterruptedException {
    boolean all = true;
    for (RunningOutput output : parts().outputs()) {
      all &= threads.join(output.threadName(), untilNanos);
    }
    return all;
  }
}
