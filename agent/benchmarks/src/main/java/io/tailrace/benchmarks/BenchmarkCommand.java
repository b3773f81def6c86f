package io.tailrace.benchmarks;

import io.tailrace.agent.stage.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code agent/benchmarks/run}. The exit code is 0 only if no line was lost and none came twice.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Measures the agent: the real process against a sink that counts every document.",
    synopsisHeading = "%nUsage: agent/benchmarks/",
    description = {
      "",
      "Writes its own input, starts the sink and, for each job, the agent by its launcher",
      "with default settings; prints a table of medians and keeps it in results/. If",
      "fluent-bit is on the PATH, it is measured in turn with the agent.",
      "",
      "`agent/benchmarks/run jmh [REGEX]` runs the JMH benchmarks of the parts instead.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  agent/benchmarks/run",
      "  agent/benchmarks/run --quick",
      "  agent/benchmarks/run --jobs loki,latency --size 1000 --rounds 5"
    })
public final class BenchmarkCommand implements Callable<Integer> {
  /** Names the folder of this module; the script sets it. */
  static final String HOME_PROPERTY = "tailrace.benchmarks.home";

  @Option(
      names = "--size",
      paramLabel = "MB",
      defaultValue = "500",
      description = "The large input, in megabytes; growth goes to four times it (default: 500).")
  private int size;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each job is run; the medians are shown (default: 3).")
  private int rounds;

  @Option(
      names = "--jobs",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only those that begin like this: loki-plain, loki-json, elasticsearch-json,"
              + " elasticsearch-gzip, many-files, growth, latency, idle, start.")
  private List<String> jobs = List.of("");

  @Option(
      names = "--quick",
      description = "A small run of a minute at most, to see that it works; nothing is kept.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the input (default: 1).")
  private long seed;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where inputs are written, about 7 times --size (default: target/work).")
  private @Nullable Path directory;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Where the report is kept (default: results, with --quick nowhere).")
  private @Nullable Path results;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      description = "Measure this build of the program (default: the clone's own).")
  private @Nullable Path otherLauncher;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Further options of the agent's JVM: its TAILRACE_JAVA_OPTIONS.")
  private String javaOptions = "";

  @Spec private @Nullable CommandSpec spec;

  private List<String> arguments = List.of();

  /** Runs it; its exit code is the process's. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    var command = new BenchmarkCommand();
    command.arguments = List.of(arguments);
    return new CommandLine(command).execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Screen screen = Screen.of(System.out);
      return new Benchmark(options(), screen, InstantSource.system()).run() ? 0 : 1;
    } catch (IOException e) {
      System.err.println("benchmark: " + e.getMessage());
      return 1;
    }
  }

  private BenchmarkOptions options() throws IOException {
    Path home = Path.of(System.getProperty(HOME_PROPERTY, "agent/benchmarks")).toAbsolutePath();
    Path launcher =
        otherLauncher == null
            ? home.resolveSibling("target/tailrace/tailrace")
            : otherLauncher.toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new IOException("the program is not built: " + launcher + " is not there");
    }
    return new BenchmarkOptions(
        home,
        launcher,
        javaOptions,
        directory == null ? home.resolve("target/work") : directory.toAbsolutePath(),
        results == null && quick
            ? Optional.empty()
            : Optional.of(results == null ? home.resolve("results") : results),
        chosenJobs(),
        quick ? 1 : rounds,
        seed,
        quick,
        String.join(" ", command()));
  }

  private List<String> command() {
    var words = new ArrayList<>(List.of("`agent/benchmarks/run"));
    words.addAll(arguments);
    words.add(words.removeLast() + "`");
    return words;
  }

  private List<Job> chosenJobs() {
    Sizes sizes = quick ? Sizes.quick() : Sizes.full(size * 1_000_000L);
    List<Job> chosen =
        Job.all(sizes).stream()
            .filter(job -> jobs.stream().anyMatch(name -> job.id().startsWith(name)))
            .toList();
    if (chosen.isEmpty() || size < 1 || rounds < 1) {
      CommandSpec known = spec;
      if (known == null) {
        throw new IllegalStateException("picocli sets the spec");
      }
      throw new ParameterException(
          known.commandLine(), "there must be a job of that name, a megabyte and a round");
    }
    return chosen;
  }
}
