package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParserSpecTest {
  private static final String CRI = "2026-01-01T00:00:01Z stdout F ";

  @ParameterizedTest
  @EnumSource
  void everyFormatWithoutSettingsIsAWord(ParserChoice choice) {
    ParserSpec spec = Formats.of(choice.label());
    assertThat(spec).isEqualTo(ParserSpec.of(choice));
    assertThat(spec.framing()).isEqualTo(choice.framing());
    assertThat(spec.newParser()).hasSameClassAs(choice.newParser(NamedTimes.NO_REFERENCE));
    assertThat(spec.label()).isEqualTo(choice.label());
  }

  @Test
  void aRuntimesFormatNamesWhatItsPayloadIs() {
    assertThat(read("cri|json", CRI + "{\"msg\":\"x\"}\n"))
        .extracting(Seen::message)
        .containsExactly("x");
    Seen refused = read("cri|json", CRI + "x\n").getFirst();
    assertThat(refused.fields())
        .containsOnly(entry("tailrace.parse_error", "'not json'"), entry("stream", "'stdout'"));
    assertThat(read("cri|json", "{}\n").getFirst().fields())
        .containsOnly(entry("tailrace.parse_error", "'not cri'"));
    assertThat(
            read("docker|kv", "{\"log\":\"a=1\\n\",\"stream\":\"stdout\",\"time\":\"x\"}\n")
                .getFirst()
                .fields())
        .containsOnly(entry("a", "'1'"), entry("stream", "'stdout'"));
  }

  @Test
  void onlyWhatIsNamedIsTakenOff() {
    assertThat(read("json|logfmt", CRI + "{}\n").getFirst().flags())
        .containsExactly(Flag.PARSE_ERROR);
  }

  @Test
  void blanksAndCapitalsDoNotMatter() {
    assertThat(Formats.of(" CRI | Json ").label()).isEqualTo("cri|json");
  }

  @Test
  void specsAreEqualIfAllThatIsReadIs() {
    ParserSpec one = Formats.of("csv", FormatOption.COLUMNS, "a");
    assertThat(one)
        .isEqualTo(Formats.of("csv", FormatOption.COLUMNS, "a", FormatOption.PATTERN, "x"))
        .hasSameHashCodeAs(Formats.of("csv", FormatOption.COLUMNS, "a"))
        .isNotEqualTo(Formats.of("csv", FormatOption.COLUMNS, "b"))
        .isNotEqualTo(Formats.of("tsv", FormatOption.COLUMNS, "a"));
  }

  @Test
  void whichOptionsAreReadIsKnown() {
    assertThat(Formats.of("json|logfmt").used()).containsExactly(FormatOption.TIME_ZONE);
    assertThat(Formats.of("kv").used())
        .containsExactlyInAnyOrder(
            FormatOption.KV_SEPARATORS, FormatOption.TIME_FORMAT, FormatOption.TIME_ZONE);
    assertThat(ParserSpec.readersOf(FormatOption.PATTERN)).containsExactly("regex", "grok");
  }

  @Test
  void whetherLinesAreLookedAtIsKnown() {
    assertThat(List.of("auto", "cri", "docker", "cri|auto"))
        .allMatch(text -> Formats.of(text).looks());
    assertThat(List.of("json", "cri|json", "json|auto", "plain"))
        .noneMatch(text -> Formats.of(text).looks());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "plain|json ~ plain takes the whole line as its message: nothing can follow it.",
        "cri|plain|json ~ plain takes the whole line as its message: nothing can follow it.",
        "auto|logfmt ~ auto decides itself what a line is: nothing can follow it.",
        "json|cri ~ cri is what lines are wrapped in: it must come first.",
        "cri|docker ~ docker is what lines are wrapped in: it must come first.",
        "regex|grok ~ regex and grok cannot both be there: each input has one pattern and one list"
            + " of columns.",
        "csv|csv ~ csv and csv cannot both be there: each input has one pattern and one list of"
            + " columns.",
        "json|json|json|json|json ~ More than 4 parsers one after the other.",
      })
  void chainsThatMeanNothingAreRefused(String text, String message) {
    assertThat(Formats.problem(text).sentences()).isEqualTo(message);
  }

  @Test
  void aWordThatIsNoneIsRefusedWithThoseThereAre() {
    BadFormat problem = Formats.problem("jsn");
    assertThat(problem.sentences()).startsWith("It must be one of auto, json, ").contains(" kv.");
    assertThat(problem.word()).isEqualTo("jsn");
    assertThat(problem.known()).contains("json");
    assertThat(Formats.problem("cri|jsn").sentences()).startsWith("Column 5: it must be one of ");
    assertThat(Formats.problem("cri|").sentences()).startsWith("Column 5: it must be one of ");
  }

  private static List<Seen> read(String format, String lines) {
    return Seen.read(
        new RecordReader(Formats.of(format), Multiline.NONE, Encoding.UTF_8, 1_000), lines);
  }
}
