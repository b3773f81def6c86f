package io.tailrace.agent.logging;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.event.Level;

/**
 * The process's logging, configured once, before the first logger is made, and closed last.
 *
 * <p>SLF4J and java.util.logging (which OkHttp and the JDK's HTTP server use) end in one handler.
 * Our own loggers tell from the given level on; those of libraries from WARN on, for their INFO
 * speaks to their authors. Loggers are named after classes; a line shows their package.
 */
public final class Logging implements AutoCloseable {
  /** A stream that takes longer than this to take the last lines is stuck. */
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  // Held here because java.util.logging itself holds its loggers, and with them their level,
  // weakly.
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("io.tailrace");
  private final Handler handler;
  private final LineWriter writer;

  private Logging(Handler handler, LineWriter writer) {
    this.handler = handler;
    this.writer = writer;
  }

  /** Replaces whatever handlers there are; starts the one thread that writes to the target. */
  public static Logging configure(Level level, LogFormat format, PrintStream target) {
    return configure(level, format, target, System::nanoTime);
  }

  static Logging configure(Level level, LogFormat format, PrintStream target, LongSupplier nanos) {
    // Has its effect only while the JDK's logging was not used yet; later it does no harm.
    System.setProperty("java.util.logging.manager", EnduringLogManager.class.getName());
    Formatter formatter =
        switch (format) {
          case TEXT -> new TextLines();
          case JSON -> new JsonLines();
        };
    var writer = new LineWriter(target, dropped -> formatter.format(droppedNotice(dropped)));
    var logging = new Logging(new LineHandler(formatter, writer, nanos), writer);
    logging.install(level);
    writer.start();
    return logging;
  }

  private void install(Level level) {
    for (Handler other : root.getHandlers()) {
      root.removeHandler(other);
    }
    root.addHandler(handler);
    tellFrom(level);
  }

  /** Tells from this level on from now on; from any thread. */
  public void tellFrom(Level level) {
    Level strangers = level == Level.ERROR ? Level.ERROR : Level.WARN;
    root.setLevel(Severities.toJul(strangers));
    ours.setLevel(Severities.toJul(level));
  }

  private static LogRecord droppedNotice(long dropped) {
    var event =
        new LogRecord(
            java.util.logging.Level.WARNING,
            dropped + " lines of this log were dropped: it was not read fast enough");
    event.setLoggerName(Logging.class.getName());
    return event;
  }

  /** Writes the last lines, if the stream takes them in time. Later events are told nowhere. */
  @Override
  public void close() {
    root.removeHandler(handler);
    try {
      writer.close(CLOSE_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
