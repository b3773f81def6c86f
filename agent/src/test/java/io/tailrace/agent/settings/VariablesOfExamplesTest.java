package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variable that a file of the examples names anywhere, comments included, is a setting. */
class VariablesOfExamplesTest {
  private static final Path FOLDER = Path.of("..", "config-examples");

  private static final Pattern VARIABLE = Pattern.compile("TAILRACE_[A-Z0-9_]*[A-Z0-9]");

  private static final Pattern NAMES =
      Pattern.compile("TAILRACE_(?:INPUTS|OUTPUTS)\\W+(?:value: )?([a-z0-9,]+)");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Set<String> unknown(String text) {
    Set<String> prefixes = new LinkedHashSet<>(List.of(Declarations.PREFIX));
    OutputDeclarations.TYPES.forEach(type -> prefixes.add(Names.prefixOf(type)));
    NAMES
        .matcher(text)
        .results()
        .flatMap(match -> Stream.of(match.group(1).split(",", -1)))
        .forEach(name -> prefixes.add(Names.prefixOf(name)));
    Set<String> known = new LinkedHashSet<>();
    Declarations.SCOPES.stream()
        .flatMap(scope -> scope.settings().stream())
        .forEach(setting ->
            prefixes.forEach(prefix -> {
              known.add(prefix + setting.name());
              if (setting.secret()) {
                known.add(prefix + setting.fileName());
              }
            }));
    Set<String> unknown = new LinkedHashSet<>();
    VARIABLE.matcher(text).results().map(MatchResult::group).forEach(unknown::add);
    unknown.removeAll(known);
    return unknown;
  }

  @ParameterizedTest
  @MethodSource("files")
  void isASetting(Path file) throws IOException {
    assertThat(unknown(Files.readString(file))).as("%s", file).isEmpty();
  }

  @Test
  void whatIsNoneIsFoundInACommentToo() {
    assertThat(unknown("# longer than TAILRACE_DRAIN_TIME\nTAILRACE_PATHS=/x"))
        .containsExactly("TAILRACE_DRAIN_TIME");
    assertThat(unknown("TAILRACE_OUTPUTS=audit\nTAILRACE_AUDIT_URL=x TAILRACE_OTHER_URL=x"))
        .containsExactly("TAILRACE_OTHER_URL");
  }
}
