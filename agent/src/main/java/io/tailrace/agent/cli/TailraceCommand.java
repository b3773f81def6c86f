package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.agent.dryrun.RealParts;
import io.tailrace.agent.settings.Suggestions;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.LinePattern;
import io.tailrace.parsers.Multiline;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program as it is called; without a command it runs the agent. */
@Command(
    name = "tailrace",
    synopsisHeading = "Usage: ",
    customSynopsis = "tailrace [COMMAND]",
    description = {
      "",
      "Reads the log files another container writes and ships them to Elasticsearch or",
      "Loki; no line is lost, none arrives twice. Without a command it runs.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Three variables start it:",
      "",
      "  TAILRACE_PATHS='/var/log/app/*.log'",
      "  TAILRACE_OUTPUTS=elasticsearch",
      "  TAILRACE_ELASTICSEARCH_URL=http://es:9200",
      "",
      "For Loki: TAILRACE_OUTPUTS=loki and TAILRACE_LOKI_URL=http://loki:3100.",
      "With TAILRACE_PATHS alone it prints what it reads.",
      "",
      "`tailrace check` says what it would do; `tailrace config --help` lists all",
      "settings; `tailrace COMMAND --help` explains a command.",
      "",
      "Exit codes: 0 drained, 1 failed, 2 wrong usage, 3 stopped at the deadline with",
      "data left (kept, and shipped by the next start), 78 bad settings."
    })
public final class TailraceCommand implements Callable<Integer> {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h)");

  private final RunCommand run;

  private TailraceCommand(RunCommand run) {
    this.run = run;
  }

  /**
   * The commands. Further ones, such as the demo, are added with {@link
   * CommandLine#addSubcommand(String, Object)} before {@link CommandLine#execute}, whose result is
   * the process's exit code.
   */
  public static CommandLine commandLine(
      Surroundings surroundings,
      AgentRunner runner,
      OutputProber prober,
      OutputMaker maker,
      RealParts parts) {
    RunCommand run = new RunCommand(surroundings, runner);
    CommandLine config = helpful(new ConfigCommand(surroundings));
    config.getCommandSpec().usageMessage().footer(ConfigCommand.footer());
    CommandLine tailrace = helpful(new TailraceCommand(run));
    tailrace.addMixin("version", new VersionOption());
    tailrace
        .getCommandSpec()
        .versionProvider(() -> VersionCommand.text().lines().toArray(String[]::new));
    return tailrace
        .addSubcommand(helpful(run))
        .addSubcommand(helpful(new CheckCommand(surroundings, prober, parts)))
        .addSubcommand(helpful(new ParseCommand(surroundings, parts)))
        .addSubcommand(config)
        .addSubcommand(helpful(new ReplayCommand(surroundings, maker)))
        .addSubcommand(helpful(new HealthCommand(surroundings)))
        .addSubcommand(helpful(new VersionCommand(surroundings)))
        .addSubcommand(new HelpCommand())
        .registerConverter(Duration.class, TailraceCommand::time)
        .registerConverter(Multiline.class, word -> choice(Multiline.class, word))
        .registerConverter(LinePattern.class, TailraceCommand::pattern)
        .registerConverter(RedactionOption.class, RedactionOption::of)
        .registerConverter(Encoding.class, word -> choice(Encoding.class, word))
        .setUsageHelpWidth(80)
        .setParameterExceptionHandler(TailraceCommand::wrongUsage)
        .setOut(new PrintWriter(surroundings.out(), true, UTF_8))
        .setErr(new PrintWriter(surroundings.err(), true, UTF_8));
  }

  private static CommandLine helpful(Object command) {
    CommandLine commandLine = new CommandLine(command);
    commandLine.addMixin("help", new HelpOption());
    return commandLine;
  }

  private static LinePattern pattern(String text) {
    try {
      return LinePattern.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("no pattern in RE2's syntax: " + e.getMessage());
    }
  }

  private static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is no time such as 90s, 5m or 1h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String word) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(word.toLowerCase(Locale.ROOT))) {
        return constant;
      }
      words.add(name);
    }
    throw new TypeConversionException(
        "'%s' is not one of %s.%s"
            .formatted(
                word,
                String.join(", ", words),
                Suggestions.sentence(word.toLowerCase(Locale.ROOT), words)));
  }

  /** In two lines, rather than below a page of help. */
  private static int wrongUsage(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println(message(problem));
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static String message(ParameterException problem) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(problem.getMessage());
    }
    String word = unmatched.getUnmatched().getFirst();
    CommandSpec command = problem.getCommandLine().getCommandSpec();
    if (word.startsWith("-")) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      return "There is no option %s.%s"
          .formatted(name, Suggestions.sentence(name, command.optionsMap().keySet()));
    }
    if (command.subcommands().isEmpty()) {
      return String.valueOf(problem.getMessage());
    }
    return "There is no command %s.%s"
        .formatted(word, Suggestions.sentence(word, command.subcommands().keySet()));
  }

  @Override
  public Integer call() throws Exception {
    return run.call();
  }
}
