package io.tailrace.benchmarks;

import io.tailrace.agent.stage.Screen;
import io.tailrace.agent.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Runs the jobs in rounds, the agents in turn, and reports. Used by one thread. */
final class Benchmark {
  private final BenchmarkOptions options;
  private final Screen screen;
  private final InstantSource clock;

  Benchmark(BenchmarkOptions options, Screen screen, InstantSource clock) {
    this.options = options;
    this.screen = screen;
    this.clock = clock;
  }

  /**
   * @return whether no line was lost and none came twice, and every agent ended well
   */
  boolean run() throws IOException, InterruptedException {
    Machine machine = Machine.ofThis();
    Instant begun = clock.instant();
    List<Contestant> contestants = contestants();
    List<String> head = head(machine, begun, contestants);
    head.forEach(screen::line);
    screen.line("");
    Files.createDirectories(options.directory());
    List<Measurement> runs;
    try (Stage stage =
        Stage.in(Files.createTempDirectory(options.directory(), "tailrace-benchmark-"))) {
      runs = rounds(stage, begun, contestants);
    }
    var report = new Report(head, runs);
    screen.line("\n" + report.markdown());
    keep(report, machine, begun);
    screen.line("It took " + Duration.between(begun, clock.instant()).toSeconds() + " s.");
    return report.problems().isEmpty();
  }

  private List<Contestant> contestants() throws IOException, InterruptedException {
    var contestants = new ArrayList<Contestant>();
    contestants.add(new Tailrace(options.launcher(), options.javaOptions(), commit()));
    FluentBit.onPath().ifPresent(contestants::add);
    return contestants;
  }

  private List<Measurement> rounds(Stage stage, Instant begun, List<Contestant> contestants)
      throws IOException, InterruptedException {
    // An hour ago: Loki takes neither what is a week old nor what is ten minutes ahead.
    Instant start = begun.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
    var inputs = new Inputs(stage.folder().resolve("inputs"), options.seed(), start);
    var runs = new ArrayList<Measurement>();
    try (SinkProcess sink = SinkProcess.start(stage.folder().resolve("sink.log"))) {
      stage.endsWithIt(sink);
      for (int round = 1; round <= options.rounds(); round++) {
        for (Job job : options.jobs()) {
          for (Contestant contestant : contestants) {
            if (contestant.takes(job)) {
              Measurement run = new Trial(stage, sink, inputs, contestant).run(job);
              runs.add(run);
              screen.line("round " + round + ": " + text(run));
            }
          }
        }
      }
    }
    return runs;
  }

  private static String text(Measurement run) {
    var text = new StringBuilder(run.job().title() + ", " + run.agent() + ":");
    for (Quantity quantity : Quantity.values()) {
      Double value = run.values().get(quantity);
      if (value != null) {
        text.append("  ").append(quantity.heading()).append(' ').append(quantity.text(value));
      }
    }
    run.problems().forEach(problem -> text.append("  !! ").append(problem));
    return text.toString();
  }

  private List<String> head(Machine machine, Instant begun, List<Contestant> contestants)
      throws IOException, InterruptedException {
    var lines = new ArrayList<String>();
    String date = begun.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    lines.add("# Benchmark of " + date);
    lines.add("");
    lines.add("* " + machine.text());
    for (Contestant contestant : contestants) {
      lines.add("* " + contestant.name() + ": " + contestant.version());
    }
    lines.add(
        "* "
            + options.command()
            + ", medians of "
            + options.rounds()
            + " rounds, seed "
            + options.seed());
    lines.add(
        "* Default settings. MB and GB are powers of ten. CPU is user and system time of the whole"
            + " process, its start and end included; wall time is from its start to the last line"
            + " acknowledged.");
    if (options.quick()) {
      lines.add("* A quick run, to see that it works: the figures are those of starting a JVM.");
    }
    return lines;
  }

  private void keep(Report report, Machine machine, Instant begun) throws IOException {
    if (options.results().isEmpty()) {
      return;
    }
    Path folder = Files.createDirectories(options.results().get());
    String name = begun.atOffset(ZoneOffset.UTC).toLocalDate() + "-" + machine.slug();
    Files.writeString(folder.resolve(name + ".md"), report.markdown());
    Files.writeString(folder.resolve(name + ".csv"), report.csv());
    screen.line("Written to " + folder.resolve(name + ".md") + " and .csv");
  }

  /** Of the clone, with a plus if it has changes; where there is no git, it is not known. */
  private String commit() throws InterruptedException {
    try {
      String commit = git("rev-parse", "--short", "HEAD");
      return commit.isEmpty()
          ? "unknown"
          : commit + (git("status", "--porcelain").isEmpty() ? "" : "+");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-C", options.home().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.strip();
  }
}
