package io.tailrace.agent.demo;

import io.tailrace.agent.stage.Screen;
import io.tailrace.agent.stage.Stage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does the agent's main job before the user's eyes, and counts. Used by one thread, once. */
public final class Demo {
  private final Screen screen;
  private final InstantSource clock;
  private final Map<String, String> environment;

  /**
   * @param environment of this process, for credentials of the user's own server
   */
  Demo(Screen screen, InstantSource clock, Map<String, String> environment) {
    this.screen = screen;
    this.clock = clock;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs it from start to end.
   *
   * @return the exit code: 0 if all arrived, each event once and whole, and 1 otherwise
   * @throws IOException when it could not be carried through; says why
   */
  int run(DemoOptions options) throws IOException, InterruptedException {
    screen.heading(
        "Tailrace demo: from a shared volume into a log store"
            + (options.crashes() ? ", with a crash on the way" : ""));
    try (Stage stage = Stage.set();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        return run(options, stage, threads);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private int run(DemoOptions options, Stage stage, ExecutorService threads)
      throws IOException, InterruptedException {
    String run = "tailrace-demo-" + Long.toString(clock.millis(), 36).toLowerCase(Locale.ROOT);
    if (options.loki().isPresent()) {
      var loki = new LokiDestination(options.loki().get(), run, clock.instant(), environment);
      return new Performance(options, stage, loki, screen, clock).play();
    }
    if (options.elasticsearch().isPresent()) {
      var theirs =
          new ElasticsearchDestination(
              options.elasticsearch().get(), run.replace('-', '_'), environment);
      stage.endsWithIt(() -> remove(theirs));
      return new Performance(options, stage, theirs, screen, clock).play();
    }
    screen.line("  Starting Elasticsearch …");
    var server =
        stage.endsWithIt(ElasticsearchProcess.start(stage.folder().resolve("elasticsearch")));
    var ours = new ElasticsearchDestination(server.url(), "demo", Map.of());
    return new Performance(options, stage, ours, screen, clock).playWithCrash(server, threads);
  }

  private void remove(ElasticsearchDestination theirs) {
    try {
      theirs.removeData();
    } catch (IOException e) {
      screen.line("  The demo's data stream stays on the server: " + e.getMessage());
    }
  }
}
