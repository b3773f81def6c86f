package io.tailrace.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.cli.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be said about settings is said by the commands that are asked about them. */
class SettingsAdviceSaidTest {
  private static final String ADVICE =
      "loki: it gets each line as it was written, also what a remove";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void aDryRunSaysWhatARemoveLeavesInLokisLine() {
    assertThat(execute("original", "parse")).isZero();
    assertThat(err()).contains("advice " + ADVICE);

    assertThat(execute("json", "parse")).isZero();
    assertThat(err()).contains("to loki: ").doesNotContain(ADVICE);
  }

  @Test
  void theCheckNotesIt() {
    execute("original", "check");
    assertThat(out()).contains("note " + ADVICE);

    execute("json", "check");
    assertThat(out()).contains("output loki: ").doesNotContain(ADVICE);
  }

  private int execute(String line, String command) {
    out.reset();
    err.reset();
    Map<String, String> environment = new HashMap<>();
    environment.put("TAILRACE_PATHS", directory + "/*.log");
    environment.put("TAILRACE_OUTPUTS", "loki");
    // Nobody listens there.
    environment.put("TAILRACE_LOKI_URL", "http://127.0.0.1:1");
    environment.put("TAILRACE_LOKI_LINE", line);
    environment.put("TAILRACE_TRANSFORM", "remove user.email");
    var surroundings =
        new Surroundings(
            environment,
            new ByteArrayInputStream("{\"user.email\":\"a@example.org\"}\n".getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z")));
    return Main.commandLine(surroundings).execute(command);
  }

  private String out() {
    return out.toString(UTF_8).replaceAll("\\s+", " ");
  }

  private String err() {
    return err.toString(UTF_8).replaceAll("\\s+", " ");
  }
}
