package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.Corpus.Sample;
import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page that shows a line of each format and the record it becomes: those of the {@link Corpus}
 * that are marked for it, and some of formats that take settings.
 */
final class FormatsPage {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String TOP =
      """
      # Formats

      A line of each format, and the record that it becomes. All of it is made of the lines that the tests read, by
      `%s`; a build in which it is stale fails.

      A record is shown without what every record has (`log.file.path`, `log.offset` and the fields that settings add), without `log.flags`
      and without its `message` where that is the line as it stands. `tailrace parse` shows all of it for lines of yours;
      more samples of each format are in [the corpus](src/test/resources/io/tailrace/parsers/corpus).

      | `TAILRACE_PARSER` | What it reads |
      |---|---|
      """;

  /**
   * A format that takes settings, or that others are in.
   *
   * @param parser as in {@code TAILRACE_PARSER}
   * @param lines of the file, each with its end
   */
  private record Configured(
      String parser, String heading, Map<FormatOption, String> options, String lines) {}

  private static final List<Configured> CONFIGURED =
      List.of(
          new Configured(
              "cri",
              "What Kubernetes' container runtimes write; a line that came in pieces is one again",
              Map.of(),
              """
              2026-01-31T12:00:00.123456789Z stdout P {"level":"warn",
              2026-01-31T12:00:00.123456999Z stdout F "msg":"low on stock","left":3}
              """),
          new Configured(
              "docker",
              "Docker's json-file",
              Map.of(),
              """
              {"log":"level=warn msg=\\"low on stock\\" left=3\\n","stream":"stderr","time":"2026-01-31T12:00:00.123456789Z"}
              """),
          new Configured(
              "regex",
              "A pattern of one's own with named groups",
              Map.of(
                  FormatOption.PATTERN,
                  "^(?P<time>\\S+ \\S+) (?P<level>\\w+) \\[(?P<thread>[^\\]]*)\\] (?P<msg>.*)$",
                  FormatOption.TIME_FORMAT,
                  "dd/MMM/yyyy HH:mm:ss",
                  FormatOption.TIME_ZONE,
                  "Europe/Berlin"),
              "31/Jan/2026 12:00:00 WARN [worker-1] invoice 42 is late\n"),
          new Configured(
              "grok",
              "The same of named patterns",
              Map.of(
                  FormatOption.PATTERN,
                  "^%{IPORHOST:source.address} %{WORD:http.request.method} %{NUMBER:took:float}$"),
              "10.0.0.7 GET 0.012\n"),
          new Configured(
              "csv",
              "Tables, with the names of their columns",
              Map.of(FormatOption.COLUMNS, "time,level,customer,items:int,message"),
              "2026-01-31T12:00:00Z,info,anna,17,\"two \"\"red\"\" shirts\"\n"),
          new Configured(
              "kv",
              "Pairs with separators of one's own",
              Map.of(FormatOption.KV_SEPARATORS, "; ="),
              "login ok; user = anna; role = shop admin\n"),
          new Configured(
              "cri|json|logfmt",
              "Any of them in another",
              Map.of(),
              """
              2026-01-31T12:00:00Z stdout F {"host":"web1","message":"level=warn cart=7 msg=empty"}
              """));

  private FormatsPage() {}

  /**
   * The page as it is to be, in Markdown.
   *
   * @param command makes it anew
   */
  static String text(String command) {
    var page = new StringBuilder(TOP.formatted(command));
    for (String format : Corpus.FORMATS) {
      page.append(row(format, Corpus.heading(format)));
    }
    CONFIGURED.forEach(format -> page.append(row(format.parser(), format.heading())));
    Corpus.FORMATS.forEach(format -> page.append(section(format)));
    CONFIGURED.forEach(format -> page.append(section(format)));
    return page.toString();
  }

  private static String section(String format) {
    var section = new StringBuilder(top(format, Corpus.heading(format)));
    boolean titled = shown(format).count() > 1;
    for (Sample sample : shown(format).toList()) {
      section.append(titled ? "\n**%s**\n".formatted(sample.title()) : "");
      section.append(block("text", sample.event()));
      section.append(block("json", pretty(sample.record())));
    }
    return section.toString();
  }

  private static String section(Configured format) {
    return top(format.parser(), format.heading())
        + settings(format)
        + block("text", format.lines().strip())
        + block("json", pretty(record(format)));
  }

  private static String top(String format, String heading) {
    return "\n## %s\n\n%s.\n".formatted(format, heading);
  }

  static Stream<Sample> shown(String format) {
    return Corpus.of(format).stream().filter(sample -> !sample.title().isEmpty());
  }

  private static String row(String format, String heading) {
    String anchor = format.replace("|", "");
    return "| [`%s`](#%s) | %s |\n".formatted(format.replace("|", "\\|"), anchor, heading);
  }

  private static String settings(Configured format) {
    if (format.options().isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>(List.of("TAILRACE_PARSER=" + format.parser()));
    for (FormatOption option : FormatOption.values()) {
      String text = format.options().get(option);
      if (text != null) {
        lines.add("TAILRACE_%s='%s'".formatted(option, text));
      }
    }
    return block("sh", String.join("\n", lines));
  }

  private static JsonNode record(Configured format) {
    try {
      var spec = ParserSpec.parse(format.parser(), new FormatOptions(format.options()));
      var reader =
          new RecordReader(
              spec, LineJoining.of(Multiline.AUTO), Encoding.UTF_8, 1_000, () -> Corpus.REFERENCE);
      byte[] bytes = format.lines().getBytes(UTF_8);
      reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
      var record = new LogRecord();
      if (!reader.next(record) || record.has(Flag.PARSE_ERROR)) {
        throw new AssertionError("not read: " + format);
      }
      return Corpus.record(record);
    } catch (BadFormat e) {
      throw new AssertionError(format.parser(), e);
    }
  }

  private static String block(String language, String text) {
    return "\n```%s\n%s\n```\n".formatted(language, text);
  }

  /** A field on each line. */
  private static String pretty(JsonNode record) {
    var members = new ArrayList<String>();
    record.forEachEntry(
        (name, value) -> members.add("  %s: %s".formatted(JSON.writeValueAsString(name), value)));
    return "{\n" + String.join(",\n", members) + "\n}";
  }
}
