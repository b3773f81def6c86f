package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.AgentParts;
import io.tailrace.agent.dryrun.RealParts;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.outputs.Preview;
import io.tailrace.outputs.Reachability.Unreachable;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.ValueKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tailrace parse}, with the agent's own parts. */
class ParseCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z"));

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private RealParts parts = new AgentParts(CLOCK);
  private String input = "";

  @Test
  void parseNamesTheParserThatReadALineAndItsWrapping() {
    input = "level=info msg=x\n";
    execute("parse");
    assertThat(unwrapped(err())).startsWith("1 record, parser auto: 1 logfmt is key=value pairs");

    input = "2026-01-01T00:00:02Z stdout F {\"msg\":\"x\"}\n";
    execute("parse", "--parser", "cri");
    assertThat(unwrapped(err()))
        .startsWith(
            "1 record, parser cri: 1 cri > json the payload begins with a brace and is a JSON"
                + " object");
  }

  @Test
  void parseReadsTheFormatThatIsSet() {
    environment.put("TAILRACE_PARSER", "grok");
    environment.put("TAILRACE_PATTERN", "%{IP:client} %{WORD:verb} %{INT:bytes:int}");
    input = "10.0.0.1 GET 17\n";
    assertThat(execute("parse")).isZero();
    assertThat(out()).contains("\"client\":\"10.0.0.1\",\"verb\":\"GET\",\"bytes\":17");
    assertThat(unwrapped(err()))
        .startsWith("1 record, parser grok: 1 grok as the parser grok says");

    input = "17 x\n";
    assertThat(execute("parse", "--parser", "plain")).isZero();
    assertThat(unwrapped(err())).startsWith("1 record, parser plain: 1 plain");

    input = "{\"msg\":\"10.0.0.2 GET 18\"}\n";
    assertThat(execute("parse", "--parser", "json|grok")).isZero();
    assertThat(out()).contains("\"bytes\":18");
    assertThat(unwrapped(err()))
        .startsWith("1 record, parser json|grok: 1 json > grok as the parser json|grok says");
  }

  @Test
  void parseReadsTheFormatOfAnInput() {
    environment.put("TAILRACE_INPUTS", "app,access");
    environment.put("TAILRACE_PARSER", "csv");
    environment.put("TAILRACE_COLUMNS", "a,b");
    environment.put("TAILRACE_ACCESS_COLUMNS", "a,b:int");
    input = "1,2\n";
    execute("parse", "--input", "access");
    assertThat(out()).contains("\"a\":\"1\",\"b\":2");
    execute("parse", "--input", "app");
    assertThat(out()).contains("\"a\":\"1\",\"b\":\"2\"");

    assertThat(execute("parse", "--input", "web")).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(err()).contains("TAILRACE_INPUTS", "There is no input named web.");
  }

  @Test
  void parseSaysWhatIsWrongWithTheFormatAndWhere() {
    environment.put("TAILRACE_PATTERN", "(?P<a>x");
    assertThat(execute("parse", "--parser", "regex")).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(err()).contains("TAILRACE_PATTERN", "Column 1: the ( is never closed.");
  }

  @Test
  void parseReadsAnotherEncodingWhereItIsTold() throws IOException {
    Path file = directory.resolve("app.log");
    Files.write(file, "\uFEFFhé\r\nsecond\r\n".getBytes(UTF_16BE));

    assertThat(execute("parse", "--encoding", "utf-16", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("\"message\":\"hé\"", "\"message\":\"second\"");

    assertThat(execute("parse", "--encoding", "utf-61")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("Did you mean utf-16?");
  }

  @Test
  void parseSaysWhyAFileCannotBeRead() {
    assertThat(ParseCommand.reason(new AccessDeniedException("/x"))).isEqualTo("permission denied");
    assertThat(ParseCommand.reason(new IOException("Is a directory"))).isEqualTo("Is a directory");
  }

  @Test
  void parseRedactsAsItIsTold() {
    input = "{\"message\":\"from 10.0.0.1\",\"token\":\"x\"}\n";
    assertThat(execute("parse", "--redact", "true")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("\"message\":\"from [ip]\"").contains("\"token\":\"[secret]\"");
    assertThat(err()).contains("\nredacted: 1 ip, 1 secret\n");

    input = "from 10.0.0.1 token=x\n";
    execute("parse", "--redact", "ip");
    assertThat(out()).contains("from [ip] token=x");

    assertThat(execute("parse", "--redact", "mail")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("'mail' is neither true nor one of credit_card, email");
  }

  @Test
  void parsePrintsDocumentsAndSaysWhichParserAndWhy() {
    input =
        """
        {"level":"info","message":"paid","amount":12,"@timestamp":"2026-01-02T03:04:05Z"}
        level=warn msg=slow ms=900
        hello
        {"broken": x}
        """;

    assertThat(execute("parse")).isEqualTo(ExitCode.FAILED);

    assertThat(out().lines()).hasSize(4);
    assertThat(out().lines().findFirst().orElseThrow())
        .contains("\"@timestamp\":\"2026-01-02T03:04:05", "\"message\":\"paid\"", "\"amount\":12");
    assertThat(out().lines().toList().get(2))
        .isEqualTo(
            "{\"@timestamp\":\"2026-11-22T09:00:00.000Z\",\"message\":\"hello\","
                + "\"log.file.path\":\"-\",\"log.offset\":109,\"log.flags\":[\"no_time\"]}");
    assertThat(unwrapped(err()))
        .contains("4 records, parser auto: 1 json begins with a brace and is a JSON object")
        .contains("1 logfmt is key=value pairs")
        .contains("1 plain is in none of the formats that are known")
        .contains("1 plain the parser refused them")
        .contains("1 with a time, 2 with a level");
  }

  @Test
  void parseReadsAFileOfAnyLengthThroughItsBuffer() throws IOException {
    int lines = 100_000;
    Path file =
        Files.writeString(directory.resolve("long.log"), "{\"message\":\"x\"}\n".repeat(lines));

    assertThat(execute("parse", "--parser", "json", file.toString())).isZero();

    assertThat(out().lines()).hasSize(lines);
    assertThat(out()).contains("\"log.offset\":" + (lines - 1) * 16 + ",\"log.flags\":");
    assertThat(err()).startsWith("100000 records, parser json:\n  100000  json");
  }

  @Test
  void parseOfAFileThatIsNotThereFails() {
    assertThat(execute("parse", directory + "/none")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).isEqualTo("There is no such file: " + directory + "/none\n");
  }

  @Test
  void allThatShapesRecordsIsAsItIsSet() {
    environment.put("TAILRACE_PARSER", "regex");
    environment.put("TAILRACE_PATTERN", "^(?P<time>\\S+ \\S+) (?P<msg>.*)$");
    environment.put("TAILRACE_TIME_FORMAT", "dd.MM.yyyy HH:mm");
    environment.put("TAILRACE_TIME_ZONE", "Europe/Berlin");
    environment.put("TAILRACE_MULTILINE", "start");
    environment.put("TAILRACE_MULTILINE_PATTERN", "^\\d\\d\\.");
    environment.put("TAILRACE_MULTILINE_MAX_LINES", "2");
    environment.put("TAILRACE_MAX_LINE", "1KiB");
    environment.put("TAILRACE_REDACT_PATTERNS", "order=ORD-[0-9]+");
    environment.put("TAILRACE_FIELDS", "labels.team=payments");
    environment.put("TAILRACE_SERVICE", "shop");
    environment.put("POD_NAME", "shop-1");
    input =
        "22.11.2026 10:00 one ORD-17\nof it\nand more\n22.11.2026 10:01 "
            + "x".repeat(2_000)
            + "\n";

    assertThat(execute("parse")).isEqualTo(ExitCode.FAILED);

    assertThat(out().lines()).hasSize(3);
    assertThat(out().lines().findFirst().orElseThrow())
        .isEqualTo(
            "{\"@timestamp\":\"2026-11-22T09:00:00.000Z\",\"message\":\"one [order]\\nof it\","
                + "\"log.file.path\":\"-\",\"log.offset\":0,\"log.flags\":[\"multiline\"],"
                + "\"service.name\":\"shop\",\"kubernetes.pod.name\":\"shop-1\","
                + "\"labels.team\":\"payments\"}");
    assertThat(out()).contains("\"log.flags\":[\"truncated\"]");
    assertThat(err())
        .contains("redacted: 1 order", "not in the format:\n  line 3: no match of the pattern");
  }

  @Test
  void optionsWinOverWhatIsSet() {
    environment.put("TAILRACE_MULTILINE", "start");
    environment.put("TAILRACE_MULTILINE_PATTERN", "^x");
    environment.put("TAILRACE_REDACT", "true");
    environment.put("TAILRACE_PARSER", "json");
    input = "a=1 ip=10.0.0.1\n  b\nc=1\n";

    String[] options = {"--multiline", "none", "--redact", "false", "--parser", "plain"};
    execute("parse", options[0], options[1], options[2], options[3], options[4], options[5]);
    assertThat(out().lines()).hasSize(3);
    assertThat(out()).contains("10.0.0.1");

    execute("parse", "--multiline-start", "^a", "--parser", "plain");
    assertThat(out().lines()).hasSize(1);

    execute("parse", "--multiline-continuation", "^c", "--parser", "plain");
    assertThat(out().lines()).hasSize(2);
  }

  @Test
  void explainSaysOfEachRecordHowItCameToBe() {
    environment.put("TAILRACE_REDACT", "email");
    input =
        """
        {"msg":"hello bob@example.org"}

        2026-11-22 08:00:00,123 ERROR [main] shop.Cart - cannot add
        java.lang.IllegalStateException: no stock
        \tat shop.Cart.add(Cart.java:17)
        2026-11-22T08:00:02Z stderr F level=info msg=x
        {"broken": x}
        """;

    execute("parse", "--explain");

    assertThat(err())
        .startsWith(
            """
              line 1: json (begins with a brace and is a JSON object); redacted 1 email;
                flags no_time
              lines 3-5: logback (has time, level and logger as Logback and Log4j write
                them); joined by java trace; flags multiline
              line 6: cri > logfmt (the payload is key=value pairs)
              line 7: plain (refused: not json); flags parse_error, no_time
            4 records, parser auto:
            """);
  }

  @Test
  void whatAStepDoesAndDropsIsShownAndCounted() {
    parts = withStep(new RenamesAndDrops());
    input = "{\"msg\":\"one\",\"usr\":\"anna\"}\n{\"msg\":\"GET /healthz\"}\n";

    assertThat(execute("parse", "--explain")).isZero();

    assertThat(out().lines())
        .singleElement()
        .asString()
        .contains("\"message\":\"one\",\"user.name\":\"anna\"");
    assertThat(err())
        .startsWith(
            """
              line 1: json (begins with a brace and is a JSON object); flags no_time
                - usr
                + user.name: "anna"
              line 2: json (begins with a brace and is a JSON object); flags no_time; not
                shipped, by TAILRACE_ONLY_IF: {"msg":"GET /healthz"}
            2 records, parser auto:
            """)
        .contains("\nnot shipped: 1 TAILRACE_ONLY_IF\n");
    assertThat(unwrapped(err())).contains("message 1 1 text user.name 1 1 text");
  }

  @Test
  void theSummaryHasFieldsOutputsAndAdvice() {
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "level,id");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      lines.append(
          "{\"ts\":\"2026-11-22T08:%02d:00Z\",\"level\":\"info\",\"id\":%d,\"status\":%s}%n"
              .formatted(i % 60, i, i == 16 ? "\"none\"" : "200"));
    }
    input = lines.toString();

    assertThat(execute("parse")).isZero();

    assertThat(err().lines()).allMatch(line -> line.length() < 80);
    assertThat(unwrapped(err()))
        .contains("from 2026-11-22T08:00:00Z to 2026-11-22T08:59:00Z levels: 500 info")
        .contains("id 500 500 number", "status 500 2 number, text")
        .contains("to elasticsearch: ", "; with gzip about ", "to loki: ")
        .contains("in 500 streams, by id, level, service_name")
        .contains("advice Elasticsearch: `status` is number in line 1, text in line 17.")
        .contains("advice TAILRACE_LOKI_LABEL_FIELDS: `id` had 500 different values in 500");
  }

  @Test
  void ofOutputsThatAreSetNoOtherIsSpokenOf() {
    environment.put("TAILRACE_OUTPUTS", "loki");
    input = "{\"a\":1}\n{\"a\":\"x\"}\n";

    execute("parse");

    assertThat(err()).contains("to loki: ").doesNotContain("to elasticsearch", "advice");
  }

  @Test
  void ofManyFailuresTheFirstAreShown() {
    input = "x\u001b[31m\n".repeat(7);

    execute("parse", "--parser", "json");

    assertThat(err())
        .contains("not in the format, the first 5 of 7:\n  line 1: not json: x?[31m\n")
        .contains("  line 5: ")
        .doesNotContain("  line 6: ");
  }

  @Test
  void theReadmeShowsWhatItReallySays() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String shown =
        readme
            .split("<!-- dryrun:begin -->\n```text\n", -1)[1]
            .split("```\n<!-- dryrun:end -->", -1)[0];
    String[] pieces = shown.split("(?m)^\\$ .*\n", -1);
    input = pieces[1];
    environment.put("TAILRACE_REDACT", "email");
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "level,user_id");

    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-29T19:00:00Z"));
    parts = new AgentParts(clock);
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    execute(clock, terminal, terminal, "parse", "--explain");

    assertThat(shown)
        .contains("\n$ export TAILRACE_REDACT=email TAILRACE_LOKI_LABEL_FIELDS=level,user_id\n")
        .contains("\n$ tailrace parse --explain < app.log\n");
    // What zlib makes of it is not the same everywhere.
    String sizes = "gzip about [0-9.]+ K?i?B";
    assertThat(terminal.toString(UTF_8).replaceAll(sizes, ""))
        .isEqualTo(pieces[3].replaceAll(sizes, ""));
  }

  private RealParts withStep(RecordStep step) {
    RealParts real = new AgentParts(CLOCK);
    return new RealParts() {
      @Override
      public RecordReader reader(AgentSettings settings, String name) {
        return real.reader(settings, name).through(step);
      }

      @Override
      public Optional<Preview> preview(OutputSettings output) {
        return real.preview(output);
      }
    };
  }

  /** As transforms do. */
  private static final class RenamesAndDrops implements RecordStep {
    private static final byte[] NEW_NAME = "user.name".getBytes(UTF_8);

    @Override
    public boolean apply(LogRecord record) {
      if (record.fieldCount() == 0) {
        return false;
      }
      byte[] bytes = record.valueBytes(0);
      int from = record.valueFrom(0);
      int to = record.valueTo(0);
      byte[] line = record.bytes();
      int lineFrom = record.from();
      record.replaceText(line, lineFrom, record.to());
      record.message("one".getBytes(UTF_8), 0, 3, ValueKind.TEXT);
      record.addField(NEW_NAME, 0, NEW_NAME.length, bytes, from, to, ValueKind.JSON_TEXT);
      return true;
    }

    @Override
    public String droppedBy() {
      return "TAILRACE_ONLY_IF";
    }
  }

  private int execute(String... arguments) {
    out.reset();
    err.reset();
    return execute(CLOCK, out, err, arguments);
  }

  private int execute(
      InstantSource clock, OutputStream out, OutputStream err, String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            environment,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            clock);
    return TailraceCommand.commandLine(
            surroundings,
            _ -> ExitCode.FAILED,
            _ -> new Unreachable("nobody asks"),
            _ -> {
              throw new IllegalStateException("nothing is sent");
            },
            parts)
        .execute(arguments);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  private static String unwrapped(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
