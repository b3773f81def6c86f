package io.tailrace.benchmarks;

import io.tailrace.agent.stage.ChildProcess;
import io.tailrace.agent.stage.DestinationClient;
import io.tailrace.agent.stage.Polling;
import io.tailrace.benchmarks.sink.Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The {@link Sink} as a process of its own, so that none of its work is counted as the agent's. */
final class SinkProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private static final List<String> JVM_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final ChildProcess process;
  private final URI url;
  private final DestinationClient client;

  /**
   * What came since it was last told what to expect; times in microseconds since 1970.
   *
   * @param distinct how many of the expected lines
   * @param unknown documents without a number, or with one that was not expected
   * @param timed how many lines the percentiles are of
   */
  record Counts(
      int distinct,
      int twice,
      int unknown,
      int refused,
      long wireBytes,
      long firstMicros,
      long lastMicros,
      int timed,
      int p50Micros,
      int p99Micros,
      int maxMicros) {}

  private SinkProcess(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
    this.client = new DestinationClient(url, Map.of());
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param output all it prints
   */
  static SinkProcess start(Path output) throws IOException, InterruptedException {
    var command = new ArrayList<>(JVM_FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sink.class.getName()));
    ChildProcess process = ChildProcess.java(command, Map.of(), output);
    Polling.until(
        START_PATIENCE, LOOK_EVERY, () -> readyAt(process).isPresent() || !process.isAlive());
    Optional<URI> url = readyAt(process);
    if (url.isEmpty()) {
      process.close();
      throw new IOException("the sink did not start. It said:\n" + process.lastPrinted());
    }
    return new SinkProcess(process, url.get());
  }

  private static Optional<URI> readyAt(ChildProcess process) throws IOException {
    String printed = process.printed();
    return printed.endsWith("\n") && printed.startsWith(Sink.READY)
        ? Optional.of(URI.create(printed.strip().substring(Sink.READY.length())))
        : Optional.empty();
  }

  URI url() {
    return url;
  }

  /**
   * Forgets what came and expects the lines from 0 on; those from {@code timedFrom} on are timed.
   */
  void expect(int lines, int timedFrom) throws IOException {
    client.get(
        client
            .path("-/expect")
            .addQueryParameter("lines", Integer.toString(lines))
            .addQueryParameter("timedFrom", Integer.toString(timedFrom))
            .build());
  }

  Counts counts() throws IOException {
    JsonNode json = client.get(client.path("-/counts").build());
    return new Counts(
        json.path("distinct").asInt(),
        json.path("twice").asInt(),
        json.path("unknown").asInt(),
        json.path("refused").asInt(),
        json.path("wireBytes").asLong(),
        json.path("firstMicros").asLong(),
        json.path("lastMicros").asLong(),
        json.path("timed").asInt(),
        json.path("p50Micros").asInt(),
        json.path("p99Micros").asInt(),
        json.path("maxMicros").asInt());
  }

  @Override
  public void close() {
    process.close();
  }
}
