package io.tailrace.agent.demo;

import io.tailrace.agent.stage.ChildProcess;
import io.tailrace.agent.stage.Polling;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Elasticsearch on the loopback address, as a process of its own that can be killed and
 * started again on the same directory and port.
 *
 * <p>The server is the module {@code agent/elasticsearch-server}; its folder is found next to this
 * program's own or by the system property {@value #SERVER_PROPERTY}. It ends with the JVM that
 * started it, also when that is killed. To be used by one thread at a time; {@link #close} by any.
 */
public final class ElasticsearchProcess implements AutoCloseable {
  /** Names a folder with {@code lib/*.jar} of the server. */
  public static final String SERVER_PROPERTY = "tailrace.elasticsearch.server";

  private static final String MAIN_CLASS = "io.tailrace.elasticsearch.ElasticsearchServer";
  private static final String READY = "ready ";

  /** Three seconds on a quiet machine, up to 13 on a busy one were seen. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** From {@code agent/target/tailrace/lib/x.jar} it is four folders up to {@code agent}. */
  private static final int FOLDERS_UP = 6;

  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xms256m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          // Starting up is most of what it does here, and the first compiler is enough for that.
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Path directory;
  private final Map<String, String> settings;
  private int starts;
  private volatile ChildProcess process;
  private final URI url;

  private ElasticsearchProcess(Path directory, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    this.directory = directory;
    this.settings = Map.copyOf(settings);
    this.process = launch(port);
    this.url = awaitReady(process);
  }

  /** Starts one on a free port and waits until it answers. */
  public static ElasticsearchProcess start(Path directory)
      throws IOException, InterruptedException {
    return start(directory, 0, Map.of());
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param directory where it keeps its data and logs; made if it is not there
   * @param port 0 for a free one
   * @param settings Elasticsearch's own, such as {@code indexing_pressure.memory.limit}
   * @throws IOException when it did not start; the message has the last it printed, or says how to
   *     build the server
   */
  public static ElasticsearchProcess start(Path directory, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return new ElasticsearchProcess(directory, port, settings);
  }

  /** {@code http://127.0.0.1:PORT}, the same after it was started again. */
  public URI url() {
    return url;
  }

  /** Kills it with SIGKILL, so that it can tidy nothing up, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again after {@link #kill}, on the same directory and port, and waits for it. */
  public void startAgain() throws IOException, InterruptedException {
    if (process.isAlive()) {
      throw new IllegalStateException("it still runs at " + url);
    }
    process = launch(url.getPort());
    awaitReady(process);
  }

  @Override
  public void close() {
    process.close();
  }

  private ChildProcess launch(int port) throws IOException {
    var command = new ArrayList<>(JVM_FLAGS);
    command.addAll(List.of("-cp", serverFolder().resolve("lib") + "/*", MAIN_CLASS));
    command.addAll(List.of("--data", directory.toString(), "--port", Integer.toString(port)));
    command.add("--until-input-ends");
    settings.forEach((name, value) -> command.addAll(List.of("-E", name + "=" + value)));
    starts++;
    return ChildProcess.java(command, Map.of(), directory.resolve("server-" + starts + ".log"));
  }

  private static URI awaitReady(ChildProcess process) throws IOException, InterruptedException {
    boolean settled =
        Polling.until(
            START_PATIENCE, LOOK_EVERY, () -> readyAt(process).isPresent() || !process.isAlive());
    Optional<URI> url = readyAt(process);
    if (url.isEmpty()) {
      process.close();
      String how = settled ? " ended while starting" : " did not answer within " + START_PATIENCE;
      throw new IOException("Elasticsearch" + how + ". It said:\n" + process.lastPrinted());
    }
    return url.get();
  }

  private static Optional<URI> readyAt(ChildProcess process) throws IOException {
    String printed = process.printed();
    int whole = printed.lastIndexOf('\n') + 1;
    return printed
        .substring(0, whole)
        .lines()
        .filter(line -> line.startsWith(READY))
        .map(line -> URI.create(line.substring(READY.length())))
        .findFirst();
  }

  private static Path serverFolder() throws IOException {
    String given = System.getProperty(SERVER_PROPERTY);
    Stream<Path> candidates =
        given != null
            ? Stream.of(Path.of(given))
            : Stream.iterate(programFolder(), Path::getParent)
                .limit(FOLDERS_UP)
                .takeWhile(folder -> folder.getParent() != null)
                .map(folder -> folder.resolve("elasticsearch-server/target/server"));
    return candidates
        .filter(folder -> Files.isDirectory(folder.resolve("lib")))
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "Elasticsearch for tests and the demo is not built. In a clone run:"
                    + " mvn -q -DskipTests -pl agent/elasticsearch-server package"
                    + " (or name a built folder with -D"
                    + SERVER_PROPERTY
                    + "=…)"));
  }

  private static Path programFolder() {
    CodeSource source = ElasticsearchProcess.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a file: " + source.getLocation(), e);
    }
  }
}
