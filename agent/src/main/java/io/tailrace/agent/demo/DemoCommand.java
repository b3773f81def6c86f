package io.tailrace.agent.demo;

import io.tailrace.agent.stage.Screen;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tailrace demo}. The exit code is 0 only if every event arrived once and whole. */
@Command(
    name = "demo",
    header = "See it work: a sample application, an Elasticsearch, a crash, a count.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Ships the logs of a sample application into a real Elasticsearch that is killed",
      "half way, and looks up every event. All of it runs on this machine and is",
      "removed at the end.",
      ""
    },
    footer = {
      "",
      "Credentials for a server of yours are the agent's own variables, such as",
      "TAILRACE_ELASTICSEARCH_API_KEY or TAILRACE_LOKI_TENANT.",
      "",
      "Examples:",
      "  tailrace demo",
      "  tailrace demo --seconds 20 --keep",
      "  tailrace demo --loki http://127.0.0.1:3100"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every event arrived once and whole",
      "1:one did not, or the demo could not go on",
      "2:wrong usage"
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "45",
      description = "How long the sample application writes (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--keep",
      description = "Stay up afterwards for a look around, until Ctrl-C; then all is removed.")
  private boolean keep;

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      converter = ServerUrl.class,
      description =
          "Use this Elasticsearch; it is not killed, and the demo's data stream is removed from it.")
  private @Nullable URI elasticsearch;

  @Option(
      names = "--loki",
      paramLabel = "URL",
      converter = ServerUrl.class,
      description = "Use this Loki; it is not killed, and what was written stays in it.")
  private @Nullable URI loki;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  private boolean helpRequested;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    DemoOptions options = options();
    var screen = Screen.of(System.out);
    try {
      return new Demo(screen, InstantSource.system(), System.getenv()).run(options);
    } catch (IOException e) {
      screen.failure("The demo could not go on: " + e.getMessage());
      return 1;
    }
  }

  boolean helpRequested() {
    return helpRequested;
  }

  private DemoOptions options() {
    try {
      return new DemoOptions(
          seconds, keep, Optional.ofNullable(elasticsearch), Optional.ofNullable(loki));
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
