package io.tailrace.agent.demo;

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
    mixinStandardHelpOptions = true,
    description =
        "Ships the logs of a sample application into a real Elasticsearch that is killed half way,"
            + " and counts what arrives. Everything runs on this machine and is removed at the end.")
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "45",
      description = "How long the sample application writes (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--keep", description = "Stay up afterwards, and leave the files, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      description =
          "Use this Elasticsearch; it is not killed, and the demo's data stream is removed from it.")
  private @Nullable URI elasticsearch;

  @Option(names = "--loki", paramLabel = "URL", description = "Use this Loki; it is not killed.")
  private @Nullable URI loki;

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
