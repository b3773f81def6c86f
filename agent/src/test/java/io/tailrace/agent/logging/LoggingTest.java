package io.tailrace.agent.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

@Timeout(60)
@Isolated("the process has one logging")
class LoggingTest {
  private static final Logger OURS = LoggerFactory.getLogger("io.tailrace.agent.files.LoggingTest");
  private static final Logger STRANGE = LoggerFactory.getLogger("org.example.Library");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void oursIsToldFromItsLevelOnAndThatOfLibrariesFromWarn() {
    List<String> lines =
        told(
            Level.INFO,
            LogFormat.TEXT,
            () -> {
              OURS.debug("hidden");
              OURS.info("found path={}", "/var/log/a\nb.log");
              STRANGE.info("hidden too");
              STRANGE.warn("careful");
              java.util.logging.Logger.getLogger("org.example.jul").warning("jul as well");
            });

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).endsWith(" INFO  files: found path=/var/log/a\\nb.log");
    assertThat(lines.get(1)).endsWith(" WARN  org.example.Library: careful");
    assertThat(lines.get(2)).endsWith(" WARN  org.example.jul: jul as well");
  }

  @Test
  void debugTellsOursAndNotTheLibraries() {
    List<String> lines =
        told(
            Level.DEBUG,
            LogFormat.TEXT,
            () -> {
              OURS.debug("mine");
              OURS.trace("hidden");
              STRANGE.debug("hidden too");
            });

    assertThat(lines).singleElement().asString().endsWith(" DEBUG files: mine");
  }

  @Test
  void keyValuePairsOfTheFluentCallAreShown() {
    List<String> lines =
        told(
            Level.INFO,
            LogFormat.TEXT,
            () -> OURS.atInfo().addKeyValue("files", 3).log("checkpoint written"));

    assertThat(lines).singleElement().asString().endsWith(": files=3 checkpoint written");
  }

  @Test
  void aRepeatIsKeptBackForAWhileAndThenCounted() {
    List<String> lines =
        told(
            Level.INFO,
            LogFormat.TEXT,
            () -> {
              for (int i = 0; i < 100; i++) {
                OURS.warn("cannot list {}", "/var/log");
              }
              nanos.addAndGet(Repeats.WINDOW_NANOS);
              OURS.warn("cannot list {}", "/var/log");
            });

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).endsWith(": cannot list /var/log");
    assertThat(lines.get(1)).endsWith(": cannot list /var/log (and 99 times since)");
  }

  @Test
  void aHugeMessageIsCut() {
    List<String> lines =
        told(Level.INFO, LogFormat.TEXT, () -> OURS.info("{}", "x".repeat(1_000_000)));

    assertThat(lines).singleElement().asString().hasSizeLessThan(9_000).endsWith("x…");
  }

  @Test
  void jsonIsOneObjectALine() {
    List<String> lines =
        told(Level.INFO, LogFormat.JSON, () -> OURS.error("ended", new IOException("disk full")));

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("{\"@timestamp\":\"")
        .contains("\"log.level\":\"error\",\"message\":\"ended\"")
        .contains("\"error.type\":\"java.io.IOException\"")
        .endsWith("}");
  }

  /** The JDK's own log manager takes the handlers away as soon as a shutdown begins. */
  @Test
  void whatIsSaidWhileTheProcessShutsDownIsStillTold() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                ShutdownTalker.class.getName())
            .redirectErrorStream(true)
            .start();

    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("INFO  logging: draining 9").contains("INFO  logging: drained");
  }

  private List<String> told(Level level, LogFormat format, Runnable speech) {
    var target = new PrintStream(bytes, false, UTF_8);
    try (Logging logging = Logging.configure(level, format, target, nanos::get)) {
      assertThat(logging).isNotNull();
      speech.run();
    }
    return bytes.toString(UTF_8).lines().toList();
  }
}
