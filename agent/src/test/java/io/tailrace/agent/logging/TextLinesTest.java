package io.tailrace.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextLinesTest {
  private static final Level[] LEVELS = {Level.SEVERE, Level.WARNING, Level.INFO, Level.FINE};

  private final TextLines lines = new TextLines();

  @Test
  void anEventIsOneReadableLine() {
    assertThat(lines.format(event(Level.INFO, "found path=/var/log/app.log", null)))
        .isEqualTo("2026-11-22T10:11:12.003Z INFO  files: found path=/var/log/app.log\n");
  }

  @Test
  void levelsLineUp() {
    assertThat(lines.format(event(Level.SEVERE, "m", null))).contains("Z ERROR files: m");
    assertThat(lines.format(event(Level.WARNING, "m", null))).contains("Z WARN  files: m");
    assertThat(lines.format(event(Level.FINE, "m", null))).contains("Z DEBUG files: m");
    assertThat(lines.format(event(Level.FINEST, "m", null))).contains("Z TRACE files: m");
  }

  @Test
  void aStrangersLoggerKeepsItsWholeName() {
    LogRecord event = event(Level.WARNING, "m", null);
    event.setLoggerName("okhttp3.OkHttpClient");

    assertThat(lines.format(event)).endsWith(" WARN  okhttp3.OkHttpClient: m\n");
  }

  @Test
  void whatRecoveredGivesItsReasonOnTheSameLine() {
    var failure = new UncheckedIOException("reading", new IOException("reset\nby peer"));

    assertThat(lines.format(event(Level.WARNING, "trying again", failure)))
        .endsWith(": trying again: UncheckedIOException: reading: IOException: reset\\nby peer\n");
  }

  @Test
  void whatAPersonMustActOnComesWithItsPlace() {
    var failure = new IllegalStateException("settled 12 of 11", new IOException("disk full"));

    List<String> text = lines.format(event(Level.SEVERE, "ended", failure)).lines().toList();

    assertThat(text.get(1)).isEqualTo("    IllegalStateException: settled 12 of 11");
    assertThat(text.get(2)).startsWith("      at io.tailrace.agent.logging.TextLinesTest.");
    assertThat(text).contains("    caused by IOException: disk full");
  }

  @Test
  void anExceptionThatCausesItselfEnds() {
    var first = new IllegalStateException("first");
    var second = new IllegalStateException("second", first);
    first.initCause(second);

    String reason = lines.format(event(Level.WARNING, "m", first));

    assertThat(reason.split("IllegalStateException", -1)).hasSize(Failures.MAX_CAUSES + 1);
  }

  @Test
  void noTextCanForgeALine() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      Level level = LEVELS[random.nextInt(LEVELS.length)];
      Throwable failure =
          random.nextBoolean() ? null : new IllegalStateException(RandomText.of(random));

      String text = lines.format(event(level, RandomText.of(random), failure));

      assertThat(text).as("seed %d, round %d", seed, round).endsWith("\n");
      String[] physical = text.substring(0, text.length() - 1).split("\\R", -1);
      assertThat(physical[0]).startsWith("2026-11-22T10:11:12.003Z ");
      for (int i = 1; i < physical.length; i++) {
        assertThat(physical[i]).as("seed %d, round %d", seed, round).startsWith("    ");
      }
      boolean tracesShown =
          failure != null && (level.equals(Level.SEVERE) || level.equals(Level.FINE));
      assertThat(physical.length > 1).isEqualTo(tracesShown);
      assertThat(text.chars().filter(c -> c != '\n').anyMatch(Character::isISOControl)).isFalse();
    }
  }

  private static LogRecord event(Level level, String message, @Nullable Throwable failure) {
    var event = new LogRecord(level, message);
    event.setLoggerName("io.tailrace.agent.files.FileCatalog");
    event.setInstant(Instant.parse("2026-11-22T10:11:12.003Z"));
    event.setThrown(failure);
    return event;
  }
}
