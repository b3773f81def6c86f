package io.tailrace.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.EcsDocument;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How lines become records, as far as the settings of an input say it. */
class RecordsTest {
  private static final Source SOURCE = new Source("records-of-it-00", "/x", Map.of());
  private static final Path EXAMPLE =
      Path.of("..", "config-examples", "transforms.env").toAbsolutePath().normalize();

  private long nanos;

  @Test
  void recordsGoThroughTheStepsOfTheirInput() {
    String[] settings = {
      "TAILRACE_INPUTS", "app,access",
      "TAILRACE_APP_PATHS", "/a",
      "TAILRACE_ACCESS_PATHS", "/b",
      "TAILRACE_TRANSFORM", "add a=1; dedup 10s",
      "TAILRACE_ACCESS_TRANSFORM", "add b=1"
    };
    String lines = "{\"msg\":\"x\"}\n{\"msg\":\"x\"}\n";

    RecordReader app = reader("app", settings);
    assertThat(documents(app, lines)).hasSize(1).first().asString().contains(",\"a\":\"1\",");
    assertThat(app.drops()).isEqualTo(Map.of("dedup", 1L));
    nanos += 10_000_000_000L;
    assertThat(documents(app, lines)).first().asString().contains("\"event.suppressed\":1,");
    assertThat(documents(reader("access", settings), lines))
        .hasSize(2)
        .allSatisfy(
            document -> assertThat(document).contains("\"b\":\"1\"").doesNotContain("\"a\""));
  }

  @Test
  void whatIsRedactedDoesNotComeBack() {
    RecordReader reader =
        reader(
            "logs",
            "TAILRACE_PATHS",
            "/a",
            "TAILRACE_REDACT",
            "email,secret",
            "TAILRACE_TRANSFORM",
            "rename password=p; add copy=\"${message} ${p} ${a.password}\"");
    String line =
        "{\"msg\":\"of bob@example.org\",\"password\":\"hunter2\",\"a\":{\"password\":\"hunter3\"}}\n";

    assertThat(documents(reader, line))
        .singleElement()
        .asString()
        .contains("\"copy\":\"of [email] [secret] [secret]\"")
        .doesNotContain("hunter", "bob");
  }

  /** The input's condition is of what was read, the output's of what the steps made of it. */
  @Test
  void conditionsAreBeforeAndAfterTheSteps() {
    RecordReader reader =
        reader(
            "logs",
            "TAILRACE_PATHS",
            "/a",
            "TAILRACE_ONLY_IF",
            "a",
            "TAILRACE_TRANSFORM",
            "rename a=b; drop b==2",
            "TAILRACE_STDOUT_ONLY_IF",
            "b!=3 && !a");

    assertThat(documents(reader, "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"b\":1}\n"))
        .singleElement()
        .asString()
        .contains("\"b\":1");
    assertThat(reader.dropped()).isEqualTo(3);
    assertThat(reader.drops()).isEqualTo(Map.of("only_if", 1L, "drop", 1L, "output_only_if", 1L));
  }

  @Test
  void theExampleDoesWhatItSays() {
    String[] settings = {"TAILRACE_ENV_FILE", EXAMPLE.toString()};
    String app = "{\"usr\":\"anna\",\"took\":\"12\",\"debug.at\":\"a.c:17\",\"msg\":\"paid\"}\n";

    assertThat(documents(reader("app", settings), app))
        .singleElement()
        .asString()
        .contains(
            "\"message\":\"paid\",\"user.name\":\"anna\",\"took\":12,\"env\":\"prod\","
                + "\"summary\":\"anna: paid\",\"log.file.path\"");
    RecordReader access = reader("access", settings);
    String request = "%s - - [31/Jan/2026:12:00:00 +0000] \"GET %s HTTP/1.1\" 200 5\n";
    int shipped = 0;
    for (int client = 0; client < 100; client++) {
      String address = "10.0.0." + client;
      int one = documents(access, request.formatted(address, "/a")).size();
      assertThat(documents(access, request.formatted(address, "/b"))).hasSize(one);
      assertThat(documents(access, request.formatted(address, "/healthz"))).isEmpty();
      shipped += one;
    }
    assertThat(shipped).isBetween(2, 25);
    assertThat(access.drops()).containsEntry("drop", 100L).containsOnlyKeys("drop", "sample");
  }

  /** The reader of an input for the first output. */
  private RecordReader reader(String input, String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    AgentSettings settings =
        switch (Settings.load(environment)) {
          case Loaded.Good(var good, _) -> good;
          case Loaded.Bad(var problems) -> throw new AssertionError(problems);
        };
    Records records = new Records(settings, InstantSource.system(), () -> nanos);
    return records.reader(input, settings.outputs().getFirst());
  }

  private static List<String> documents(RecordReader reader, String lines) {
    byte[] bytes = lines.getBytes(UTF_8);
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    LogRecord record = new LogRecord();
    List<String> documents = new ArrayList<>();
    while (reader.next(record)) {
      if (!reader.isDropped()) {
        Batch batch = new Batch(10_000);
        new EcsDocument().write(record, SOURCE, 0, 0, batch);
        documents.add(new String(batch.bytes(), 0, batch.size(), UTF_8));
      }
    }
    return documents;
  }
}
