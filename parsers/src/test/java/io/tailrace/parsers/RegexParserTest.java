package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexParserTest {
  @Test
  void namedGroupsAreTimeLevelMessageAndFields() {
    Seen seen =
        seen(
            "^(?P<time>\\S+) (?P<level>\\w+) \\[(?P<thread>[^]]*)] (?P<msg>.*)$",
            "2026-01-01T00:00:00Z WARN [main] low on stock");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("low on stock");
    assertThat(seen.fields()).containsExactly(entry("thread", "'main'"));
  }

  @Test
  void withoutAMessageTheWholeEventIsIt() {
    Seen seen = seen("user=(?P<user>\\w+)", "login of user=anna from 10.0.0.1");
    assertThat(seen.message()).isEqualTo("login of user=anna from 10.0.0.1");
    assertThat(seen.fields()).containsExactly(entry("user", "'anna'"));
  }

  @Test
  void groupsThatTookNothingAreNoFields() {
    assertThat(seen("(?:a=(?P<a>\\d*)|b=(?P<b>\\d*))", "b=1").fields())
        .containsExactly(entry("b", "'1'"));
    assertThat(seen("a=(?P<a>\\d*)", "a=").fields()).isEmpty();
  }

  @Test
  void groupsWithoutNamesAreNoFields() {
    assertThat(seen("(\\w+) (?:\\w+) (?P<third>\\w+)", "a b c").fields())
        .containsExactly(entry("third", "'c'"));
  }

  @Test
  void aDotMatchesTheLineFeedsOfAnEventToo() {
    String event = "ERROR boom\n\tat x\n\tat y";
    assertThat(seen("^(?P<level>\\w+) (?P<msg>.*)$", event).message())
        .isEqualTo("boom\n\tat x\n\tat y");
    assertThat(seen("^(?P<level>\\w+) (?P<msg>(?-s).*)", event).message()).isEqualTo("boom");
  }

  @Test
  void aLineWithoutAMatchIsRefusedAndTheRecordIsAsBefore() {
    RecordReader reader = reader("^(?P<n>\\d+)$");
    Seen seen = Seen.read(reader, "2026-01-01T00:00:00Z INFO x\n").getFirst();
    assertThat(seen.message()).isEqualTo("2026-01-01T00:00:00Z INFO x");
    assertThat(seen.severity()).isEqualTo(Severity.INFO);
    assertThat(seen.flags()).containsExactly(Flag.PARSE_ERROR);
    assertThat(seen.fields())
        .containsExactly(entry("tailrace.parse_error", "'no match of the pattern'"));
    assertThat(reader.parseErrors()).isOne();
    assertThat(reader.chosen()).isEqualTo("plain");
  }

  /** The engine's own matching of bytes takes what follows "é" for the beginning of a text. */
  @Test
  void placesAreRightAfterCharactersThatAreNotAscii() {
    Seen seen = seen("(?P<a>\\pL+) (?P<b>\\S+) (?P<c>.*)", "héé 😀x😀 日本 end");
    assertThat(seen.fields())
        .containsExactly(entry("a", "'héé'"), entry("b", "'😀x😀'"), entry("c", "'日本 end'"));
    assertThat(seen("(?:^|,)(?P<x>x)", "éx,x").fields()).containsExactly(entry("x", "'x'"));
    assertThat(Seen.parsed(format("(?:^|,)(?P<x>x)").newParser(), "éx")).isNull();
    assertThat(seen("^(?P<a>.*?)$", "caf\u00e9s").fields()).containsExactly(entry("a", "'cafés'"));
  }

  @Test
  void anAsciiLineAfterOneThatIsNotIsReadWhereItStands() {
    RecordReader reader = reader("(?P<w>\\S+)$");
    assertThat(Seen.read(reader, "x é\nlonger line y\né z\n"))
        .extracting(seen -> seen.fields().get("w"))
        .containsExactly("'é'", "'y'", "'z'");
  }

  @Test
  void aTimeInTheFormatOfTheUserIsTheRecords() {
    ParserSpec format =
        Formats.of(
            "regex",
            FormatOption.PATTERN,
            "^\\[(?P<time>[^]]+)] (?P<msg>.*)",
            FormatOption.TIME_FORMAT,
            "dd/MMM/yyyy HH:mm:ss",
            FormatOption.TIME_ZONE,
            "Europe/Berlin");
    Seen seen = Formats.seen(format, "[01/Jan/2026 01:00:00] x");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.fields()).isEmpty();

    Seen other = Formats.seen(format, "[2026-01-01T00:00:00Z] x");
    assertThat(other.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);

    Seen none = Formats.seen(format, "[yesterday] x");
    assertThat(none.timeNanos()).isEqualTo(LogRecord.NO_TIME);
    assertThat(none.fields()).containsExactly(entry("time", "'yesterday'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(?P<a>x ~ Column 1: the ( is never closed.",
        "ab(c(?P<a>x) ~ Column 3: the ( is never closed.",
        "(?P<a>x)) ~ Column 9: nothing opens what this ) closes.",
        "(?P<a>[b-a]) ~ Column 8: invalid character class range: b-a.",
        "(?P<a>[abc) ~ Column 7: the [ is never closed.",
        "a[bc ~ Column 2: the [ is never closed.",
        "(?P<a>*x) ~ Column 7: missing argument to repetition operator: *.",
        "x\\\\y\\y(?P<a>x) ~ Column 5: invalid escape sequence: \\y.",
        "(?P<a>x**) ~ Column 8: invalid nested repetition operator: **.",
        "(?P<a>x)(?P<a>y) ~ Column 13: duplicate capture group name: a.",
        "(?P<a b>x) ~ Column 1: invalid named capture: (?P<a b>.",
        "(?P<a>x{1001}) ~ Column 8: invalid repeat count: {1001}.",
        "(?P<a>x)\\ ~ Column 9: trailing backslash at end of expression.",
      })
  void aPatternThatIsWrongIsRefusedWithItsPlace(String pattern, String message) {
    assertThat(Formats.problem("regex", FormatOption.PATTERN, pattern).sentences())
        .isEqualTo(message);
  }

  @Test
  void whatTheEngineHasNotIsExplained() {
    assertThat(Formats.problem("regex", FormatOption.PATTERN, "a(?=b)").sentences())
        .isEqualTo(
            "Column 2: invalid or unsupported Perl syntax: (?=. There is no looking ahead or"
                + " behind, and a name is letters, digits and _.");
    assertThat(Formats.problem("regex", FormatOption.PATTERN, "a(?>b)").sentences())
        .endsWith("There are no atomic groups, nor are they needed: matching never goes back.");
    assertThat(Formats.problem("regex", FormatOption.PATTERN, "a(b)").sentences())
        .isEqualTo(
            "It names no field: write what is to become one as a group with a name, such as"
                + " (?P<status>\\d+).");
    assertThat(Formats.problem("regex").sentences())
        .isEqualTo("Not set: the pattern that the parser regex needs.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(?P<a>(x{1000}){1000}) ~ 16",
        "(?P<a>((x{100}){100}){100}) ~ 16",
        "((((x{9}){9}){9}){9})(?P<a>y) ~ 18",
        "(?P<a>[ab]{999}\\d{999}.{999}(?:ab){999}) ~ 35",
      })
  void aPatternTooLargeIsRefusedBeforeItIsBuilt(String pattern, int column) {
    assertThat(Formats.problem("regex", FormatOption.PATTERN, pattern).sentences())
        .startsWith("Column %d: the pattern up to here makes more than".formatted(column));
  }

  @Test
  void groupsTooDeepAreRefused() {
    String deep = "(".repeat(200) + "?P<a>x" + ")".repeat(200);
    assertThat(Formats.problem("regex", FormatOption.PATTERN, deep).sentences())
        .isEqualTo("Column 101: more than 100 groups inside of each other.");
  }

  private static Seen seen(String pattern, String line) {
    return Formats.seen(format(pattern), line);
  }

  private static RecordReader reader(String pattern) {
    return new RecordReader(format(pattern), Multiline.NONE, Encoding.UTF_8, 1_000);
  }

  private static ParserSpec format(String pattern) {
    return Formats.of("regex", FormatOption.PATTERN, pattern);
  }
}
