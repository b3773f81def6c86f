package io.tailrace.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.AgentParts;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final Findings findings = new Findings();

  @BeforeEach
  void set() {
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("TAILRACE_OUTPUTS", "elasticsearch,loki");
    environment.put("TAILRACE_ELASTICSEARCH_URL", "http://es:9200");
    environment.put("TAILRACE_LOKI_URL", "http://loki:3100");
  }

  @Test
  void againstGoodLinesThereIsNothingToBeSaid() throws IOException {
    write("a.log", "{\"a\":1}\n");
    write("b.log", "hello\n");

    check(InstantSource.fixed(NOW));

    assertThat(text())
        .isEqualTo("ok content: nothing is to be said against 2 records from how 2 files begin ");
  }

  @Test
  void adviceIsANoteWithTheFigures() throws IOException {
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "user_id");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      lines.append("{\"user_id\":%d,\"status\":200}\n".formatted(i));
    }
    write("a.log", lines.toString());
    write("b.log", "{\"status\":\"none\"}\n");

    check(InstantSource.fixed(NOW));

    assertThat(findings.failed()).isFalse();
    assertThat(text())
        .contains(
            "note content: Elasticsearch: `status` is number in line 1 of "
                + directory.resolve("a.log")
                + ", text in line 1 of "
                + directory.resolve("b.log"))
        .contains(
            "note content: TAILRACE_LOKI_LABEL_FIELDS: `user_id` had 150 different values in 150"
                + " records")
        .endsWith("(151 records from how 2 files begin) ");
  }

  @Test
  void linesThatTheParserRefusesAreCounted() throws IOException {
    environment.put("TAILRACE_PARSER", "json");
    write("a.log", "{\"a\":1}\nhello\n");

    check(InstantSource.fixed(NOW));

    assertThat(text())
        .contains(
            "note content: 1 of 2 records from how 1 file begins were not in the format of their"
                + " parser");
  }

  @Test
  void itReadsNoMoreThanHeadsOfSomeFiles() throws IOException {
    for (int i = 0; i < HeadCheck.MAX_FILES + 50; i++) {
      write("%04d.log".formatted(i), "x\n");
    }
    check(InstantSource.fixed(NOW));
    assertThat(text()).contains("200 records from how 200 files begin");

    Findings ofLong = new Findings();
    environment.put("TAILRACE_PATHS", directory + "/long/*.log");
    Files.createDirectory(directory.resolve("long"));
    write("long/lines.log", "x\n".repeat(2 * HeadCheck.MAX_LINES));
    write("long/line.log", "y".repeat(2 * HeadCheck.MAX_BYTES));
    write("long/wide.log", ("z".repeat(99_999) + "\n").repeat(20));
    check(InstantSource.fixed(NOW), ofLong);

    // 1,000 lines; one that is longer than an event; of the third the ten that are there whole, but
    // for the last, which could go on.
    assertThat(unwrapped(ofLong.text())).contains("1010 records from how 3 files begin");
  }

  @Test
  void itEndsWhenItsTimeIsOver() throws IOException {
    for (int i = 0; i < 10; i++) {
      write(i + ".log", "x\n");
    }
    List<Integer> asked = new ArrayList<>();

    check(() -> {
      asked.add(0);
      return NOW.plus(HeadCheck.MAX_TIME.multipliedBy(asked.size() / 8));
    });

    assertThat(asked.size()).isLessThan(20);
  }

  @Test
  void withoutFilesNothingIsSaid() {
    check(InstantSource.fixed(NOW));

    assertThat(findings.text()).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void check(InstantSource clock) {
    check(clock, findings);
  }

  private void check(InstantSource clock, Findings findings) {
    AgentSettings settings = ((Loaded.Good) Settings.load(environment)).settings();
    InputSettings input = settings.inputs().getFirst();
    HeadCheck check = new HeadCheck(settings, new AgentParts(clock), clock, findings);
    check.read(input, List.copyOf(WatchedFiles.of(input).readable()));
    check.report();
  }

  private String text() {
    return unwrapped(findings.text());
  }

  private static String unwrapped(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
