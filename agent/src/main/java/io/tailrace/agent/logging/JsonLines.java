package io.tailrace.agent.logging;

import java.io.StringWriter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Events for machines, one JSON object on a line, named as the ECS logging specification names
 * them:
 *
 * <pre>
 * {"@timestamp":"2026-11-22T10:11:12.123Z","log.level":"info","message":"found path=/var/log/a.log",
 *  "ecs.version":"8.11.0","service.name":"tailrace","log.logger":"io.tailrace.agent.files.FileCatalog",
 *  "process.thread.name":"files"}
 * </pre>
 *
 * <p>(on one line), with {@code error.type}, {@code error.message} and {@code error.stack_trace} of
 * an exception. Stateless.
 */
final class JsonLines extends Formatter {
  private final JsonFactory json = new JsonFactory();

  @Override
  public String format(LogRecord event) {
    // Through chars, not bytes: half a surrogate pair then becomes a question mark, no exception.
    var line = new StringWriter(256);
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), line)) {
      out.writeStartObject();
      out.writeStringProperty("@timestamp", event.getInstant().toString());
      String level = Severities.of(event.getLevel()).name().toLowerCase(Locale.ROOT);
      out.writeStringProperty("log.level", level);
      out.writeStringProperty("message", event.getMessage() == null ? "" : formatMessage(event));
      out.writeStringProperty("ecs.version", "8.11.0");
      out.writeStringProperty("service.name", "tailrace");
      out.writeStringProperty("log.logger", event.getLoggerName());
      out.writeStringProperty("process.thread.name", Thread.currentThread().getName());
      writeFailure(event.getThrown(), out);
      out.writeEndObject();
    }
    return line.append('\n').toString();
  }

  private static void writeFailure(@Nullable Throwable failure, JsonGenerator out) {
    if (failure == null) {
      return;
    }
    out.writeStringProperty("error.type", failure.getClass().getName());
    out.writeStringProperty("error.message", Failures.reason(failure));
    out.writeStringProperty("error.stack_trace", String.join("\n", Failures.stackTrace(failure)));
  }
}
