package io.tailrace.agent;

import io.tailrace.agent.cli.ExitCode;
import io.tailrace.agent.cli.RunCommand;
import io.tailrace.agent.cli.Surroundings;
import io.tailrace.agent.cli.TailraceCommand;
import io.tailrace.agent.demo.DemoCommand;
import io.tailrace.agent.logging.LogFormat;
import io.tailrace.agent.logging.Logging;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.LogLevel;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.settings.Settings;
import io.tailrace.agent.testing.TestCommand;
import io.tailrace.agent.torture.TortureCommand;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Reachability;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import org.slf4j.event.Level;
import picocli.CommandLine;

/** The program: {@code tailrace --help} lists its commands. */
public final class Main {
  private Main() {}

  /** Runs a command; its exit code is the process's. */
  public static void main(String[] arguments) {
    Surroundings surroundings = Surroundings.ofProcess();
    // A run needs no picocli, whose old class files the JVM does not take into its AOT cache.
    System.exit(
        RunCommand.isAll(arguments) ? runOnly(surroundings) : execute(surroundings, arguments));
  }

  private static int runOnly(Surroundings surroundings) {
    try {
      return RunCommand.run(surroundings, settings -> run(settings, surroundings));
    } catch (InterruptedException | RuntimeException e) {
      // Threads that were started would keep a process without its main thread alive.
      e.printStackTrace(surroundings.err());
      return ExitCode.FAILED;
    }
  }

  private static int execute(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings).execute(arguments);
  }

  /** All the commands. */
  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine tailrace =
        TailraceCommand.commandLine(
                surroundings,
                settings -> run(settings, surroundings),
                Main::reach,
                settings -> OutputFactory.create(settings, InstantSource.system()),
                new AgentParts(surroundings.clock()))
            .addSubcommand(
                new TestCommand(
                    surroundings,
                    (settings, input, output, clock) ->
                        new AgentParts(clock).reader(settings, input, output)))
            .addSubcommand(new DemoCommand())
            .addSubcommand(new TortureCommand());
    // What is said of the whole so far was said to the commands that it had then.
    return tailrace
        .setOut(tailrace.getOut())
        .setErr(tailrace.getErr())
        .setUsageHelpWidth(tailrace.getUsageHelpWidth())
        .setParameterExceptionHandler(tailrace.getParameterExceptionHandler());
  }

  private static int run(AgentSettings settings, Surroundings surroundings)
      throws InterruptedException {
    PrintStream err = surroundings.err();
    LogFormat format =
        switch (settings.logFormat()) {
          case TEXT -> LogFormat.TEXT;
          case JSON -> LogFormat.JSON;
        };
    try (Logging logging = Logging.configure(level(settings.logLevel()), format, err)) {
      Agent agent;
      try {
        agent =
            new Agent(
                settings,
                new Agent.SettingsSource(
                    () -> Settings.load(surroundings.environment()),
                    level -> logging.tellFrom(level(level))));
      } catch (IOException | IllegalArgumentException e) {
        err.println("tailrace: " + e.getMessage());
        return ExitCode.FAILED;
      }
      return agent.run();
    }
  }

  private static Level level(LogLevel level) {
    return Level.valueOf(level.name());
  }

  private static Reachability reach(OutputSettings settings) throws InterruptedException {
    try (Output output = OutputFactory.create(settings, InstantSource.system())) {
      return output.reach();
    } catch (IllegalArgumentException e) {
      return new Reachability.Unreachable(String.valueOf(e.getMessage()));
    }
  }
}
