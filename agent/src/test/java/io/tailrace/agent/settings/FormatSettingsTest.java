package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tailrace.parsers.FormatOption;
import io.tailrace.parsers.ParserSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that together describe the format of lines. */
class FormatSettingsTest {
  private static final String PATTERN = "^(?P<level>\\w+) (?P<msg>.*)$";

  @TempDir Path directory;

  @Test
  void aParserGetsWhatIsSaidOfItsFormat() {
    ParserSpec spec =
        inputs("TAILRACE_PATHS", "/a", "TAILRACE_PARSER", "cri|regex", "TAILRACE_PATTERN", PATTERN)
            .getFirst()
            .parser();
    assertThat(spec.label()).isEqualTo("cri|regex");
    assertThat(spec.used()).contains(FormatOption.PATTERN);
  }

  @Test
  void anInputTakesFromTheCommonSettingsWhatItHasNotItself() {
    List<InputSettings> inputs =
        inputs(
            "TAILRACE_INPUTS", "app,access,jobs",
            "TAILRACE_APP_PATHS", "/app",
            "TAILRACE_ACCESS_PATHS", "/access",
            "TAILRACE_JOBS_PATHS", "/jobs",
            "TAILRACE_PARSER", "csv",
            "TAILRACE_COLUMNS", "a,b",
            "TAILRACE_ACCESS_COLUMNS", "c,d",
            "TAILRACE_JOBS_PARSER", "kv");
    ParserSpec app = inputs.get(0).parser();
    ParserSpec access = inputs.get(1).parser();
    assertThat(app).hasToString("csv").isNotEqualTo(access);
    assertThat(access).hasToString("csv");
    assertThat(inputs.get(2).parser()).hasToString("kv");
  }

  @Test
  void theSameSettingsAreTheSameFormat() {
    String[] settings = {
      "TAILRACE_PATHS", "/a", "TAILRACE_PARSER", "regex", "TAILRACE_PATTERN", PATTERN
    };
    assertThat(inputs(settings)).isEqualTo(inputs(settings));
  }

  @Test
  void aFileOfPatternsIsRead() throws Exception {
    Path file = Files.writeString(directory.resolve("patterns"), "ORDER [A-Z]{2}-[0-9]+\n");
    String[] settings = {
      "TAILRACE_PATHS", "/a",
      "TAILRACE_PARSER", "grok",
      "TAILRACE_PATTERN", "%{ORDER:order}",
      "TAILRACE_GROK_PATTERNS", file.toString()
    };
    List<InputSettings> before = inputs(settings);
    Files.writeString(file, "ORDER [0-9]+\n");
    assertThat(inputs(settings)).isNotEqualTo(before);

    Files.writeString(file, "ORDER [0-9+\n");
    assertThat(problems(settings))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            tuple("TAILRACE_GROK_PATTERNS", "Line 1, ORDER: Column 1: the [ is never closed."));

