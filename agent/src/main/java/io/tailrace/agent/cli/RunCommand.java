package io.tailrace.agent.cli;

import io.tailrace.agent.settings.Loaded;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tailrace run}. */
@Command(
    name = "run",
    header = "Read and ship until SIGTERM; what happens without a command.",
    synopsisHeading = "%nUsage: ",
    footer = {
      "",
      "Example:",
      "  TAILRACE_PATHS='/var/log/app/*.log' tailrace run",
      "",
      "On SIGTERM it reads to the end of the files, ships the rest and ends within",
      "TAILRACE_DRAIN_TIMEOUT."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:drained: everything read was delivered or dead-lettered",
      "1:failed",
      "2:wrong usage",
      "3:stopped at the deadline with data left; the next start ships it",
      "78:bad settings"
    })
public final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final AgentRunner runner;

  RunCommand(Surroundings surroundings, AgentRunner runner) {
    this.surroundings = surroundings;
    this.runner = runner;
  }

  /** Whether these arguments ask for nothing but {@code run}, which needs no parsing. */
  public static boolean isAll(String... arguments) {
    return arguments.length == 0 || (arguments.length == 1 && arguments[0].equals("run"));
  }

  @Override
  public Integer call() throws InterruptedException {
    return run(surroundings, runner);
  }

  /** Runs the agent; the exit code is the process's. */
  public static int run(Surroundings surroundings, AgentRunner runner) throws InterruptedException {
    Optional<Loaded.Good> loaded = surroundings.settings();
    return loaded.isPresent() ? runner.run(loaded.get().settings()) : ExitCode.BAD_SETTINGS;
  }
}
