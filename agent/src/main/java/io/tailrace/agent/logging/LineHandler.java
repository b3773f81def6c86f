package io.tailrace.agent.logging;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where every event of the process ends up, on the thread that has something to say: repeats are
 * kept back, the rest becomes a line and goes to the {@link LineWriter}.
 */
final class LineHandler extends Handler {
  /** Longer than any sentence of ours; only quoted text gets there. */
  static final int MAX_MESSAGE_CHARS = 8_000;

  private final Formatter formatter;
  private final LineWriter writer;
  private final LongSupplier nanos;
  private final Repeats repeats = new Repeats();

  LineHandler(Formatter formatter, LineWriter writer, LongSupplier nanos) {
    this.formatter = formatter;
    this.writer = writer;
    this.nanos = nanos;
  }

  @Override
  public void publish(@Nullable LogRecord event) {
    if (event == null || !isLoggable(event)) {
      return;
    }
    String message = message(event);
    OptionalLong keptBack = keptBack(event, message);
    if (keptBack.isEmpty()) {
      return;
    }
    long since = keptBack.getAsLong();
    event.setParameters(null);
    event.setMessage(since == 0 ? message : message + " (and " + since + " times since)");
    writer.write(formatter.format(event));
  }

  private String message(LogRecord event) {
    String message = event.getMessage() == null ? "" : formatter.formatMessage(event);
    return message.length() <= MAX_MESSAGE_CHARS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARS) + "…";
  }

  /** Who debugs wants every event, so below INFO nothing is kept back. */
  private OptionalLong keptBack(LogRecord event, String message) {
    int level = event.getLevel().intValue();
    if (level < Level.INFO.intValue()) {
      return OptionalLong.of(0);
    }
    String logger = String.valueOf(event.getLoggerName());
    return repeats.admit(new Repeats.Event(logger, level, message), nanos.getAsLong());
  }

  @Override
  public void flush() {
    // The writer flushes after each chunk.
  }

  @Override
  public void close() {
    // The writer is closed by Logging: events are told until the very end.
  }
}
