package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueParserTest {
  private static final ParserSpec KV = Formats.of("kv");

  @Test
  void pairsAreFieldsWhateverPartsThem() {
    assertThat(kv("a=1 b:2,c=3;d=4&e=5\tf=6").fields())
        .containsExactly(
            entry("a", "'1'"),
            entry("b", "'2'"),
            entry("c", "'3'"),
            entry("d", "'4'"),
            entry("e", "'5'"),
            entry("f", "'6'"));
  }

  @Test
  void wellKnownNamesAreTimeLevelAndMessage() {
    Seen seen = kv("time=2026-01-01T00:00:00Z, level=warn, msg='low on stock', left=3");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("low on stock");
    assertThat(seen.fields()).containsExactly(entry("left", "'3'"));
  }

  @Test
  void otherWordsHaveTheWholeEventAsTheMessage() {
    Seen seen = kv("login ok for user=anna (second try) from=10.0.0.1");
    assertThat(seen.message()).isEqualTo("login ok for user=anna (second try) from=10.0.0.1");
    assertThat(seen.fields()).containsExactly(entry("user", "'anna'"), entry("from", "'10.0.0.1'"));
    assertThat(kv("login user=anna msg=hello").message()).isEqualTo("hello");
    assertThat(kv("user=anna").message()).isEmpty();
  }

  @Test
  void blanksMayStandAroundTheSeparator() {
    assertThat(kv("a = 1, b : 2, c: 3, d =4").fields())
        .containsExactly(
            entry("a", "'1'"), entry("b", "'2'"), entry("c", "'3'"), entry("d", "'4'"));
  }

  @Test
  void anEmptyValueDoesNotTakeTheNextPair() {
    assertThat(kv("a= b=1, c=,d:").fields())
        .containsExactly(entry("a", "''"), entry("b", "'1'"), entry("c", "''"), entry("d", "''"));
  }

  @Test
  void valuesMayBeQuotedInEitherWay() {
    assertThat(kv("a=\"x \\\"y\\\" z\" b='it, \"is\"' c=\"bad \\q\" d=\"\" e=''").fields())
        .containsExactly(
            entry("a", "\"x \\\"y\\\" z\""),
            entry("b", "'it, \"is\"'"),
            entry("c", "'bad \\q'"),
            entry("d", "\"\""),
            entry("e", "''"));
  }

  @Test
  void aQuoteThatIsNotClosedIsPartOfTheValue() {
    assertThat(kv("a=\"x b='y c=\"z\"w").fields())
        .containsExactly(entry("a", "'\"x'"), entry("b", "''y'"), entry("c", "'\"z\"w'"));
  }

  @Test
  void timesAddressesAndNumbersAreNoPairs() {
    Seen seen = kv("12:30:01 http://x/y user=anna 5=6 at https://a.b:80/c?d=e");
    assertThat(seen.fields()).containsExactly(entry("user", "'anna'"));
    assertThat(kv("url=http://x/y?a").fields()).containsExactly(entry("url", "'http://x/y?a'"));
  }

  @Test
  void theLastOfEqualNamesCounts() {
    assertThat(kv("a=1 a=2").fields()).containsExactly(entry("a", "'2'"));
  }

  @Test
  void aFurtherLineOfTheEventIsNoneOfTheValue() {
    assertThat(kv("a=1\nb=2").fields()).containsExactly(entry("a", "'1'"), entry("b", "'2'"));
  }

  @Test
  void separatorsMayBeOthers() {
    ParserSpec format = Formats.of("kv", FormatOption.KV_SEPARATORS, "; =");
    assertThat(Formats.seen(format, "name=Anna Smith ; url=http://x:80/a?b=c,d;e=1").fields())
        .containsExactly(
            entry("name", "'Anna Smith'"),
            entry("url", "'http://x:80/a?b=c,d'"),
            entry("e", "'1'"));
    ParserSpec bars = Formats.of("kv", FormatOption.KV_SEPARATORS, "|\\t >");
    assertThat(Formats.seen(bars, "a>1|b>2\tc>3=4").fields()).containsOnlyKeys("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "word", "a b c", "=1", "12:30", "é=1", "http://x", "\"a\"=1"})
  void aLineWithoutAnyPairIsRefused(String line) {
    assertThat(Seen.parsed(KV.newParser(), line)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        ";= ~ It must be two words: what stands between pairs, where \\s is a blank and \\t a tab,"
            + " and what stands between name and value, such as \\s\\t,;& =:.",
        "; = : ~ It must be two words: what stands between pairs, where \\s is a blank and \\t a"
            + " tab, and what stands between name and value, such as \\s\\t,;& =:.",
        ";a = ~ Column 2: a separator is an ASCII character, no letter, digit, quote or backslash,"
            + " and none of _.@/- either.",
        "; é ~ Column 3: a separator is an ASCII character, no letter, digit, quote or backslash,"
            + " and none of _.@/- either.",
        ";=, := ~ Column 6: it cannot stand both between pairs and between name and value.",
      })
  void separatorsThatAreWrongAreRefusedWithTheirPlace(String separators, String message) {
    assertThat(Formats.problem("kv", FormatOption.KV_SEPARATORS, separators).sentences())
        .isEqualTo(message);
  }

  private static Seen kv(String line) {
    return Formats.seen(KV, line);
  }
}
