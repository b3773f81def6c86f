package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lines as programs write them and the records that become of them, in a file for each format:
 *
 * <pre>
 * # What writes these lines
 *
 * # Shown: a title, if the next event is to be on the page of formats
 * > the lines of an event, each
 * > after such a sign
 * parser {"@timestamp":"2026-01-31T12:00:00Z","log.level":"info","message":"…","field":"value"}
 * </pre>
 *
 * <p>{@code ␛} is an escape. Time and level are left out where there is none, the message where it
 * is the whole event.
 */
final class Corpus {
  static final List<String> FORMATS =
      List.of(
          "json",
          "logfmt",
          "access",
          "nginx-error",
          "apache-error",
          "syslog",
          "klog",
          "logback",
          "jul",
          "python",
          "go",
          "postgres",
          "redis",
          "kafka",
          "plain");

  /** When the lines are read: it tells the year of those without one. */
  static final long REFERENCE =
      Instant.parse("2026-02-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LINE = "> ";
  private static final String HEADING = "# ";
  private static final String SHOWN = "# Shown: ";

  /**
   * @param format the file's
   * @param event its lines, without the last one's end
   * @param parser which one takes it if none was chosen
   * @param record what becomes of it
   * @param title its own on the page of formats; empty if it is not shown there
   */
  record Sample(String format, String event, String parser, JsonNode record, String title) {
    @Override
    public String toString() {
      return format + ": " + event;
    }
  }

  private Corpus() {}

  static Stream<Sample> all() {
    return FORMATS.stream().flatMap(format -> of(format).stream());
  }

  static List<Sample> of(String format) {
    var samples = new ArrayList<Sample>();
    var event = new ArrayList<String>();
    String title = "";
    for (String line : text(format).split("\n", -1)) {
      if (line.startsWith(LINE)) {
        event.add(line.substring(LINE.length()).replace('␛', '\u001B'));
      } else if (line.startsWith(SHOWN)) {
        title = line.substring(SHOWN.length());
      } else if (!event.isEmpty()) {
        int space = line.indexOf(' ');
        String parser = line.substring(0, space);
        JsonNode record = JSON.readTree(line.substring(space));
        samples.add(new Sample(format, String.join("\n", event), parser, record, title));
        event.clear();
        title = "";
      }
    }
    return samples;
  }

  /** What the lines of a format are, in the words of its file. */
  static String heading(String format) {
    String text = text(format);
    return text.substring(HEADING.length(), text.indexOf('\n'));
  }

  /** What a parser made of an event, as the corpus has it. */
  static JsonNode record(LogRecord record) {
    Seen seen = Seen.of(record);
    ObjectNode object = JSON.createObjectNode();
    if (seen.timeNanos() != LogRecord.NO_TIME) {
      object.put("@timestamp", Instant.EPOCH.plusNanos(seen.timeNanos()).toString());
    }
    if (seen.severity() != Severity.UNKNOWN) {
      object.put("log.level", seen.severity().label());
    }
    boolean escaped = record.messageKind() == ValueKind.JSON_TEXT;
    String message =
        escaped ? JSON.readTree('"' + seen.message() + '"').asString() : seen.message();
    if (!message.equals(seen.text())) {
      object.put("message", message);
    }
    seen.fields().forEach((name, value) -> object.set(name, value(value)));
    return object;
  }

  private static JsonNode value(String seen) {
    return seen.startsWith("'")
        ? JSON.getNodeFactory().stringNode(seen.substring(1, seen.length() - 1))
        : JSON.readTree(seen);
  }

  private static String text(String format) {
    String name = "corpus/" + format + ".txt";
    try (InputStream in = Corpus.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
