package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the examples say of the settings is true. */
class ExamplesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String BEGIN = "<!-- settings:begin -->\n";
  private static final String END = "<!-- settings:end -->";

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("config-examples"))) {
      return files.filter(file -> file.toString().endsWith(".env")).sorted().toList();
    }
  }

  @Test
  void thereAreExamplesForBothBackends() throws IOException {
    assertThat(examples())
        .extracting(file -> file.getFileName().toString())
        .contains("elasticsearch.env", "loki.env");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsRight(Path example) {
    assertThat(Settings.load(Map.of("TAILRACE_ENV_FILE", example.toString())))
        .isInstanceOf(Loaded.Good.class);
  }

  @Test
  void theReferenceInTheReadmeIsTheOneOfThisProgram() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertThat(readme).contains(BEGIN, END);

    assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)))
        .as("stale; put what `./tailrace config --reference` prints between the settings marks")
        .isEqualTo(Reference.markdown());
  }

  static Stream<Setting<?>> settings() {
    return Declarations.SCOPES.stream().flatMap(scope -> scope.settings().stream());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyDefaultAndExampleIsAValue(Setting<?> setting) throws Exception {
    if (setting.defaultText().isPresent()) {
      assertThat(setting.kind().parse(setting.defaultText().get())).isNotNull();
    }
    if (setting.kind().equals(PathKinds.READABLE_FILE)) {
      assertThat(Path.of(setting.example())).isAbsolute(); // It need not be there.
    } else {
      assertThat(setting.kind().parse(setting.example())).isNotNull();
    }
    assertThat(setting.help()).doesNotEndWith(".").hasSizeLessThan(100);
  }
}
