package io.tailrace.agent.torture;

import io.tailrace.agent.stage.Screen;
import io.tailrace.agent.torture.TortureOptions.Elasticsearch;
import io.tailrace.agent.torture.TortureOptions.Output;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tailrace torture}. The exit code is 0 only if every promise was kept. */
@Command(
    name = "torture",
    header = "See that nothing is lost: 200 kills, rotations, a bad destination, a count.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Writers and a rotator, each a process of its own, work on logs; an agent ships",
      "them, is killed with SIGKILL at random moments and started again, and has its",
      "checkpoint damaged; the destination refuses, stalls, breaks off and answers",
      "nonsense. In the end every event is looked for. Takes about two seconds a kill.",
      ""
    },
    footer = {
      "",
      "Modes, each a log of each writer:",
      "  rename        renamed; its writer makes the next one",
      "  create        renamed, and a new one put in its place",
      "  burst         renamed several times between two looks",
      "  late          renamed, while its writer goes on with the old one for seconds",
      "  unlink        removed while the agent is up and has not shipped it",
      "  recreate      removed and made anew once it is shipped",
      "  copytruncate  copied and cut to nothing",
      "",
      "One seed makes the same decisions; when they hit is up to the machine.",
      "",
      "Examples:",
      "  tailrace torture",
      "  tailrace torture --kills 20 --elasticsearch real",
      "  tailrace torture --output loki --seed 7 --keep"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing lost, nothing altered and, in Elasticsearch, nothing twice",
      "1:it was not so, or the torture could not go on; its files stay",
      "2:wrong usage"
    })
public final class TortureCommand implements Callable<Integer> {
  private static final int SEEDS = 1_000_000;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "200",
      description = "How often the agent is killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "Go on for so long at least.")
  private int seconds;

  @Option(names = "--seed", paramLabel = "N", description = "Of all chance (default: a new one).")
  private @Nullable Long seed;

  @Option(
      names = "--output",
      paramLabel = "O",
      defaultValue = "elasticsearch",
      description = "elasticsearch, loki or file (default: ${DEFAULT-VALUE}).")
  private String output = "";

  @Option(
      names = "--elasticsearch",
      paramLabel = "E",
      description =
          "Put a real one behind what misbehaves: `real` starts one, a URL is one of yours"
              + " (credentials: TAILRACE_ELASTICSEARCH_API_KEY and so on).")
  private @Nullable String elasticsearch;

  @Option(
      names = "--writers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processes that write (default: ${DEFAULT-VALUE}).")
  private int writers;

  @Option(
      names = "--lines-per-second",
      paramLabel = "N",
      defaultValue = "600",
      description = "Events of all writers (default: ${DEFAULT-VALUE}).")
  private int linesPerSecond;

  @Option(
      names = "--modes",
      paramLabel = "M",
      split = ",",
      description = "What becomes of the logs (default: all).")
  private List<String> modes = List.of();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "For all files; empty or not there (default: a temporary one).")
  private @Nullable Path directory;

  @Option(names = "--keep", description = "Leave the files also when all is well.")
  private boolean keep;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  private boolean helpRequested;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    TortureOptions options = options();
    var screen = Screen.of(System.out);
    try {
      return new Chamber(screen, System.getenv()).run(options);
    } catch (IOException e) {
      screen.failure("The torture could not go on: " + e.getMessage());
      return 1;
    }
  }

  boolean helpRequested() {
    return helpRequested;
  }

  private TortureOptions options() {
    try {
      return new TortureOptions(
          seed == null ? new Random().nextInt(SEEDS) : seed,
          kills,
          seconds,
          outputNamed(output),
          Optional.ofNullable(elasticsearch).map(TortureCommand::server),
          writers,
          linesPerSecond,
          modes.isEmpty() ? Mode.usual() : modes.stream().map(Mode::named).toList(),
          Optional.ofNullable(directory),
          keep);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Output outputNamed(String name) {
    return Arrays.stream(Output.values())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--output '" + name + "' is not one of elasticsearch, loki, file"));
  }

  private static Elasticsearch server(String text) {
    if (text.equals("real")) {
      return new Elasticsearch.Own();
    }
    if (!text.matches("https?://[^\\s/]+.*")) {
      throw new IllegalArgumentException(
          "--elasticsearch '" + text + "' is neither `real` nor a URL such as http://es:9200");
    }
    return new Elasticsearch.Theirs(URI.create(text));
  }
}
