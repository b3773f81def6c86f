package io.tailrace.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonLinesTest {
  private final JsonLines lines = new JsonLines();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void anEventIsOneObjectWithEcsNames() {
    JsonNode event = json.readTree(lines.format(event("found \"a\"\n")));

    assertThat(event.get("@timestamp").asString()).isEqualTo("2026-11-22T10:11:12.003Z");
    assertThat(event.get("log.level").asString()).isEqualTo("warn");
    assertThat(event.get("message").asString()).isEqualTo("found \"a\"\n");
    assertThat(event.get("service.name").asString()).isEqualTo("tailrace");
    assertThat(event.get("log.logger").asString()).isEqualTo("io.tailrace.agent.files.FileCatalog");
    assertThat(event.get("process.thread.name").asString())
        .isEqualTo(Thread.currentThread().getName());
    assertThat(event.has("error.type")).isFalse();
  }

  @Test
  void anExceptionIsThereWithItsStackTrace() {
    LogRecord failed = event("cannot write");
    failed.setThrown(new IOException("disk full"));

    JsonNode event = json.readTree(lines.format(failed));

    assertThat(event.get("error.type").asString()).isEqualTo("java.io.IOException");
    assertThat(event.get("error.message").asString()).isEqualTo("IOException: disk full");
    assertThat(event.get("error.stack_trace").asString())
        .contains("\n  at io.tailrace.agent.logging.JsonLinesTest");
  }

  @Test
  void anyTextIsOneLineOfValidJson() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String line = lines.format(event(RandomText.of(random)));

      assertThat(line.indexOf('\n')).as("seed %d", seed).isEqualTo(line.length() - 1);
      assertThat(json.readTree(line).isObject()).as("seed %d", seed).isTrue();
    }
  }

  private static LogRecord event(String message) {
    var event = new LogRecord(Level.WARNING, message);
    event.setLoggerName("io.tailrace.agent.files.FileCatalog");
    event.setInstant(Instant.parse("2026-11-22T10:11:12.003Z"));
    return event;
  }
}
