package io.tailrace.agent.cli;

import io.tailrace.agent.logging.LogFormat;
import io.tailrace.agent.logging.Logging;
import io.tailrace.agent.logging.PrintableText;
import io.tailrace.agent.replay.Replay;
import io.tailrace.agent.replay.Tally;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.settings.Suggestions;
import io.tailrace.agent.state.SetAside;
import io.tailrace.agent.state.StateDirectory;
import io.tailrace.agent.state.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace replay}. */
@Command(
    name = "replay",
    header = "Send dead letters again.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Takes the dead letters of the outputs named, or of all, from the state directory",
      "and sends them to their output: to Elasticsearch under the same ids, to Loki with",
      "the same times and labels. What is delivered is removed; what is refused again",
      "stays, with the new reason; a line that is no dead letter stays as it is.",
      "",
      "The agent may go on running: what it refuses meanwhile goes to a file of its own.",
      "A replay that is killed loses nothing; the next one goes on, and sends again what",
      "this one had delivered of the file it was at.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  TAILRACE_ENV_FILE=/etc/tailrace/agent.env tailrace replay --dry-run"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all were delivered, or there were none",
      "1:something stays: it was refused again, is malformed, or could not be read",
      "2:wrong usage",
      "3:the time is over, and letters are left; they stay for the next replay",
      "78:bad settings"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final OutputMaker maker;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "OUTPUT", arity = "0..*", description = "Names in TAILRACE_OUTPUTS.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to try in all, as 90s, 5m or 1h (default: 60s).")
  private Duration timeout = Duration.ofMinutes(1);

  private boolean failed;

  @SuppressWarnings("NullAway.Init") // The specification is put in by picocli before the call.
  ReplayCommand(Surroundings surroundings, OutputMaker maker) {
    this.surroundings = surroundings;
    this.maker = maker;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Loaded.Good> loaded = surroundings.settings();
    if (loaded.isEmpty()) {
      return ExitCode.BAD_SETTINGS;
    }
    AgentSettings settings = loaded.get().settings();
    List<OutputSettings> outputs = wanted(settings.outputs());
    Path state = settings.stateDir().orElseGet(() -> StateLocation.of(settings.roots()).path());
    Map<String, Tally> tallies = new LinkedHashMap<>();
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    try (Logging _ = Logging.configure(Level.WARN, LogFormat.TEXT, surroundings.err())) {
      for (OutputSettings output : outputs) {
        Path file = StateDirectory.deadLettersIn(state, output.name());
        tallies.put(output.name(), replay(output, file, deadlineNanos));
      }
    }
    surroundings.out().print(ReplayTable.of(tallies, dryRun));
    return exitCode(tallies.values());
  }

  private List<OutputSettings> wanted(List<OutputSettings> outputs) {
    List<String> known = outputs.stream().map(OutputSettings::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no output %s.%s".formatted(name, Suggestions.sentence(name, known)));
      }
    }
    return outputs.stream()
        .filter(output -> names.isEmpty() || names.contains(output.name()))
        .toList();
  }

  private Tally replay(OutputSettings output, Path file, long deadlineNanos)
      throws InterruptedException {
    var replay =
        new Replay(() -> maker.make(output), surroundings.clock(), deadlineNanos, this::note);
    if (!Files.isDirectory(file.resolveSibling("."))) {
      return Tally.NONE;
    }
    try {
      return dryRun ? look(replay, file) : send(replay, output.name(), file);
    } catch (IOException | IllegalArgumentException e) {
      fail(output.name() + ": " + describe(e));
      return Tally.NONE;
    }
  }

  private static Tally look(Replay replay, Path file) throws IOException {
    Tally sum = Tally.NONE;
    for (Path each : SetAside.look(file)) {
      sum = sum.plus(replay.look(each));
    }
    return sum;
  }

  private Tally send(Replay replay, String output, Path file)
      throws IOException, InterruptedException {
    Optional<SetAside> taken = SetAside.take(file);
    if (taken.isEmpty()) {
      fail(output + ": another replay of it is running; wait for its end");
      return Tally.NONE;
    }
    try (SetAside aside = taken.get()) {
      try {
        Tally sum = Tally.NONE;
        for (SetAside.Taken each : aside.files()) {
          sum = sum.plus(replay.send(aside, each));
        }
        return sum;
      } finally {
        aside.putBack().forEach(left -> note(left + " stays aside for the next replay"));
      }
    }
  }

  private void note(String note) {
    surroundings.err().println("tailrace: " + PrintableText.of(note));
  }

  private void fail(String why) {
    failed = true;
    note(why);
  }

  private static String describe(Exception e) {
    @Nullable String message = e.getMessage();
    return e instanceof IllegalArgumentException && message != null ? message : e.toString();
  }

  private int exitCode(Iterable<Tally> tallies) {
    Tally sum = Tally.NONE;
    for (Tally tally : tallies) {
      sum = sum.plus(tally);
    }
    if (failed || sum.malformed() > 0 || sum.refused() > 0) {
      return ExitCode.FAILED;
    }
    return !dryRun && sum.unsent() > 0 ? ExitCode.DATA_LEFT : ExitCode.OK;
  }
}
