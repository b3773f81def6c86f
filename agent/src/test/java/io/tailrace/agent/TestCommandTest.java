package io.tailrace.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.cli.ExitCode;
import io.tailrace.agent.cli.Surroundings;
import io.tailrace.agent.testing.TestCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code tailrace test}, as it is called. */
class TestCommandTest {
  private static final Path EXAMPLES = Path.of("..", "config-examples", "tests");
  private static final int TERMINAL = 80;

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyTestOfTheExamplesIsOk(Path example) throws IOException {
    int code = execute("test", example.toString());

    long tests = Files.readAllLines(example).stream().filter(it -> it.startsWith("test ")).count();
    assertThat(out().lines().filter(line -> line.startsWith("ok  ")))
        .as(out())
        .hasSize((int) tests);
    assertThat(tests).isPositive();
    assertThat(code).isZero();
  }

  @Test
  void aFolderIsAllTheTestFilesInIt() {
    assertThat(execute("test", EXAMPLES.toString())).isZero();

    assertThat(out()).contains("access.tailrace-test:", "formats.tailrace-test:", ", 0 failed\n");
    assertThat(execute("test", directory.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("There is no file *.tailrace-test in ");
  }

  @Test
  void theTestsInTheReadmeAreOk() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String chapter = readme.substring(readme.indexOf("\n## Test your settings\n"));
    String block = chapter.substring(chapter.indexOf("```text\n") + "```text\n".length());

    assertThat(test(block.substring(0, block.indexOf("```")))).as("%s%s", out(), err()).isZero();

    assertThat(out()).contains("2 tests: 2 ok, 0 failed\n");
  }

  @Test
  void aFailureIsShownFieldByFieldWithItsPlace() throws IOException {
    int code =
        test(
            """
            TAILRACE_PARSER=json
            test fine
            > {"level":"warn"}
            record {"log.level":"warn"}
            test not so
            > {"level":"warn","user":{"name":"x"},"n":1.50,"list":[1]}

            record {
              "log.level": "error",
              "absent": true,
              "user": null,
              "n": 1.5,
              "list": [1.0]
            }
            """);

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(out())
        .isEqualTo(
            """
            ok      DIR/a.tailrace-test:2: fine
            FAILED  DIR/a.tailrace-test:5: not so
                    DIR/a.tailrace-test:8: event 1, in line 6, read as json, is another record:
                      log.level
                        expected  "error"
                        was       "warn"
                      absent
                        expected  true
                        was       nothing
                      user.name
                        expected  nothing
                        was       "x"
                      the whole of it: {"@timestamp":"2026-11-22T09:00:00.000Z","log.level":"warn","user":{"name":"x"},"n":1.50,"list":[1],"log.file.path":"/var/log/test.log","log.offset":0,"log.flags":["no_time"]}

            2 tests: 1 ok, 1 failed
            """
                .replace("DIR", directory.toString()));
  }

  @Test
  void everyEventNeedsToBeExpected() throws IOException {
    assertThat(test("test a\n> one\n> two\nrecord {\"message\":\"one\"}\n")).isEqualTo(1);
    assertThat(out())
        .contains(":3: nothing is expected of this line, read as plain, but it becomes a record\n");

    assertThat(test("test a\n> one\nrecord {}\nrecord {}\n")).isEqualTo(1);
    assertThat(out()).contains(":4: nothing is left for this: the lines became 1 record\n");
  }

  @Test
  void withTheNumberOfRecordsTheLastOnesMayBeLeftOut() throws IOException {
    assertThat(test("test a\n> one\n> two\nrecords 2\nrecord {\"message\":\"one\"}\n")).isZero();
    assertThat(test("test a\n> one\n> two\nrecords 3\n")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains(":4: expected 3 records, but the lines became 2 records\n");
    assertThat(test("test a\n> one\n> two\nrecords 2\nrecord {\"message\":\"two\"}\n"))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void anExactRecordHasNoOtherFields() throws IOException {
    String test = "test a\n> {\"msg\":\"x\",\"a\":{\"b\":1}}\nexactly ";

    String untimed = "\"message\":\"x\",\"log.flags\":[\"no_time\"]";
    assertThat(test(test + "{" + untimed + ",\"a.b\":1}\n")).isZero();
    assertThat(test(test + "{" + untimed + ",\"a\":{\"b\":1},\"log.offset\":0}\n")).isZero();
    assertThat(test(test + "{" + untimed + "}\n")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("  a.b\n", "expected  nothing\n", "was       1\n");
    // Once it is said when the line was read, that is its time.
    assertThat(test("now 2026-01-31T12:00:00Z\n" + test + "{" + untimed + ",\"a.b\":1}\n"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("was       \"2026-01-31T12:00:00.000Z\"\n");
  }

  @Test
  void aDroppedRecordIsExpectedAsSuch() throws IOException {
    String text =
        """
        test a
        > one
        dropped
        > two
        record {"message":"two"}
        > three
        records 2
        """;
    assertThat(droppingOne(text)).as(out()).isZero();
    assertThat(droppingOne(text.replace("dropped", "record {}"))).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains(":3: event 1, in line 2, read as plain, is dropped\n");
    assertThat(droppingOne(text.replace("record {\"message\":\"two\"}", "dropped"))).isEqualTo(1);
    assertThat(out()).contains(":5: event 2, in line 4, read as plain, is not dropped\n");
    assertThat(droppingOne("test a\n> one\nrecords 1\n")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("expected 1 record, but the lines became 0 records, and 1 dropped");
  }

  /** With a reader that drops the line "one". */
  private int droppingOne(String text) throws IOException {
    var command =
        new TestCommand(
            surroundings(),
            (settings, input, output, clock) ->
                new Records(settings, clock, System::nanoTime)
                    .reader(input)
                    .through(record ->
                        record.messageTo() - record.messageFrom() != 3
                            || record.messageBytes()[record.messageFrom()] != 'o'));
    return new CommandLine(command).execute(file(text).toString());
  }

  @Test
  void whatATestSetsItselfWinsOverWhatStandsForAllAndOverTheFile() throws IOException {
    Files.writeString(
        directory.resolve("agent.env"),
        """
        TAILRACE_SERVICE=shop
        TAILRACE_PARSER=plain
        TAILRACE_OUTPUTS=elasticsearch
        TAILRACE_ELASTICSEARCH_API_KEY_FILE=/not/where/tests/run
        """);

    assertThat(
            test(
                """
                TAILRACE_ENV_FILE=agent.env
                TAILRACE_FIELDS=labels.all=1
                test a
                > {"level":"warn"}
                record {"log.level":"warn", "service.name":"shop", "labels.all":"1", "host.name":null}
                TAILRACE_PARSER=json
                test b
                TAILRACE_FIELDS='labels.own=1'
                > {"level":"warn"}
                record {"message":"{\\"level\\":\\"warn\\"}", "labels.all":null, "labels.own":"1"}
                """))
        .as("%s%s", out(), err())
        .isZero();
  }

  @Test
  void labelsOfAPodAreThoseOfAFolderThatTheTestNames() throws IOException {
    Files.createDirectory(directory.resolve("podinfo"));
    Files.writeString(directory.resolve("podinfo/labels"), "app.kubernetes.io/name=\"shop\"\n");

    assertThat(
            test(
                """
                TAILRACE_POD_INFO=podinfo
                test a
                > x
                exactly {
                  "message": "x",
                  "log.flags": ["no_time"],
                  "service.name": "shop",
                  "kubernetes.labels.app_kubernetes_io/name": "shop"
                }
                """))
        .as("%s%s", out(), err())
        .isZero();
  }

  @Test
  void theEnvironmentIsNotAsked() throws IOException {
    environment.put("TAILRACE_PARSER", "nonsense");
    environment.put("HOSTNAME", "build-7");

    assertThat(test("test a\n> x\nrecord {\"message\":\"x\",\"host.name\":null}\n")).isZero();
  }

  @Test
  void ofSeveralInputsOneIsChosen() throws IOException {
    Files.writeString(
        directory.resolve("agent.env"),
        "TAILRACE_INPUTS=app,raw\nTAILRACE_APP_PARSER=json\nTAILRACE_RAW_PARSER=plain\n");
    String file = "TAILRACE_ENV_FILE=agent.env\n";
    String test = "test a\n> {\"msg\":\"x\"}\nrecord {\"message\":\"x\"}\n";

    assertThat(test(file + "input raw\n" + test + "input app\n")).as(err()).isZero();
    assertThat(test(file + "input raw\n" + test)).isEqualTo(ExitCode.FAILED);
    assertThat(test(file + test)).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(err())
        .contains(
            ":2: There are the inputs app, raw: say which one with a line such as: input app");
    assertThat(test(file + "input rap\n" + test)).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(err()).contains("There is no input rap; there is app, raw. Did you mean ");
  }

  @Test
  void bytesAreWrittenWithBackslashes() throws IOException {
    assertThat(
            test(
                """
                test bytes
                >\\ a\\tb\\\\\\x1b\\xff
                exactly {"message":"a\\tb\\\\\\u001b\\ufffd","log.flags":["invalid_utf8","no_time"]}
                test no end
                >\\ the rest\\c
                exactly {"message":"the rest","log.flags":["partial","no_time"]}
                test as it is
                >   indented \\t and 12" wide\s
                record {"message":"  indented \\\\t and 12\\" wide "}
                """))
        .as(out())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "utf-16le", "utf-16be"})
  void linesAreInTheEncodingThatIsSet(String encoding) throws IOException {
    assertThat(
            test(
                """
                TAILRACE_ENCODING=%s
                test a
                > häuser
                > 猫
                record {"message":"häuser"}
                record {"message":"none"}
                """
                    .formatted(encoding)))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("event 2, in line 4,", "\"猫\"").doesNotContain("event 1");
  }

  @Test
  void theYearIsThatOfWhenLinesAreRead() throws IOException {
    String test = "test a\n> Jan 31 12:00:00 web1 cron[42]: done\nrecord {\"@timestamp\":\"%s\"}\n";

    assertThat(test(test.formatted("2026-01-31T12:00:00Z"))).isZero();
    assertThat(test(test.formatted("2030-01-31T12:00:00Z") + "now 2030-02-01T00:00:00+01:00\n"))
        .isZero();
    assertThat(test("now 2020-02-01T00:00:00Z\n" + test.formatted("2026-01-31T12:00:00Z")))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void whatIsWrongWithTheSettingsIsSaidWhereItStandsAndNothingIsRun() throws IOException {
    Files.writeString(directory.resolve("agent.env"), "# x\nTAILRACE_MAX_LINE=1\n");

    int code =
        test(
            """
            TAILRACE_ENV_FILE=agent.env
            TAILRACE_PASRER=json
            TAILRACE_LOKI_URL=http://loki:3100
            TAILRACE_PATHS=/var/log/*.log
            TAILRACE_INPUTS=a
            test a
            > x
            records 1
            TAILRACE_PARSER=jsn
            test b
            > x
            records 1
            TAILRACE_PARSER=regex
            """);

    assertThat(code).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(out()).isEmpty();
    assertThat(err())
        .contains(
            "agent.env:2: TAILRACE_MAX_LINE=1: ",
            "a.tailrace-test:2: TAILRACE_PASRER: There is no such setting. Did you mean TAILRACE_PARSER?",
            "a.tailrace-test:3: TAILRACE_LOKI_URL: It is of an output, and a test ends before",
            "a.tailrace-test:4: TAILRACE_PATHS: It changes nothing in what becomes of a line",
            "a.tailrace-test:5: TAILRACE_INPUTS: The lines of a test are of one input",
            "a.tailrace-test:9: TAILRACE_PARSER=jsn: It must be one of",
            "a.tailrace-test:10: TAILRACE_PATTERN: Not set: the pattern")
        .endsWith("No test was run. How they are written: tailrace test --help\n");
    assertThat(err().lines().filter(line -> line.contains("TAILRACE_PASRER"))).hasSize(1);
  }

  @Test
  void whatIsExpectedCanBeWritten() throws IOException {
    String text =
        """
        # kept
        test new
        > {"ts":"2026-01-31T12:00:00Z","msg":"one"}

        # kept, too
        > {"msg":"two","id":"%s"}

        test wrong
        > {"n":1,"a":{"b":2}}
        record {
          "n": 7,
          "a": null
        }
        record {"n": 8}
        test number
        > x
        records 2
        """
            .formatted("x".repeat(80));
    Path file = file(text);

    assertThat(execute("test", "--write", file.toString())).isZero();

    assertThat(out()).contains("WRITTEN ", "3 tests: 0 ok, 0 failed, 3 written");
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            # kept
            test new
            > {"ts":"2026-01-31T12:00:00Z","msg":"one"}

            # kept, too
            > {"msg":"two","id":"%1$s"}
            record {"@timestamp": "2026-01-31T12:00:00.000Z", "message": "one"}
            record {
              "message": "two",
              "id": "%1$s",
              "log.flags": ["no_time"]
            }

            test wrong
            > {"n":1,"a":{"b":2}}
            record {"n": 1, "a.b": 2}
            test number
            > x
            records 1
            """
                .formatted("x".repeat(80)));
    assertThat(execute("test", file.toString())).isZero();
    assertThat(execute("test", "--write", file.toString())).isZero();
    assertThat(out()).contains("3 tests: 3 ok, 0 failed\n");
  }

  @Test
  void lineEndsStayThoseOfTheFile() throws IOException {
    Path file = file("test a\r\n> x\r\n");

    assertThat(execute("test", "--write", file.toString())).isZero();

    assertThat(Files.readString(file))
        .isEqualTo(
            "test a\r\n> x\r\nrecord {\"message\": \"x\", \"log.flags\": [\"no_time\"]}\r\n");
  }

  @Test
  void wrongUsageIsAnsweredInTwoLines() {
    assertThat(execute("test")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).endsWith("See: tailrace test --help\n").hasLineCount(2);
    assertThat(execute("test", "/none")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith("There is no such file: /none\n").hasLineCount(2);
  }

  @Test
  void theHelpFitsATerminalAndIsInTheListOfCommands() {
    assertThat(execute("test", "--help")).isZero();
    assertThat(out()).contains("Usage: tailrace test", "xit codes:");
    assertThat(out().lines()).allMatch(line -> line.length() <= TERMINAL);

    execute("--help");
    assertThat(out()).containsPattern("(?m)^ +test +Test settings");
  }

  private int test(String text) throws IOException {
    return execute("test", file(text).toString());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("a.tailrace-test"), text);
  }

  private int execute(String... arguments) {
    return Main.commandLine(surroundings()).execute(arguments);
  }

  private Surroundings surroundings() {
    out.reset();
    err.reset();
    return new Surroundings(
        environment,
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z")));
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
