package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: our parsers find the cells that a grammar in regular expressions finds. */
class TableParsersFuzzTest {
  private static final Pattern CELL =
      Pattern.compile("(?:\"((?:[^\"]|\"\")*+)\"|((?!\")[^,]*+))(,|$)", Pattern.DOTALL);

  private static final String COLUMNS = "a,b,c";

  private final Parser csv = Formats.of("csv", FormatOption.COLUMNS, COLUMNS).newParser();
  private final Parser tsv = Formats.of("tsv", FormatOption.COLUMNS, COLUMNS).newParser();

  @MethodSource
  @FuzzTest
  void cellsAreWhatTheGrammarSays(byte[] input) {
    String text = new String(input, UTF_8);
    if (text.length() > 1_000) {
      return; // The pattern's own stack is limited.
    }
    Seen seen = Seen.parsed(csv, text);
    assertThat(seen == null ? null : seen.fields()).as(text).isEqualTo(csvByGrammar(text));
    Seen tabs = Seen.parsed(tsv, text);
    assertThat(tabs == null ? null : tabs.fields()).as(text).isEqualTo(tsvByGrammar(text));
  }

  static Stream<byte[]> cellsAreWhatTheGrammarSays() {
    return Stream.of(
            "1,\"2\"\"x\",3",
            ",,",
            "\"\",\"\"\"\",\"",
            "a,b,c",
            "x\ty\\\\\t\\N",
            "\\\t\\t\t\\",
            "é,😀,\"\n\"")
        .map(text -> text.getBytes(UTF_8));
  }

  private static @Nullable Map<String, String> csvByGrammar(String text) {
    List<@Nullable String> cells = new ArrayList<>();
    Matcher matcher = CELL.matcher(text);
    int at = 0;
    boolean more = true;
    while (more) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        return null;
      }
      String quoted = matcher.group(1);
      String bare = matcher.group(2);
      cells.add(quoted != null ? quoted.replace("\"\"", "\"") : bare.isEmpty() ? null : bare);
      at = matcher.end();
      more = matcher.group(3).equals(",");
    }
    return at == text.length() ? fields(cells) : null;
  }

  private static @Nullable Map<String, String> tsvByGrammar(String text) {
    List<@Nullable String> cells = new ArrayList<>();
    for (String cell : text.split("\t", -1)) {
      String plain =
          Pattern.compile("\\\\([tnr\\\\])")
              .matcher(cell)
              .replaceAll(match ->
                  switch (match.group(1)) {
                    case "t" -> "\t";
                    case "n" -> "\n";
                    case "r" -> "\r";
                    default -> "\\\\";
                  });
      cells.add(cell.isEmpty() || cell.equals("\\N") ? null : plain);
    }
    boolean header = List.of(text.split("\t", -1)).equals(List.of("a", "b", "c"));
    return header ? null : fields(cells);
  }

  private static @Nullable Map<String, String> fields(List<@Nullable String> cells) {
    String[] names = COLUMNS.split(",", -1);
    if (cells.size() != names.length || cells.equals(List.of(names))) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (cells.get(i) != null) {
        fields.put(names[i], "'" + cells.get(i) + "'");
      }
    }
    return fields;
  }
}
