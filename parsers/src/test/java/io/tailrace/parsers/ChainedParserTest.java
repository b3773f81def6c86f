package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainedParserTest {
  @Test
  void theMessageIsParsedAndFillsWhatTheRecordHasNot() {
    Seen seen =
        seen(
            "json|logfmt",
            "{\"time\":\"2026-01-01T00:00:00Z\",\"a\":1,\"message\":\"level=warn a=2"
                + " b=\\\"x \\\\\\\"y\\\\\\\"\\\" msg=inner\"}");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("inner");
    assertThat(seen.fields()).containsExactly(entry("a", "1"), entry("b", "\"x \\\"y\\\"\""));
  }

  @Test
  void theOuterTimeAndLevelStay() {
    Seen seen =
        seen(
            "json|logfmt",
            "{\"time\":\"2026-01-01T00:00:00Z\",\"level\":\"info\",\"message\":\"level=error"
                + " time=2027-01-01T00:00:00Z\"}");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void anInnerOneWithoutAMessageLeavesTheOuterOne() {
    Seen seen = seen("json|logfmt", "{\"message\":\"a=1 b=2\"}");
    assertThat(seen.message()).isEqualTo("a=1 b=2");
    assertThat(seen.fields()).containsOnlyKeys("a", "b");
  }

  @Test
  void aMessageThatIsRefusedStaysAndIsFlagged() {
    Seen seen = seen("json|logfmt", "{\"message\":\"a sentence\",\"a\":1}");
    assertThat(seen.message()).isEqualTo("a sentence");
    assertThat(seen.flags()).containsExactly(Flag.PARSE_ERROR);
    assertThat(seen.fields())
        .containsExactly(entry("a", "1"), entry("tailrace.parse_error", "'message: not logfmt'"));
  }

  @Test
  void aRecordWithoutAMessageIsNoError() {
    Seen seen = seen("json|logfmt", "{\"a\":1}");
    assertThat(seen.flags()).isEmpty();
    assertThat(seen.fields()).containsOnlyKeys("a");
  }

  @Test
  void aLineTheFirstOneRefusesIsRefused() {
    assertThat(Seen.parsed(Formats.of("json|logfmt").newParser(), "a=1")).isNull();
  }

  @Test
  void autoAtTheEndTakesWhateverTheMessageIs() {
    Parser parser = Formats.of("json|auto").newParser();
    assertThat(chosen(parser, "{\"message\":\"{\\\"x\\\":[1]}\"}")).isEqualTo("json > json");
    assertThat(chosen(parser, "{\"message\":\"a=1 b=2\"}")).isEqualTo("json > logfmt");
    assertThat(chosen(parser, "{\"message\":\"hello\"}")).isEqualTo("json > plain");
    assertThat(chosen(parser, "{}")).isEqualTo("json");
  }

  @Test
  void threeMayFollowEachOther() {
    ParserSpec format =
        Formats.of("json|regex|kv", FormatOption.PATTERN, "^\\[(?P<thread>[^]]*)\\] (?P<msg>.*)$");
    Seen seen = Formats.seen(format, "{\"msg\":\"[main] user=anna\"}");
    assertThat(seen.fields()).containsExactly(entry("thread", "'main'"), entry("user", "'anna'"));
    assertThat(seen.message()).isEqualTo("user=anna");
  }

  @Test
  void innerTextIsThatOfItsOwnEventAlone() {
    var reader = new RecordReader(Formats.of("json|json"), Multiline.NONE, Encoding.UTF_8, 1_000);
    List<Seen> seen =
        Seen.read(
            reader, "{\"msg\":\"{\\\"a\\\":\\\"long value\\\"}\"}\n{\"msg\":\"{\\\"b\\\":2}\"}\n");
    assertThat(seen.getFirst().fields()).containsExactly(entry("a", "\"long value\""));
    assertThat(seen.getLast().fields()).containsExactly(entry("b", "2"));
  }

  @Test
  void aRecordIsNeverFullerThanARecordCanBe() {
    String inner =
        IntStream.range(0, 500).mapToObj(i -> "i" + i + "=1").collect(Collectors.joining(" "));
    String outer =
        IntStream.range(0, 500)
            .mapToObj(i -> "\"o" + i + "\":1,")
            .collect(Collectors.joining("", "{", "\"message\":\"" + inner + "\"}"));
    assertThat(seen("json|logfmt", outer).fields()).hasSize(Fields.MAX_FIELDS);
  }

  private static String chosen(Parser parser, String line) {
    Seen.parsed(parser, line);
    return parser.chosen();
  }

  private static Seen seen(String format, String line) {
    return Formats.seen(Formats.of(format), line);
  }
}
