package io.tailrace.agent.torture;

import io.tailrace.agent.demo.ElasticsearchDestination;
import io.tailrace.agent.demo.ElasticsearchProcess;
import io.tailrace.agent.stage.Prose;
import io.tailrace.agent.stage.Screen;
import io.tailrace.agent.stage.Stage;
import io.tailrace.agent.torture.TortureOptions.Elasticsearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sets everything up for a {@link Torture}, shows what came of it, and tidies up. One thread. */
final class Chamber {
  private final Screen screen;
  private final Map<String, String> environment;

  /** Null until it has begun; read by the shutdown's thread as well. */
  private volatile @Nullable Torture torture;

  private volatile boolean finished;

  /**
   * @param environment of this process, for credentials of the user's own server
   */
  Chamber(Screen screen, Map<String, String> environment) {
    this.screen = screen;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs it from start to end.
   *
   * @return the exit code
   * @throws IOException when it could not be carried through; says why
   */
  int run(TortureOptions options) throws IOException, InterruptedException {
    screen.heading("Tailrace torture, seed " + options.seed());
    try (Stage stage = Stage.in(folder(options))) {
      if (options.keep()) {
        stage.keepFolder();
      }
      try {
        // The first to be set up is the last to be tidied: what it reads is there until then.
        stage.endsWithIt(this::sayStopped);
        return run(options, stage);
      } catch (IOException e) {
        if (stage.isTidied()) {
          return 1;
        }
        stage.keepFolder();
        throw new IOException(e.getMessage() + "\n  The files are in " + stage.folder(), e);
      } finally {
        finished = true;
      }
    }
  }

  private int run(TortureOptions options, Stage stage) throws IOException, InterruptedException {
    var random = new Random(options.seed());
    Target target = stage.endsWithIt(target(options, stage, random.nextLong()));
    var application = new Application(options, stage, random);
    var begun = new Torture(options, stage, screen, target, application, random);
    torture = begun;
    introduce(options, target, stage);
    TortureResult result = begun.run();
    finished = true;
    show(result, application.volume(), begun.lastOfAgent());
    if (!result.isGood()) {
      stage.keepFolder();
    }
    if (!result.isGood() || options.keep()) {
      screen.line("  The files are in " + stage.folder());
    }
    return result.isGood() ? 0 : 1;
  }

  private static Path folder(TortureOptions options) throws IOException {
    if (options.directory().isEmpty()) {
      return Files.createTempDirectory("tailrace-torture-");
    }
    Path folder = Files.createDirectories(options.directory().get()).toAbsolutePath();
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IOException(folder + " is not empty");
      }
    }
    return folder;
  }

  private Target target(TortureOptions options, Stage stage, long seed)
      throws IOException, InterruptedException {
    Path state = AgentUnderTorture.stateDirectory(stage);
    return switch (options.output()) {
      case FILE -> new FileTarget(stage.folder().resolve("out.ndjson"));
      case LOKI -> ServerTarget.scriptedLoki(state, seed);
      case ELASTICSEARCH ->
          switch (options.elasticsearch().orElse(null)) {
            case null -> ServerTarget.scriptedElasticsearch(state, seed);
            case Elasticsearch.Own _ -> own(stage, state, seed);
            case Elasticsearch.Theirs(URI url) -> theirs(url, stage, state, seed);
          };
    };
  }

  private Target own(Stage stage, Path state, long seed) throws IOException, InterruptedException {
    screen.line("  Starting Elasticsearch …");
    ElasticsearchProcess server =
        stage.endsWithIt(ElasticsearchProcess.start(stage.folder().resolve("elasticsearch")));
    var destination = new ElasticsearchDestination(server.url(), "torture", Map.of());
    return ServerTarget.realElasticsearch(destination, new RealIndex(server.url()), state, seed);
  }

  private Target theirs(URI url, Stage stage, Path state, long seed) throws IOException {
    String dataset =
        "tailrace_torture_"
            + Long.toString(System.currentTimeMillis(), 36).toLowerCase(Locale.ROOT);
    var destination = new ElasticsearchDestination(url, dataset, environment);
    stage.endsWithIt(() -> remove(destination));
    return ServerTarget.realElasticsearch(destination, new RealIndex(url), state, seed);
  }

  private void remove(ElasticsearchDestination destination) {
    try {
      destination.removeData();
    } catch (IOException e) {
      screen.line("  The torture's data stream stays on the server: " + e.getMessage());
    }
  }

  private void introduce(TortureOptions options, Target target, Stage stage) {
    screen.prose(
        "%d writers append %d events a second to %d logs, which a rotator treats as their names say."
                .formatted(
                    options.writers(),
                    options.linesPerSecond(),
                    options.writers() * options.modes().size())
            + " The agent ships them to "
            + target.name()
            + " and is killed "
            + options.kills()
            + " times. All files are in "
            + stage.folder()
            + ".");
    screen.line("");
  }

  private void show(TortureResult result, Path volume, String lastOfAgent) {
    var report = new TortureReport(result);
    screen.heading("What has become of each event");
    report.lines().forEach(screen::line);
    screen.line("");
    String verdict = Prose.text("  ", report.verdict());
    if (result.isGood()) {
      screen.success(verdict);
    } else {
      screen.failure(verdict);
      report.findings(volume).forEach(finding -> screen.line("  " + finding));
      screen.line("  The last of the agent's log:\n" + lastOfAgent.indent(4));
    }
    screen.line("");
    screen.line("  Again: " + report.rerun());
  }

  /** By Ctrl-C: all processes have been ended, and their files are still there. */
  private void sayStopped() throws IOException {
    Torture begun = torture;
    if (finished || begun == null) {
      return;
    }
    TortureResult result = begun.resultSoFar();
    screen.heading("Stopped. What was on its way counts as lost here");
    new TortureReport(result).lines().forEach(screen::line);
  }
}
