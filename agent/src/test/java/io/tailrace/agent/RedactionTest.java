package io.tailrace.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.pipeline.Pipeline.ReadEvents;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import io.tailrace.agent.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a file to two destinations and the dead letters: no secret comes out anywhere. */
@Timeout(120)
class RedactionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> SECRETS =
      List.of("bob@example.org", "hunter2", "10.1.2.3", "4111111111111111", "ORD-77");

  private static final List<String> LINES =
      List.of(
          "{\"message\":\"bob@example.org from 10.1.2.3\",\"password\":\"hunter2\",\"n\":1}",
          "{\"message\":\"card\",\"card\":4111111111111111,\"order\":\"ORD-77\",\"n\":2}",
          "level=info msg=\"login of bob@example.org\" password=hunter2 order=ORD-77 n=3",
          "{\"broken\": password: hunter2",
          "2026-11-22 10:00:00 INFO 10.1.2.3 gave password=hunter2 and 4111 1111 1111 1111");

  @TempDir Path folder;

  @Test
  void noSecretLeavesTheProcess() throws Exception {
    Path log = folder.resolve("logs/app.log");
    Path copy = folder.resolve("out/copy.ndjson");
    Files.createDirectories(log.getParent());
    Files.createDirectories(copy.getParent());
    Files.write(log, LINES);

    try (BulkSink server = BulkSink.start()) {
      server.refuse(document -> document.path("n").asInt() == 2);
      Map<String, ReadEvents> events = ship(server, copy);

      assertThat(server.stored()).hasSize(LINES.size() - 1);
      String stored = server.stored().values().toString();
      String all = stored + Files.readString(copy) + contentOf(folder.resolve("state"));
      assertThat(SECRETS).noneMatch(all::contains);
      assertThat(stored).contains("[email] from [ip]", "[secret]", "[credit_card]");
      assertThat(contentOf(folder.resolve("state/dead-letter")))
          .contains("[credit_card]", "\"order\":\"[order]\"", "document_parsing_exception");
      assertThat(events.values())
          .extracting(ReadEvents::formats)
          .allSatisfy(formats ->
              assertThat(formats.values().stream().mapToLong(n -> n).sum())
                  .isEqualTo(LINES.size()));
      assertThat(events.values())
          .extracting(ReadEvents::redactions)
          .containsExactly(
              Map.of("email", 2L, "ip", 2L, "secret", 4L, "credit_card", 2L, "order", 2L));
    }
  }

  /** Runs an engine until all is settled; what its first output read. */
  private Map<String, ReadEvents> ship(BulkSink server, Path copy) throws Exception {
    AgentSettings settings = settings(server, copy);
    AtomicReference<Throwable> bug = new AtomicReference<>();
    StateDirectory state = StateDirectory.open(folder.resolve("state"));
    Engine engine =
        new Engine(settings, state, InstantSource.system(), (thread, failure) -> bug.set(failure));
    engine.start();
    List<RunningOutput> outputs = engine.parts().outputs();
    await(() ->
        bug.get() != null
            || outputs.stream()
                .allMatch(output ->
                    output.status().recordsDelivered() + output.status().recordsDeadLettered()
                        == LINES.size()));
    engine.stop();
    state.close();
    assertThat(bug.get()).isNull();
    return outputs.getFirst().events();
  }

  private AgentSettings settings(BulkSink server, Path copy) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TAILRACE_PATHS", folder.resolve("logs") + "/*.log");
    environment.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    environment.put("TAILRACE_STATUS_ADDRESS", "off");
    environment.put("TAILRACE_OUTPUTS", "elasticsearch,file");
    environment.put("TAILRACE_ELASTICSEARCH_URL", server.url());
    environment.put("TAILRACE_FILE_PATH", copy.toString());
    environment.put("TAILRACE_REDACT", "true");
    environment.put("TAILRACE_REDACT_PATTERNS", "order=ORD-[0-9]+");
    return switch (Settings.load(environment)) {
      case Loaded.Good(var settings, _) -> settings;
      case Loaded.Bad(var problems) -> throw new AssertionError(problems);
    };
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).as("within %s", PATIENCE).isTrue();
  }

  private static String contentOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(RedactionTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