    Files.write(file, new byte[] {(byte) 0xFF});
    assertThat(problems(settings))
        .extracting(Problem::message)
        .containsExactly("It cannot be used: it is not UTF-8 text.");
  }

  @Test
  void whatAParserNeedsAndHasNotIsAProblemWithAnExample() {
    assertThat(problems("TAILRACE_PATHS", "/a", "TAILRACE_PARSER", "regex"))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            tuple(
                "TAILRACE_PATTERN",
                "Not set: the pattern that the parser regex needs. For example:"
                    + " TAILRACE_PATTERN='^(?P<time>\\S+) (?P<level>\\w+) (?P<msg>.*)$'"));
    assertThat(
            problems(
                "TAILRACE_INPUTS", "app",
                "TAILRACE_APP_PATHS", "/a",
                "TAILRACE_APP_PARSER", "cri|csv"))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            tuple(
                "TAILRACE_APP_COLUMNS",
                "Not set: the columns that the parser csv needs. For example:"
                    + " TAILRACE_APP_COLUMNS='time,level,user,bytes:int,message'"));
  }

  @Test
  void aWrongPatternIsSaidOnceWithItsPlaceAndWhatWasPerhapsMeant() {
    assertThat(
            problems(
                "TAILRACE_INPUTS", "a,b",
                "TAILRACE_A_PATHS", "/a",
                "TAILRACE_B_PATHS", "/b",
                "TAILRACE_PARSER", "grok",
                "TAILRACE_PATTERN", "x %{IPORHOT:client}"))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            tuple(
                "TAILRACE_PATTERN",
                "Column 5: there is no pattern named IPORHOT. Did you mean IPORHOST?"));
    assertThat(
            problems(
                "TAILRACE_PATHS", "/a",
                "TAILRACE_PARSER", "csv",
                "TAILRACE_COLUMNS", "a,b:itn"))
        .extracting(Problem::message)
        .containsExactly("Column 5: a type is int, float or bool. Did you mean int?");
  }

  @Test
  void aStepThatIsWrongIsSaidWithItsPlaceAndWhatWasPerhapsMeant() {
    assertThat(problems("TAILRACE_PATHS", "/a", "TAILRACE_TRANSFORM", "nest\n renam a=b"))
        .extracting(Problem::subject, Problem::shown, Problem::message)
        .containsExactly(
            tuple(
                "TAILRACE_TRANSFORM",
                Optional.of("nest⏎ renam a=b"),
                "Step 2, column 7: there is no step renam, only rename, remove, add, nest, flatten,"
                    + " convert, sample, limit, dedup, keep, drop. Did you mean rename?"));
    assertThat(
            problems(
                "TAILRACE_INPUTS", "a",
                "TAILRACE_A_PATHS", "/a",
                "TAILRACE_A_TRANSFORM", "convert n:itn"))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            tuple(
                "TAILRACE_A_TRANSFORM",
                "Step 1 (convert), column 11: a type is int, float, bool or text. It is written"
                    + " convert bytes:int, took:float, cached:bool, id:text. Did you mean int?"));
  }

  @Test
  void eachOptionIsCheckedByItself() {
    assertThat(
            problems(
                "TAILRACE_PATHS", "/a",
                "TAILRACE_PARSER", "csv",
                "TAILRACE_COLUMNS", "a,a",
                "TAILRACE_SEPARATOR", ",,",
                "TAILRACE_TIME_FORMAT", "HH:mm",
                "TAILRACE_TIME_ZONE", "Mars/Base",
                "TAILRACE_KV_SEPARATORS", "x"))
        .extracting(Problem::subject)
        .containsExactlyInAnyOrder(
            "TAILRACE_COLUMNS",
            "TAILRACE_SEPARATOR",
            "TAILRACE_TIME_FORMAT",
            "TAILRACE_TIME_ZONE",
            "TAILRACE_KV_SEPARATORS");
  }

  @Test
  void whatNoParserReadsIsAProblem() {
    assertThat(problems("TAILRACE_PATHS", "/a", "TAILRACE_PATTERN", PATTERN))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            tuple(
                "TAILRACE_PATTERN",
                "Nothing reads it: it is for the parser regex or grok, and the parser here is"
                    + " auto."));
    assertThat(
            problems(
                "TAILRACE_INPUTS", "a,b",
                "TAILRACE_A_PATHS", "/a",
                "TAILRACE_B_PATHS", "/b",
                "TAILRACE_A_PARSER", "kv",
                "TAILRACE_COLUMNS", "a",
                "TAILRACE_TIME_ZONE", "Europe/Berlin",
                "TAILRACE_B_SEPARATOR", ";"))
        .extracting(Problem::subject, Problem::message)
        .containsExactlyInAnyOrder(
            tuple(
                "TAILRACE_COLUMNS",
                "Nothing reads it: it is for the parser csv or tsv, and the parser here is kv,"
                    + " auto."),
            tuple(
                "TAILRACE_B_SEPARATOR",
                "Nothing reads it: it is for the parser csv or tsv, and the parser here is auto."));
  }

  @Test
  void whatOneOfSeveralInputsReadsIsNoProblem() {
    assertThat(
            inputs(
                "TAILRACE_INPUTS", "a,b",
                "TAILRACE_A_PATHS", "/a",
                "TAILRACE_B_PATHS", "/b",
                "TAILRACE_A_PARSER", "regex",
                "TAILRACE_PATTERN", PATTERN))
        .hasSize(2);
  }

  private static List<InputSettings> inputs(String... namesAndValues) {
    Loaded loaded = Settings.load(environment(namesAndValues));
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings().inputs();
  }

  private static List<Problem> problems(String... namesAndValues) {
    Loaded loaded = Settings.load(environment(namesAndValues));
    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    return ((Loaded.Bad) loaded).problems();
  }

  private static Map<String, String> environment(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }
}
