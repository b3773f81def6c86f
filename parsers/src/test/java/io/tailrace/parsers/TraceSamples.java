package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Events of several lines, in the order of their file: {@code %%} parts them, and {@code %%+}
 * stands above those that would join text, or a trace of their language, above them.
 */
final class TraceSamples {
  /** The presets there are samples for. */
  static final List<Multiline> LANGUAGES =
      List.of(
          Multiline.JAVA,
          Multiline.PYTHON,
          Multiline.GO,
          Multiline.NODE,
          Multiline.RUBY,
          Multiline.DOTNET,
          Multiline.PHP,
          Multiline.RUST,
          Multiline.DART);

  private TraceSamples() {}

  /**
   * An event.
   *
   * @param lines with the blank ones below it, which do not belong to it
   */
  record Sample(String lines, boolean joins) {
    /** What it is to become. */
    String event() {
      String end = lines.stripTrailing();
      // White space that ends the last line belongs to it.
      int feed = lines.indexOf('\n', end.length());
      return lines.substring(0, feed);
    }
  }

  static List<Sample> of(Multiline language) {
    var samples = new ArrayList<Sample>();
    var lines = new StringBuilder();
    boolean joins = false;
    for (String line : read(language.label()).split("\n", -1)) {
      if (line.startsWith("%%")) {
        add(samples, lines, joins);
        joins = line.equals("%%+");
      } else {
        lines.append(line).append('\n');
      }
    }
    lines.setLength(lines.length() - 1); // What is after the file's last line feed is no line.
    add(samples, lines, joins);
    return samples;
  }

  private static void add(List<Sample> samples, StringBuilder lines, boolean joins) {
    if (!lines.isEmpty()) {
      samples.add(new Sample(lines.toString(), joins));
      lines.setLength(0);
    }
  }

  /** Lines each of which is an event, of many formats. */
  static List<String> ordinary() {
    return read("ordinary").lines().toList();
  }

  private static String read(String name) {
    String resource = "traces/" + name + ".txt";
    try (InputStream in =
        Objects.requireNonNull(TraceSamples.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
