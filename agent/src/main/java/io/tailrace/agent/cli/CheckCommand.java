package io.tailrace.agent.cli;

import io.tailrace.agent.dryrun.RealParts;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.ElasticsearchSettings;
import io.tailrace.agent.settings.FileSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.LokiSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.settings.SettingsAdvice;
import io.tailrace.agent.settings.StartAt;
import io.tailrace.agent.settings.StdoutSettings;
import io.tailrace.outputs.Reachability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code tailrace check}. */
@Command(
    name = "check",
    header = "Look at settings, files and destinations; say what would be done.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Nothing is shipped and nothing is changed. What is noted is not wrong, yet perhaps",
      "not what was wanted; for that it also reads how some of the files begin.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  TAILRACE_PATHS='/var/log/app/*.log' TAILRACE_OUTPUTS=loki \\",
      "    TAILRACE_LOKI_URL=http://loki:3100 tailrace check"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it would work",
      "1:something cannot be read, written or reached",
      "2:wrong usage",
      "78:bad settings"
    })
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final OutputProber prober;
  private final RealParts parts;

  CheckCommand(Surroundings surroundings, OutputProber prober, RealParts parts) {
    this.surroundings = surroundings;
    this.prober = prober;
    this.parts = parts;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Loaded.Good> loaded = surroundings.settings();
    if (loaded.isEmpty()) {
      return ExitCode.BAD_SETTINGS;
    }
    AgentSettings settings = loaded.get().settings();
    Findings findings = new Findings();
    findings.ok("settings: nothing is wrong with them");
    settings.metadata().troubles().forEach(findings::fail);
    settings.metadata().notes().forEach(findings::note);
    SettingsAdvice.of(settings).forEach(findings::note);
    FileCheck files = new FileCheck(findings);
    HeadCheck heads = new HeadCheck(settings, parts, surroundings.clock(), findings);
    List<String> plans = new ArrayList<>();
    for (InputSettings input : settings.inputs()) {
      List<Path> readable = files.input(input);
      plans.add(plan(input, readable.size()));
      heads.read(input, readable);
    }
    files.stateDirectory(settings);
    EndCheck.check(settings, surroundings.environment(), findings);
    for (OutputSettings output : settings.outputs()) {
      reach(output, findings);
    }
    heads.report();
    surroundings.out().print(findings.text());
    surroundings.out().println();
    plans.forEach(plan -> surroundings.out().print(Text.wrap("", "", plan)));
    surroundings.out().print(Text.wrap("", "", plan(settings.outputs())));
    return findings.failed() ? ExitCode.FAILED : ExitCode.OK;
  }

  private void reach(OutputSettings output, Findings findings) throws InterruptedException {
    switch (prober.reach(output)) {
      case Reachability.Reached(String what) ->
          findings.ok("output " + output.name() + ": " + what);
      case Reachability.Unreachable(String reason) ->
          findings.fail("output " + output.name() + ": " + reason);
    }
  }

  private static String plan(InputSettings input, int files) {
    String from = input.startAt() == StartAt.BEGINNING ? "the beginning" : "the end";
    String now =
        files == 0
            ? "the files that come"
            : "%s from %s, and those that come later"
                .formatted(files == 1 ? "that file" : "those " + files + " files", from);
    return "The input %s would read %s and match %s, with the parser %s and multiline %s."
        .formatted(
            input.name(), now, String.join(", ", input.paths()), input.parser(), input.multiline());
  }

  private static String plan(List<OutputSettings> outputs) {
    return outputs.stream()
        .map(CheckCommand::destination)
        .collect(Collectors.joining("; and to ", "Every record would go to ", "."));
  }

  private static String destination(OutputSettings output) {
    return switch (output) {
      case ElasticsearchSettings elasticsearch ->
          "%s in Elasticsearch at %s"
              .formatted(elasticsearch.target(), urls(elasticsearch.http().urls()));
      case LokiSettings loki -> "Loki at " + urls(loki.http().urls());
      case StdoutSettings stdout -> "standard output";
      case FileSettings file -> "the file " + file.path();
    };
  }

  private static String urls(List<?> urls) {
    return urls.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
