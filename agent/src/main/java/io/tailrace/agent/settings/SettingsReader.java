package io.tailrace.agent.settings;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings one by one, and keeps count: of what was asked for, since any other variable is a
 * mistake; of what stands, for {@code tailrace config}; of all that is wrong. Used by one thread,
 * once.
 */
final class SettingsReader {
  /** Longer than any sensible list; keeps what is done with a value cheap. */
  private static final int MAX_LENGTH = 16 * 1024;

  private final Map<String, Variable> variables;
  private final List<Problem> problems = new ArrayList<>();
  private final List<EffectiveSetting> effective = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> knownPrefixes = new HashSet<>();

  /**
   * @param variables by name; blank values count as not set
   */
  SettingsReader(Map<String, Variable> variables) {
    this.variables = variables;
  }

  List<Problem> problems() {
    return problems;
  }

  List<EffectiveSetting> effective() {
    return effective;
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /** The settings whose names begin with {@code TAILRACE_} and the name of an input or output. */
  Section section(String name) {
    return new Section(Names.prefixOf(name));
  }

  /** The settings that are the agent's. */
  Section agent() {
    return new Section(Declarations.PREFIX);
  }

  /** Takes all variables of a section for known: what it is, and so what it has, is unclear. */
  void leaveAlone(Section section) {
    knownPrefixes.add(section.prefix);
  }

  void know(String variable) {
    known.add(variable);
  }

  boolean knows(String variable) {
    return known.contains(variable) || knownPrefixes.stream().anyMatch(variable::startsWith);
  }

  /** Whether there is a file of settings that could not be read: what is in it is not known. */
  boolean fileIsUnread() {
    return problems.stream()
        .filter(problem -> !(problem.origin().orElse(null) instanceof Origin.FromFile))
        .map(Problem::subject)
        .anyMatch((Declarations.PREFIX + AgentDeclarations.ENV_FILE.name())::equals);
  }

  /** Whether a list of the names of inputs or outputs is wrong, or may be in a file unread. */
  boolean listsAreUnclear() {
    if (fileIsUnread()) {
      return true;
    }
    return problems.stream()
        .map(Problem::subject)
        .anyMatch(subject ->
            subject.equals(Declarations.PREFIX + InputDeclarations.INPUTS.name())
                || subject.equals(Declarations.PREFIX + AgentDeclarations.OUTPUTS.name()));
  }

  Set<String> known() {
    return known;
  }

  Map<String, Variable> variables() {
    return variables;
  }

  Optional<Variable> find(String name) {
    return Optional.ofNullable(variables.get(name)).filter(found -> !found.value().isBlank());
  }

  /** Notes a value for {@code tailrace config}. */
  void stands(Variable variable, String shown) {
    effective.add(new EffectiveSetting(variable.name(), Optional.of(shown), variable.origin()));
  }

  /** The settings under one prefix. */
  final class Section {
    private final String prefix;

    private Section(String prefix) {
      this.prefix = prefix;
    }

    /** The whole name of a setting's variable. */
    String nameOf(Setting<?> setting) {
      return prefix + setting.name();
    }

    /** The variable of a setting, if it is set. */
    Optional<Variable> variable(Setting<?> setting) {
      return find(nameOf(setting));
    }

    /** The value, if it is set and right. */
    <T> Optional<T> optional(Setting<T> setting) {
      String name = nameOf(setting);
      know(name);
      Optional<Variable> found = find(name);
      if (found.isEmpty()) {
        effective.add(new EffectiveSetting(name, Optional.empty(), new Origin.IsDefault()));
        return Optional.empty();
      }
      return parse(setting, found.get());
    }

    /** The value, or the default if it is not set, or not right. */
    <T> T orDefault(Setting<T> setting) {
      String name = nameOf(setting);
      know(name);
      Optional<Variable> found = find(name);
      if (found.isPresent()) {
        return parse(setting, found.get()).orElseGet(() -> defaultOf(setting));
      }
      effective.add(new EffectiveSetting(name, setting.defaultText(), new Origin.IsDefault()));
      return defaultOf(setting);
    }

    /** The value if this section has it, without a word about it if it has not. */
    <T> Optional<T> ifSet(Setting<T> setting) {
      know(nameOf(setting));
      return variable(setting).flatMap(found -> parse(setting, found));
    }

    /**
     * The value; if it is not set, that is a problem.
     *
     * @param what it is, in the words of a sentence: {@code the files to read}
     */
    <T> Optional<T> required(Setting<T> setting, String what) {
      if (variable(setting).isEmpty()) {
        know(nameOf(setting));
        if (!fileIsUnread()) {
          problem(
              Problem.of(
                  nameOf(setting),
                  "Not set: %s. For example: %s=%s"
                      .formatted(what, nameOf(setting), setting.example())));
        }
        return Optional.empty();
      }
      return optional(setting);
    }

    /** A secret, from its variable or from the file that {@code …_FILE} names. */
    Optional<Secret> secret(Setting<String> setting) {
      String fileName = prefix + setting.fileName();
      know(fileName);
      Optional<Variable> file = find(fileName);
      if (file.isEmpty()) {
        return optional(setting).map(Secret::of);
      }
      know(nameOf(setting));
      if (variable(setting).isPresent()) {
        problem(
            Problem.hidden(
                variable(setting).get(),
                "It is set here and in the file of %s: leave one out.".formatted(fileName)));
        return Optional.empty();
      }
      return secretInFile(file.get());
    }

    private Optional<Secret> secretInFile(Variable variable) {
      try {
        Path path = PathKinds.PATH.parse(variable.value().strip());
        Secret secret = Secret.inFile(path);
        stands(variable, path.toString());
        return Optional.of(secret);
      } catch (BadValue e) {
        problem(Problem.of(variable, variable.value(), e.sentences()));
      } catch (NoSuchFileException e) {
        problem(Problem.of(variable, variable.value(), "There is no such file."));
      } catch (IOException e) {
        problem(
            Problem.of(
                variable,
                variable.value(),
                "The secret cannot be read: %s.".formatted(e.getMessage())));
      }
      return Optional.empty();
    }

    private <T> Optional<T> parse(Setting<T> setting, Variable variable) {
      // A blank may be part of a password.
      String text = setting.secret() ? variable.value() : variable.value().strip();
      String shown = setting.kind().shown(text);
      try {
        if (text.length() > MAX_LENGTH) {
          throw new BadValue("Longer than %s characters.".formatted(MAX_LENGTH));
        }
        T value = setting.kind().parse(text);
        stands(variable, shown);
        return Optional.of(value);
      } catch (BadValue e) {
        problem(Problem.of(variable, shown, e));
        return Optional.empty();
      }
    }

    private <T> T defaultOf(Setting<T> setting) {
      try {
        return setting.kind().parse(setting.defaultText().orElseThrow());
      } catch (BadValue e) {
        throw new IllegalStateException("default of " + nameOf(setting), e);
      }
    }
  }
}
