package io.tailrace.agent.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Settings in a file of tests, written as in the file of {@code TAILRACE_ENV_FILE}. Paths in them
 * may be relative to the file.
 *
 * @param common lines by their numbers, counted from 1, that stand for all tests
 * @param own those of one test, which win
 */
public record SettingLines(
    Path file, SortedMap<Integer, String> common, SortedMap<Integer, String> own) {
  /** Settings that name a file which is read. */
  private static final List<String> OF_FILES =
      List.of(
          AgentDeclarations.ENV_FILE.name(),
          InputDeclarations.GROK_PATTERNS.name(),
          PodDeclarations.POD_INFO.name(),
          RedactionDeclarations.REDACT_KEY.fileName());

  /** What is the agent's, but shapes records. */
  private static final List<Setting<?>> SHAPING =
      List.of(
          AgentDeclarations.MAX_LINE,
          AgentDeclarations.MULTILINE_MAX_LINES,
          AgentDeclarations.ENV_FILE);

  private static final List<Setting<?>> OF_FINDING_FILES =
      List.of(
          InputDeclarations.PATHS,
          InputDeclarations.EXCLUDE,
          InputDeclarations.START_AT,
          InputDeclarations.FOLLOW_SYMLINKS);

  public SettingLines {
    common = new TreeMap<>(common);
    own = new TreeMap<>(own);
  }

  /** The variables by name, without those that cannot be tested; these are problems. */
  Map<String, Variable> variables(Consumer<Problem> problems) {
    Map<String, Variable> all = new LinkedHashMap<>(EnvFile.ofLines(file, common, problems));
    all.putAll(EnvFile.ofLines(file, own, problems));
    Map<String, Variable> variables = new LinkedHashMap<>();
    all.forEach((name, variable) ->
        whyNot(name)
            .ifPresentOrElse(
                why -> problems.accept(Problem.hidden(variable, why)),
                () -> variables.put(name, located(variable))));
    return variables;
  }

  private static Optional<String> whyNot(String name) {
    if (name.equals(nameOf(InputDeclarations.INPUTS))) {
      return Optional.of(
          "The lines of a test are of one input: leave it out. Of inputs in the file that %s names, a line `input NAME` chooses one."
              .formatted(nameOf(AgentDeclarations.ENV_FILE)));
    }
    if (OutputDeclarations.TYPES.stream().map(Names::prefixOf).anyMatch(name::startsWith)) {
      return Optional.of("It is of an output, and a test ends before those: leave it out.");
    }
    return shapesNothing(name)
        ? Optional.of("It changes nothing in what becomes of a line: leave it out.")
        : Optional.empty();
  }

  private static boolean shapesNothing(String name) {
    return Stream.of(AgentDeclarations.ALL, AgentDeclarations.LAUNCHER, OF_FINDING_FILES)
        .flatMap(List::stream)
        .filter(setting -> !SHAPING.contains(setting))
        .anyMatch(setting -> name.equals(nameOf(setting)));
  }

  private static String nameOf(Setting<?> setting) {
    return Declarations.PREFIX + setting.name();
  }

  /** The same with a path that is absolute, where it is one. */
  private Variable located(Variable variable) {
    String value = variable.value();
    if (value.isBlank()
        || OF_FILES.stream().noneMatch(name -> variable.name().endsWith("_" + name))) {
      return variable;
    }
    try {
      Path path = file.toAbsolutePath().resolveSibling(value.strip()).normalize();
      return new Variable(variable.name(), path.toString(), variable.origin());
    } catch (InvalidPathException e) {
      return variable; // Its kind says what is wrong with it.
    }
  }
}
