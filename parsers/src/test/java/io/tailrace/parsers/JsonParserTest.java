package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
  private static final long TIME = 1_767_225_600_123_000_000L;

  private final JsonParser parser = new JsonParser();

  @Test
  void timeLevelAndMessageAreTakenAndTheRestAreFields() {
    Seen seen =
        json(
            """
             { "time":"2026-01-01T00:00:00.123Z" , "level":"warning","msg":"low \\"stock\\"",
               "n":-1.5e3, "ok":true, "none":null, "tags":["a",{"b":[]}], "user":{"id":7}, "s":""}\t
            """);
    assertThat(seen.timeNanos()).isEqualTo(TIME);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("low \\\"stock\\\"");
    assertThat(seen.fields())
        .containsExactly(
            entry("n", "-1.5e3"),
            entry("ok", "true"),
            entry("none", "null"),
            entry("tags", "[\"a\",{\"b\":[]}]"),
            entry("user", "{\"id\":7}"),
            entry("s", "\"\""));
  }

  @Test
  void withoutAMessageTheMessageIsEmpty() {
    assertThat(json("{\"a\":1}").message()).isEmpty();
    assertThat(json("{}").fields()).isEmpty();
    assertThat(json("{\"message\":null}").message()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@timestamp",
        "timestamp",
        "time",
        "ts",
        "t",
        "datetime",
        "eventTime",
        "asctime",
        "@t",
        "Timestamp",
        "timeMillis"
      })
  void everyNameOfATimeIsKnown(String name) {
    Seen seen = json("{\"" + name + "\":1767225600.123,\"a\":1}");
    assertThat(seen.timeNanos()).isEqualTo(TIME);
    assertThat(seen.fields()).containsOnlyKeys("a");
  }

  @ParameterizedTest
  @CsvSource({
    "level, 10, TRACE",
    "level, 20, DEBUG",
    "level, 30, INFO",
    "level, 40, WARN",
    "level, 50, ERROR",
    "level, 60, FATAL",
    "log.level, \"Info\", INFO",
    "severity, \"CRITICAL\", FATAL",
    "lvl, \"eror\", ERROR",
    "levelname, \"Information\", INFO",
    "loglevel, \"dbg\", DEBUG",
    "log_level, \"finest\", TRACE",
    "@l, \"Verbose\", TRACE",
    "severity, 4, WARN",
    "PRIORITY, \"6\", INFO",
    "PRIORITY, 0, FATAL",
    "level_name, \"ALERT\", FATAL",
    "severity_text, \"WARN\", WARN",
    "Level, \"Debug\", DEBUG",
    "LogLevel, \"Critical\", FATAL"
  })
  void everyNameAndSpellingOfALevelIsKnown(String name, String value, Severity severity) {
    Seen seen = json("{\"" + name + "\":" + value + ",\"a\":1}");
    assertThat(seen.severity()).isEqualTo(severity);
    assertThat(seen.fields()).containsOnlyKeys("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message",
        "msg",
        "@message",
        "MESSAGE",
        "@m",
        "@mt",
        "short_message",
        "Message",
        "RenderedMessage",
        "MessageTemplate"
      })
  void everyNameOfAMessageIsKnown(String name) {
    Seen seen = json("{\"" + name + "\":\"hello\",\"a\":1}");
    assertThat(seen.message()).isEqualTo("hello");
    assertThat(seen.fields()).containsOnlyKeys("a");
  }

  @Test
  void aTimeThatCannotBeReadStaysAField() {
    assertThat(json("{\"@timestamp\":\"noon\"}").fields())
        .containsExactly(entry("event.original_time", "\"noon\""));
    assertThat(json("{\"t\":12}").fields()).containsExactly(entry("t", "12"));
    assertThat(json("{\"@timestamp\":\"noon\",\"ts\":1767225600.123}").timeNanos()).isEqualTo(TIME);
  }

  @Test
  void aLevelThatIsNotKnownStaysAsLogLevel() {
    assertThat(json("{\"severity\":\"odd\"}").fields())
        .containsExactly(entry("log.level", "\"odd\""));
    assertThat(json("{\"level\":7}").fields()).containsExactly(entry("log.level", "7"));
    Seen both = json("{\"log.level\":\"odd\",\"level\":\"info\"}");
    assertThat(both.severity()).isEqualTo(Severity.INFO);
    assertThat(both.fields()).containsExactly(entry("event.original_level", "\"odd\""));
    assertThat(json("{\"level\":{\"name\":1}}").fields())
        .containsExactly(entry("level", "{\"name\":1}"));
  }

  @Test
  void theNumbersOfALevelAreSyslogsInGelfOnly() {
    assertThat(json("{\"level\":0,\"msg\":\"least\"}").severity()).isEqualTo(Severity.UNKNOWN);
    assertThat(json("{\"level\":0,\"short_message\":\"worst\"}").severity())
        .isEqualTo(Severity.FATAL);
    assertThat(json("{\"level\":40,\"short_message\":\"Bunyan's\"}").severity())
        .isEqualTo(Severity.WARN);
    assertThat(json("{\"level\":8,\"short_message\":\"none\"}").fields())
        .containsExactly(entry("log.level", "8"));
  }

  @Test
  void anEventOfSerilogsWithoutALevelIsForInformation() {
    assertThat(json("{\"@mt\":\"m\"}").severity()).isEqualTo(Severity.INFO);
    assertThat(json("{\"@mt\":\"m\",\"@l\":\"odd\"}").severity()).isEqualTo(Severity.UNKNOWN);
    assertThat(json("{\"msg\":\"m\"}").severity()).isEqualTo(Severity.UNKNOWN);
  }

  @Test
  void ofSeveralNamesOfOneRoleTheBetterKnownCounts() {
    for (String line :
        new String[] {"{\"msg\":\"b\",\"message\":\"a\"}", "{\"message\":\"a\",\"msg\":\"b\"}"}) {
      assertThat(json(line).message()).isEqualTo("a");
      assertThat(json(line).fields()).containsExactly(entry("msg", "\"b\""));
    }
  }

  @Test
  void aMessageThatIsNoStringIsItsOwnText() {
    assertThat(json("{\"message\":{\"a\":1}}").message()).isEqualTo("{\"a\":1}");
    assertThat(json("{\"msg\":12}").message()).isEqualTo("12");
    assertThat(json("{\"msg\":[1]}").fields()).containsExactly(entry("msg", "[1]"));
  }

  /** Whichever of them were kept, the other's value would be lost. */
  @ParameterizedTest
  @Tag("S5")
  @ValueSource(
      strings = {
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"\\u0061\":1,\"a\":2}",
        "{\"a\\nb\":1,\"a\\u000Ab\":2}",
        "{\"level\":\"info\",\"level\":\"warn\"}",
        "{\"msg\":\"a\",\"ms\\u0067\":\"b\"}",
        "{\"log\":{\"a\":1},\"log.a\":2}",
        "{\"error\":1,\"error\":2}"
      })
  void twoMembersOfOneNameAreRefused(String line) {
    assertThat(Seen.parsed(new JsonParser(), line)).isNull();
  }

  @Test
  void objectsThatElasticKnowsAreTakenApart() {
    Seen seen =
        json(
            """
            {"log":{"level":"warn","origin":{"file":{"name":"A.java"}}},"service":{"name":"shop"},\
            "labels":{},"kubernetes":{"a":{"b":{"c":{"d":{"e":1}}}}},"log.file":{"path":"p"},\
            "other":{"log":{"a":1}}}\
            """);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.fields())
        .isEqualTo(
            Map.of(
                "log.origin.file.name", "\"A.java\"",
                "service.name", "\"shop\"",
                "labels.value", "{}",
                "kubernetes.a.b.c.d", "{\"e\":1}",
                "log.file.path", "\"p\"",
                "other", "{\"log\":{\"a\":1}}"));
  }

  @Test
  void valuesWhereElasticExpectsObjectsAreRenamed() {
    assertThat(
            json("{\"error\":\"timeout\",\"host\":\"web1\",\"service\":\"a\",\"trace\":\"1\"}")
                .fields())
        .containsExactly(
            entry("error.message", "\"timeout\""),
            entry("host.name", "\"web1\""),
            entry("service.name", "\"a\""),
            entry("trace.id", "\"1\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "\"a\"",
        "null",
        "[]",
        "[{}]",
        "{",
        "}",
        "{}{}",
        "{} x",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":0x1}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":nul",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":[{]}",
        "{\"a\":{]}",
        "{\"a\":{\"b\":1]}",
        "{\"a\":[1}",
        "{\"a\":[}]}",
        "{\"a\":{\"b\":}}",
        "{\"\":1}",
        "{\"log\":{\"\":1}}",
        "{\"a\":1e999}",
        "{\"a\":1//\n}",
        "\uFEFF{}"
      })
  void whatIsNotExactlyOneObjectIsRefused(String line) {
    assertThat(Seen.parsed(parser, line)).isNull();
  }

  @Test
  void aRefusedLineLeavesTheBareRecord() {
    byte[] line = "{\"level\":\"warn\",\"a\":1,\"ts\":1767225600,\"msg\":\"x\",}".getBytes(UTF_8);
    var record = new LogRecord();
    record.reset(line, 0, line.length);
    assertThat(parser.parse(record)).isFalse();
    Seen seen = Seen.of(record);
    assertThat(seen.message()).isEqualTo(new String(line, UTF_8));
    assertThat(seen.fields()).isEmpty();
    assertThat(seen.timeNanos()).isEqualTo(LogRecord.NO_TIME);
    assertThat(seen.severity()).isEqualTo(Severity.UNKNOWN);
  }

  @Test
  void limitsAreRefusedAndNeverThrow() {
    assertThat(Seen.parsed(parser, nested(JsonScanner.MAX_DEPTH))).isNotNull();
    assertThat(Seen.parsed(parser, nested(JsonScanner.MAX_DEPTH + 1))).isNull();
    assertThat(Seen.parsed(parser, nested(10_000))).isNull();
    assertThat(Seen.parsed(parser, "{\"a\":".repeat(10_000))).isNull();
    assertThat(Seen.parsed(parser, members(Fields.MAX_FIELDS))).isNotNull();
    assertThat(Seen.parsed(parser, members(Fields.MAX_FIELDS + 1))).isNull();
    assertThat(Seen.parsed(parser, members(100_000))).isNull();
    assertThat(Seen.parsed(parser, "{\"a\":" + "1".repeat(101) + "}")).isNull();
    String name = "x".repeat(JsonParser.MAX_BUILT_NAME_BYTES);
    assertThat(Seen.parsed(parser, "{\"" + name + "\":{\"a\":1}}")).isNotNull();
    assertThat(Seen.parsed(parser, "{\"log." + name + "\":{\"a\":1}}")).isNull();
  }

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"f" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private Seen json(String line) {
    @Nullable Seen seen = Seen.parsed(parser, line);
    if (seen == null) {
      throw new AssertionError("refused: " + line);
    }
    return seen;
  }
}
