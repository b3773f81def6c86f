package io.tailrace.agent.logging;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Events for people:
 *
 * <pre>
 * 2026-11-22T10:11:12.123Z INFO  files: found path=/var/log/app/app.log
 * 2026-11-22T10:11:13.004Z WARN  checkpoint: cannot write it: FileSystemException: disk full
 * 2026-11-22T10:11:14.250Z ERROR agent: the pipeline ended
 *     IllegalStateException: settled 12 of 11
 *       at io.tailrace.agent.pipeline.Pipeline.settle(Pipeline.java:88)
 * </pre>
 *
 * <p>A line that does not begin with a blank begins an event: everything that a stranger could have
 * chosen is escaped. Stateless.
 */
final class TextLines extends Formatter {
  @Override
  public String format(LogRecord event) {
    var line = new StringBuilder(160);
    appendTime(event.getInstant(), line);
    Level level = Severities.of(event.getLevel());
    line.append(' ').append(level).append(level.name().length() == 4 ? "  " : " ");
    line.append(component(event)).append(": ").append(message(event));
    appendFailure(event.getThrown(), level, line);
    return line.append('\n').toString();
  }

  private static String component(LogRecord event) {
    String logger = event.getLoggerName();
    return logger == null ? "-" : PrintableText.of(Components.of(logger));
  }

  private String message(LogRecord event) {
    return PrintableText.of(event.getMessage() == null ? "" : formatMessage(event));
  }

  /**
   * WARN is what recovered: its reason says enough. ERROR is what a person must act on, and DEBUG
   * what a person looks into: both need the place.
   */
  private static void appendFailure(@Nullable Throwable failure, Level level, StringBuilder line) {
    if (failure == null) {
      return;
    }
    if (level == Level.WARN || level == Level.INFO) {
      line.append(": ").append(Failures.reason(failure));
      return;
    }
    for (String frame : Failures.stackTrace(failure)) {
      line.append("\n    ").append(frame);
    }
  }

  /** By hand: a date pattern would load the JDK's locale data only to put zeros before digits. */
  private static void appendTime(Instant time, StringBuilder line) {
    var utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    appendNumber(utc.getYear(), 4, line);
    appendNumber(utc.getMonthValue(), 2, line.append('-'));
    appendNumber(utc.getDayOfMonth(), 2, line.append('-'));
    appendNumber(utc.getHour(), 2, line.append('T'));
    appendNumber(utc.getMinute(), 2, line.append(':'));
    appendNumber(utc.getSecond(), 2, line.append(':'));
    appendNumber(time.getNano() / 1_000_000, 3, line.append('.'));
    line.append('Z');
  }

  private static void appendNumber(int number, int digits, StringBuilder line) {
    String text = Integer.toString(number);
    line.repeat('0', Math.max(0, digits - text.length())).append(text);
  }
}
