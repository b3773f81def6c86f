package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvParserTest {
  private static final ParserSpec ORDERS = csv("time,level,user,bytes:int,message");
  private static final ParserSpec THREE = csv("a,b,c");

  @Test
  void cellsAreTimeLevelMessageAndFields() {
    Seen seen =
        Formats.seen(ORDERS, "2026-01-01T00:00:00Z,WARN,anna,17,\"low on \"\"red\"\", paint\"");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("low on \"red\", paint");
    assertThat(seen.fields()).containsExactly(entry("user", "'anna'"), entry("bytes", "17"));
  }

  @Test
  void withoutAMessageColumnThereIsNoMessage() {
    assertThat(Formats.seen(THREE, "1,2,3").message()).isEmpty();
  }

  @Test
  void emptyCellsAreNoValuesButEmptyQuotesAreEmptyText() {
    assertThat(Formats.seen(THREE, ",\"\",").fields()).containsExactly(entry("b", "''"));
    assertThat(Formats.seen(THREE, ",,").fields()).isEmpty();
    assertThat(Formats.seen(csv("n:int,b:bool,x"), "-,\"\",x").fields())
        .containsExactly(entry("x", "'x'"));
  }

  @Test
  void severalCellsMayHaveDoubledQuotes() {
    assertThat(Formats.seen(THREE, "\"\"\"\",\"x\"\"y\",\"\"\"é\"\"\"").fields())
        .containsExactly(entry("a", "'\"'"), entry("b", "'x\"y'"), entry("c", "'\"é\"'"));
  }

  @Test
  void aQuoteInsideOfABareCellStandsForItself() {
    assertThat(Formats.seen(THREE, "5\",x\"y\", \"z\"").fields())
        .containsExactly(entry("a", "'5\"'"), entry("b", "'x\"y\"'"), entry("c", "' \"z\"'"));
  }

  @Test
  void columnsWithoutNamesAreNotKept() {
    assertThat(Formats.seen(csv("a,,c"), "1,2,3").fields())
        .containsExactly(entry("a", "'1'"), entry("c", "'3'"));
  }

  @Test
  void theSeparatorMayBeAnother() {
    ParserSpec format = Formats.of("csv", FormatOption.COLUMNS, "a,b", FormatOption.SEPARATOR, ";");
    assertThat(Formats.seen(format, "1,5;\"x;y\"").fields())
        .containsExactly(entry("a", "'1,5'"), entry("b", "'x;y'"));
    ParserSpec tabs = Formats.of("csv", FormatOption.COLUMNS, "a,b", FormatOption.SEPARATOR, "\\t");
    assertThat(Formats.seen(tabs, "1\t2").fields()).containsOnlyKeys("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1,2",
        "1,2,3,4",
        "1,2,3,",
        "1,\"2,3",
        "1,\"2\"x,3",
        "\"1\" ,2,3",
        "\"",
        "1,2,\"3\"\"",
        "a,b,c",
        "\"a\",b,\"c\""
      })
  void linesOfOtherFormsAndTheHeaderAreRefused(String line) {
    assertThat(Seen.parsed(THREE.newParser(), line)).isNull();
  }

  @Test
  void aLineWithSomeOfTheColumnsNamesIsNoHeader() {
    assertThat(Formats.seen(THREE, "a,b,x").fields()).hasSize(3);
    assertThat(Formats.seen(THREE, "a,b,").fields()).hasSize(2);
  }

  @Test
  void aValueThatIsNotOfItsTypeHasTheLineRefused() {
    assertThat(Seen.parsed(csv("n:int").newParser(), "x")).isNull();
  }

  @Test
  void theHeaderOfAFileIsShippedAsText() {
    var reader = new RecordReader(THREE, Multiline.NONE, Encoding.UTF_8, 1_000);
    List<Seen> seen = Seen.read(reader, "a,b,c\n1,2,3\n");
    assertThat(seen.getFirst().message()).isEqualTo("a,b,c");
    assertThat(seen.getFirst().fields())
        .containsExactly(entry("tailrace.parse_error", "'not csv'"));
    assertThat(seen.getLast().fields()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void whatIsWrittenAsTheStandardSaysIsReadAgain() {
    Seeds.each(
        1,
        3_000,
        (random, seed) -> {
          char separator = ",;|".charAt(random.nextInt(3));
          int columns = 1 + random.nextInt(8);
          List<String> names = new ArrayList<>();
          Map<String, String> expected = new LinkedHashMap<>();
          var line = new StringBuilder();
          for (int i = 0; i < columns; i++) {
            String cell = cell(random);
            boolean quoted = cell.isEmpty() || random.nextBoolean() || needsQuotes(cell);
            line.append(i == 0 ? "" : separator)
                .append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            names.add("column" + i);
            expected.put("column" + i, "'" + cell + "'");
          }
          ParserSpec format =
              Formats.of(
                  "csv",
                  FormatOption.COLUMNS,
                  String.join(",", names),
                  FormatOption.SEPARATOR,
                  String.valueOf(separator));
          assertThat(Formats.seen(format, line.toString()).fields())
              .as(line.toString())
              .isEqualTo(expected);
        });
  }

  private static String cell(Random random) {
    String[] parts = {"a", "\"", ",", ";", "|", " ", "é", "😀", "\n", "word", "\\", "\t"};
    var cell = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      cell.append(parts[random.nextInt(parts.length)]);
    }
    return cell.toString();
  }

  private static boolean needsQuotes(String cell) {
    return cell.chars().anyMatch(c -> "\",;|\n".indexOf(c) >= 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a, b ,a ~ Column 7: the column a is there twice.",
        "a,b c ~ Column 4: a field's name is letters, digits and characters of _.@/-, and begins"
            + " with a letter, _ or @.",
        "a,b:number ~ Column 5: a type is int, float or bool.",
        ",, ~ It must name 1 to 511 columns.",
      })
  void columnsThatAreWrongAreRefusedWithTheirPlace(String columns, String message) {
    assertThat(Formats.problem("csv", FormatOption.COLUMNS, columns).sentences())
        .isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",,", "\"", "\\", " ", "é", "tab"})
  void separatorsThatCannotBeAreRefused(String separator) {
    BadFormat problem =
        Formats.problem("csv", FormatOption.COLUMNS, "a", FormatOption.SEPARATOR, separator);
    assertThat(problem.option()).isEqualTo(FormatOption.SEPARATOR);
    assertThat(problem.sentences())
        .isEqualTo("It must be one ASCII character, no quote and no backslash, or \\t for a tab.");
  }

  private static ParserSpec csv(String columns) {
    return Formats.of("csv", FormatOption.COLUMNS, columns);
  }
}
