package io.tailrace.parsers.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README's table says of steps is what they do, and it has all of them. */
class ReadmeTransformsTest {
  private static final String BEGIN = "<!-- transforms:begin -->";
  private static final String END = "<!-- transforms:end -->";

  /** The cells of each step: as it is written, a record, and what becomes of it. */
  private static List<String[]> rows() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    return readme
        .substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END))
        .strip()
        .lines()
        .skip(2)
        .map(row -> row.substring(2, row.length() - 2).split(" \\| ", -1))
        .toList();
  }

  static Stream<Arguments> examples() throws IOException {
    return rows().stream()
        .filter(cells -> !cells[1].equals("any"))
        .flatMap(cells ->
            Stream.of(cells[0].split(" or ", -1))
                .map(step -> arguments(code(step), code(cells[1]), code(cells[2]))));
  }

  private static String code(String cell) {
    return cell.startsWith("`") ? cell.substring(1, cell.length() - 1) : cell;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theRecordBecomesWhatTheTableSays(String steps, String line, String record) {
    String made = Transformed.of(steps, line).replaceFirst("^\\{\"level\"", "{\"log.level\"");
    assertThat(made).isEqualTo(record.equals("nothing") ? Transformed.DROPPED : record);
  }

  @Test
  void everyStepIsInTheTableAsItCanBeWritten() throws IOException {
    List<String> words =
        rows().stream()
            .flatMap(cells -> Stream.of(cells[0].split(" or ", -1)))
            .map(ReadmeTransformsTest::code)
            .peek(step -> assertThat(Transformed.parse(step).isNothing()).as(step).isFalse())
            .map(step -> step.split(" ", -1)[0])
            .distinct()
            .toList();
    assertThat(words).containsExactlyInAnyOrderElementsOf(StepKind.words());
  }
}
