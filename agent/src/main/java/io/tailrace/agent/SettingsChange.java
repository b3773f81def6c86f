package io.tailrace.agent;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.FileSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.state.StateLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is to be done under a running agent when its settings become others. */
record SettingsChange(AgentSettings now, AgentSettings next) {
  boolean isEmpty() {
    return now.equals(next);
  }

  /**
   * Why the agent cannot do with the next ones while it runs, a sentence each; none if it can.
   *
   * @param stateDirectory the one that is in use
   */
  List<String> refusals(Path stateDirectory) {
    List<String> refusals = new ArrayList<>(readsOwnOutput(next).stream().toList());
    Path wanted = next.stateDir().orElseGet(() -> StateLocation.of(next.roots()).path());
    if (!wanted.equals(stateDirectory)) {
      refusals.add(
          next.stateDir().isPresent()
              ? "TAILRACE_STATE_DIR: the state directory is %s; another takes a restart"
                  .formatted(stateDirectory)
              : "TAILRACE_PATHS: the state directory would be %s and is %s; that takes a restart, or"
                      .formatted(wanted, stateDirectory)
                  + " set TAILRACE_STATE_DIR=%s".formatted(stateDirectory));
    }
    if (!next.statusAddress().equals(now.statusAddress())) {
      refusals.add("TAILRACE_STATUS_ADDRESS: another address takes a restart");
    }
    if (next.logFormat() != now.logFormat()) {
      refusals.add("TAILRACE_LOG_FORMAT: another format takes a restart");
    }
    return refusals;
  }

  /** Each line of it would make the agent write another one, for ever. */
  static Optional<String> readsOwnOutput(AgentSettings settings) {
    for (OutputSettings output : settings.outputs()) {
      if (output instanceof FileSettings file
          && settings.inputs().stream().anyMatch(input -> input.watched().includes(file.path()))) {
        return Optional.of(
            ("the output %s writes to %s, which the agent is told to read too; write it elsewhere or"
                    + " name it in TAILRACE_EXCLUDE")
                .formatted(file.name(), file.path()));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether files have to be found, held or remembered otherwise: then all of it begins anew, from
   * where it stands.
   */
  boolean movesFiles() {
    return !now.inputs().stream()
            .map(SettingsChange::watching)
            .toList()
            .equals(next.inputs().stream().map(SettingsChange::watching).toList())
        || !names(now).equals(names(next))
        || !now.holdMax().equals(next.holdMax())
        || now.copyAhead() != next.copyAhead()
        || now.readCompressed() != next.readCompressed();
  }

  /** What of an input decides which files there are. */
  private static List<Object> watching(InputSettings input) {
    return List.of(
        input.name(), input.paths(), input.exclude(), input.startAt(), input.followSymlinks());
  }

  private static Set<String> names(AgentSettings settings) {
    return settings.outputs().stream().map(OutputSettings::name).collect(Collectors.toSet());
  }

  /** The outputs of the next settings that have to begin anew. */
  Set<String> startedOutputs() {
    Map<String, OutputSettings> before =
        now.outputs().stream().collect(Collectors.toMap(OutputSettings::name, Function.identity()));
    boolean all = movesFiles() || readsOtherwise();
    Set<String> started = new LinkedHashSet<>();
    for (OutputSettings output : next.outputs()) {
      if (all || !output.equals(before.get(output.name()))) {
        started.add(output.name());
      }
    }
    return started;
  }

  /** The outputs of the present settings that have to end: those, and those that are left out. */
  Set<String> endedOutputs() {
    Set<String> ended = new HashSet<>(names(now));
    ended.removeAll(names(next));
    ended.addAll(startedOutputs());
    ended.retainAll(names(now));
    return ended;
  }

  /** Whether lines become other records for every output. */
  private boolean readsOtherwise() {
    return !byName(now).equals(byName(next))
        || !now.metadata().addsSameAs(next.metadata())
        || !now.maxLine().equals(next.maxLine())
        || !now.multilineLimits().equals(next.multilineLimits());
  }

  private static Map<String, InputSettings> byName(AgentSettings settings) {
    Map<String, InputSettings> inputs = new HashMap<>();
    settings.inputs().forEach(input -> inputs.put(input.name(), input));
    return inputs;
  }

  /** What is done, in a few words. */
  String words() {
    if (movesFiles()) {
      return "the files are looked at anew, and every output goes on where it was";
    }
    Set<String> started = startedOutputs();
    if (started.isEmpty()) {
      return "no output had to be restarted";
    }
    String names = String.join(", ", started);
    return started.size() == next.outputs().size()
        ? "restarted where they were: " + names
        : "restarted where it was: " + names + "; the others went on";
  }
}
