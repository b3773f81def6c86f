package io.tailrace.agent;

import io.tailrace.agent.Engine.Parts;
import io.tailrace.agent.cli.EndCheck;
import io.tailrace.agent.cli.ExitCode;
import io.tailrace.agent.cli.VersionCommand;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.LogLevel;
import io.tailrace.agent.settings.Metadata;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.settings.SettingsAdvice;
import io.tailrace.agent.state.StateDirectory;
import io.tailrace.agent.state.StateLocation;
import io.tailrace.agent.status.Quit;
import io.tailrace.agent.status.StatusServer;
import io.tailrace.outputs.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole agent: an {@link Engine} that reads and ships, a status page, and the main thread,
 * which does nothing but wait for a reason to end, or to take other settings.
 */
final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** How often it is looked whether settings have changed, or it is time to end. */
  private static final long LOOK_MILLIS = 1_000;

  /**
   * Where settings come from while the agent runs, and what of them others have to be told.
   *
   * @param load reads them again
   * @param logLevel has the agent's log tell from this level on
   */
  record SettingsSource(Supplier<Loaded> load, Consumer<LogLevel> logLevel) {}

  private final SettingsSource source;
  private final InstantSource clock = InstantSource.system();
  private final Instant startedAt = clock.instant();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final StateDirectory state;
  private final Engine engine;
  private final Reloads reloads;
  private final SelfEnd selfEnd = new SelfEnd();
  private final Optional<EnvFileWatch> envFile;
  private final Optional<StatusServer> status;

  /**
   * Wires everything and starts nothing but the status page.
   *
   * @throws IOException when the state directory or the status address cannot be used; the message
   *     says what to do
   * @throws IllegalArgumentException when a file that an output needs cannot be used; likewise
   */
  Agent(AgentSettings settings, SettingsSource source) throws IOException {
    this.source = source;
    SettingsChange.readsOwnOutput(settings)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    this.state = StateDirectory.open(stateDirectory(settings));
    this.engine = new Engine(settings, state, clock, this::bug);
    this.reloads = new Reloads(settings.envFile().map(Path::toString));
    this.envFile = settings.envFile().map(EnvFileWatch::new);
    this.status = startStatus(settings);
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

  private Optional<StatusServer> startStatus(AgentSettings settings) throws IOException {
    if (settings.statusAddress().isEmpty()) {
      return Optional.empty();
    }
    StatusView view =
        new StatusView(
            VersionCommand.version(), startedAt, clock, state, engine::parts, reloads::status);
    return Optional.of(
        StatusServer.start(
            settings.statusAddress().get(),
            view::status,
            view::liveness,
            new Quit(
                () -> engine.parts().settings().ending().quitEndpoint(),
                () -> calls.add(new Call.Quit(System.nanoTime())))));
  }

  /** Works until a signal says otherwise, then drains; returns the process's exit code. */
  int run() throws InterruptedException {
    Signals.onEnd(this::signalled);
    Signals.onHangup(this::hangup);
    sayStart();
    engine.start();
    Optional<Integer> exit = Optional.empty();
    while (exit.isEmpty()) {
      exit = answer(nextCall());
    }
    return exit.get();
  }

  private void signalled() {
    calls.add(new Call.Signalled(System.nanoTime()));
  }

  /** Without a file there is nothing to be read again: then it is what a closed terminal sends. */
  private void hangup() {
    if (envFile.isPresent()) {
      calls.add(new Call.ReadSettings());
    } else {
      signalled();
    }
  }

  /** Waits for a call; without one for some time, for whether there is anything to look at. */
  private Optional<Call> nextCall() throws InterruptedException {
    boolean looks = envFile.isPresent() || !engine.parts().settings().ending().exitWhen().isEmpty();
    return looks
        ? Optional.ofNullable(calls.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS))
        : Optional.of(calls.take());
  }

  /** Does what is called for; the exit code when the agent has ended. */
  private Optional<Integer> answer(Optional<Call> call) throws InterruptedException {
    if (call.isPresent()) {
      return switch (call.get()) {
        case Call.Signalled signal -> Optional.of(drain("", signal));
        case Call.Quit quit -> Optional.of(drain(" as POST /quit asks", quit));
        case Call.Bug bug -> Optional.of(fail(bug));
        case Call.ReadSettings _ -> reload(true);
      };
    }
    Optional<String> reason = selfEnd.reason(engine.parts(), System.nanoTime());
    if (reason.isPresent()) {
      return Optional.of(drainAtLeisure(reason.get()));
    }
    boolean changed = envFile.isPresent() && envFile.get().hasChanged(clock.instant());
    return changed ? reload(false) : Optional.empty();
  }

  private void sayStart() {
    Parts now = engine.parts();
    LOG.info(
        "reading {} and shipping to {}; state in {}{}",
        now.settings().inputs().stream().flatMap(input -> input.paths().stream()).toList(),
        now.names(),
        state.path(),
        status.map(server -> "; status on http:/" + server.address()).orElse(""));
    EndCheck.problem(now.settings()).ifPresent(problem -> LOG.warn("{}", problem));
    say(now.settings());
  }

  private static void say(AgentSettings settings) {
    SettingsAdvice.of(settings).forEach(advice -> LOG.warn("{}", advice));
    sayMetadata(settings.metadata());
  }

  private static void sayMetadata(Metadata metadata) {
    metadata.troubles().forEach(trouble -> LOG.warn("{}", trouble));
    metadata.notes().forEach(note -> LOG.info("{}", note));
  }

  /**
   * Takes other settings if there are any and they are right.
   *
   * @param asked whether a person asked for it, who wants to know that there are none
   * @return the exit code if the agent cannot go on
   */
  private Optional<Integer> reload(boolean asked) throws InterruptedException {
    // Several requests for the same are one.
    calls.removeIf(Call.ReadSettings.class::isInstance);
    return switch (source.load().get()) {
      case Loaded.Bad(var problems) -> {
        reloads.refused(problems.stream().map(Reloads::words).toList());
        yield Optional.empty();
      }
      case Loaded.Good(var next, _) ->
          change(new SettingsChange(engine.parts().settings(), next), asked);
    };
  }

  private Optional<Integer> change(SettingsChange change, boolean asked)
      throws InterruptedException {
    if (change.isEmpty()) {
      reloads.unchanged(asked);
      return Optional.empty();
    }
    List<String> refusals = change.refusals(state.path());
    Map<String, Output> made = new HashMap<>();
    try {
      if (refusals.isEmpty()) {
        make(change, made);
      }
    } catch (IllegalArgumentException e) {
      made.values().forEach(Output::close);
      refusals = List.of(String.valueOf(e.getMessage()));
    }
    if (!refusals.isEmpty()) {
      reloads.refused(refusals);
      return Optional.empty();
    }
    source.logLevel().accept(change.next().logLevel());
    if (!engine.change(change, made, this::isToEnd)) {
      LOG.error("a thread does not end, so that the new settings cannot be taken; start it again");
      engine.stop();
      return Optional.of(ExitCode.FAILED);
    }
    reloads.taken(change.words(), clock.instant());
    if (!change.next().metadata().equals(change.now().metadata())) {
      sayMetadata(change.next().metadata());
    }
    List<String> known = SettingsAdvice.of(change.now());
    SettingsAdvice.of(change.next()).stream()
        .filter(advice -> !known.contains(advice))
        .forEach(advice -> LOG.warn("{}", advice));
    return Optional.empty();
  }

  /** Makes what can fail while the old ones still work. */
  private void make(SettingsChange change, Map<String, Output> made) {
    for (OutputSettings output : change.next().outputs()) {
      if (change.startedOutputs().contains(output.name())) {
        made.put(output.name(), OutputFactory.create(output, clock));
      }
    }
  }

  private boolean isToEnd() {
    return calls.stream().anyMatch(call -> !(call instanceof Call.ReadSettings));
  }

  private void bug(Thread thread, Throwable cause) {
    calls.add(new Call.Bug(thread.getName(), cause));
  }

  private int fail(Call.Bug bug) throws InterruptedException {
    LOG.error(
        "a bug in thread {} ends the agent; nothing is lost, please report it",
        bug.thread(),
        bug.cause());
    stop();
    return ExitCode.FAILED;
  }

  /** Ships what is left until the time is over that a signal, or what is like one, leaves. */
  private int drain(String why, Call asked) throws InterruptedException {
    Drain drain = new Drain(engine, calls);
    return end(drain.within(why, asked));
  }

  /** Ships what is left however long that takes, for nobody is going to kill the agent. */
  private int drainAtLeisure(String why) throws InterruptedException {
    return end(new Drain(engine, calls).atLeisure(why));
  }

  private int end(Drain.Outcome outcome) throws InterruptedException {
    if (outcome instanceof Drain.Outcome.Failed failed) {
      return fail(failed.bug());
    }
    stop();
    String why =
        outcome instanceof Drain.Outcome.AskedAgain ? "asked a second time" : "the time is over";
    return Leftovers.sayEnd(
        engine.parts().outputs().stream().map(Leftovers::of).toList(), why, LOG);
  }

  private void stop() throws InterruptedException {
    engine.stop();
    status.ifPresent(StatusServer::close);
    try {
      state.close();
    } catch (IOException e) {
      LOG.debug("the lock goes with the process: {}", e.toString());
    }
  }
}
