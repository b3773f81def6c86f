package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsvParserTest {
  private static final ParserSpec THREE = Formats.of("tsv", FormatOption.COLUMNS, "a,b,c");

  @Test
  void cellsAreTimeLevelMessageAndFields() {
    ParserSpec format = Formats.of("tsv", FormatOption.COLUMNS, "time,level,took:float,msg");
    Seen seen = Formats.seen(format, "2026-01-01T00:00:00Z\tWARN\t.5\ta \"b\"\\tc\\n");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("a \"b\"\tc\n");
    assertThat(seen.fields()).containsExactly(entry("took", "0.5"));
  }

  @Test
  void escapesAreUndoneAndOtherBackslashesStandForThemselves() {
    assertThat(Formats.seen(THREE, "\\\\t\t\\x\\\t\\r\\\\\\n").fields())
        .containsExactly(entry("a", "'\\t'"), entry("b", "'\\x\\'"), entry("c", "'\r\\\n'"));
  }

  @Test
  void emptyCellsAndNullAreNoValues() {
    assertThat(Formats.seen(THREE, "\t\\N\t\\NN").fields()).containsExactly(entry("c", "'\\NN'"));
    assertThat(Formats.seen(THREE, "\t\t").fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1\t2", "1\t2\t3\t", "1\t2\t3\t4", "a\tb\tc"})
  void linesOfOtherFormsAndTheHeaderAreRefused(String line) {
    assertThat(Seen.parsed(THREE.newParser(), line)).isNull();
  }

  @Test
  void whatIsWrittenWithEscapesIsReadAgain() {
    String[] parts = {"a", "\\", "\t", "\n", "\r", "n", "t", "N", "é", "😀", " "};
    Seeds.each(
        1,
        3_000,
        (random, seed) -> {
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            var cell = new StringBuilder("x");
            for (int k = random.nextInt(6); k > 0; k--) {
              cell.append(parts[random.nextInt(parts.length)]);
            }
            cells.add(cell.toString());
          }
          String line = String.join("\t", cells.stream().map(TsvParserTest::escaped).toList());
          assertThat(Formats.seen(THREE, line).fields().values())
              .containsExactlyElementsOf(cells.stream().map(cell -> "'" + cell + "'").toList());
        });
  }

  private static String escaped(String cell) {
    return cell.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  @Test
  void theSeparatorMayBeAnother() {
    ParserSpec format = Formats.of("tsv", FormatOption.COLUMNS, "a,b", FormatOption.SEPARATOR, "|");
    assertThat(Objects.requireNonNull(Seen.parsed(format.newParser(), "1\t|2")).fields())
        .containsExactly(entry("a", "'1\t'"), entry("b", "'2'"));
  }
}
