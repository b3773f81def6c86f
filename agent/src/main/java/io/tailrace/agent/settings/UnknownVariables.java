package io.tailrace.agent.settings;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says of each variable that is no setting what was probably meant: a slip of the pen must not
 * leave a setting at its default in silence. Values are never shown, since a misspelt password is
 * still a password.
 */
final class UnknownVariables {
  private final SettingsReader reader;
  private final Map<String, Optional<String>> outputs;

  /**
   * @param outputs the names of the outputs, and the type of each as far as that is known
   */
  UnknownVariables(SettingsReader reader, Map<String, Optional<String>> outputs) {
    this.reader = reader;
    this.outputs = outputs;
  }

  void check() {
    reader.variables().values().stream()
        .filter(this::isUnknown)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(variable -> reader.problem(Problem.hidden(variable, explain(variable.name()))));
  }

  private boolean isUnknown(Variable variable) {
    if (reader.knows(variable.name())
        || (reader.listsAreUnclear() && isOfSomethingListed(variable.name()))) {
      return false;
    }
    return switch (variable.origin()) {
      case Origin.FromEnvironment() ->
          variable.name().startsWith(Declarations.PREFIX) && !ServiceLinks.has(variable);
      case Origin.FromFile(var file, var line) -> true;
      case Origin.FromLabel(var label) -> false;
      case Origin.IsDefault() -> false;
    };
  }

  /** As long as a list of names is not right, what belongs to a name on it cannot be judged. */
  private static boolean isOfSomethingListed(String name) {
    return ofTypeNotListed(name).isPresent() || ofNothingListed(name).isPresent();
  }

  private String explain(String name) {
    Optional<String> meant = Suggestions.nearest(name, reader.known());
    for (Map.Entry<String, Optional<String>> output : outputs.entrySet()) {
      if (name.startsWith(Names.prefixOf(output.getKey()))) {
        return ofOtherType(output.getKey(), output.getValue().orElse(""), name, meant);
      }
    }
    return ofNoOutput(name)
        .or(() -> ofTypeNotListed(name))
        .or(() -> meant.map("There is no such setting. Did you mean %s?"::formatted))
        .or(() -> ofNothingListed(name))
        .orElse("There is no such setting. `tailrace config --help` lists those there are.");
  }

  /** A setting that each output has for itself, without an output's name. */
  private Optional<String> ofNoOutput(String name) {
    return outputs.entrySet().stream()
        .filter(output -> output.getValue().filter(OutputDeclarations.TYPES::contains).isPresent())
        .filter(output ->
            SettingNames.ofOutput(output.getValue().orElseThrow()).stream()
                .anyMatch(setting -> name.equals(Declarations.PREFIX + setting)))
        .map(output ->
            "It is a setting of an output: write %s%s."
                .formatted(
                    Names.prefixOf(output.getKey()), name.substring(Declarations.PREFIX.length())))
        .findFirst();
  }

  private static String didYouMean(Optional<String> meant) {
    return meant.map(" Did you mean %s?"::formatted).orElse("");
  }

  /** A setting of another type of output, or none at all. */
  private static String ofOtherType(
      String output, String type, String name, Optional<String> meant) {
    String own = name.substring(Names.prefixOf(output).length());
    for (String other : OutputDeclarations.TYPES) {
      if (SettingNames.ofOutput(other).contains(own)) {
        return "The output %s is of type %s; only %s has the setting %s."
            .formatted(output, type, other, own);
      }
    }
    return "An output of type %s has no such setting.%s".formatted(type, didYouMean(meant));
  }

  /** A setting of a type of output, for which there is no output. */
  private static Optional<String> ofTypeNotListed(String name) {
    return OutputDeclarations.TYPES.stream()
        .filter(type -> name.startsWith(Names.prefixOf(type)))
        .filter(type ->
            SettingNames.ofOutput(type).contains(name.substring(Names.prefixOf(type).length())))
        .map(type -> notListed("output", type, "TAILRACE_OUTPUTS"))
        .findFirst();
  }

  /** A setting of an input or output that is not in the list of those there are. */
  private static Optional<String> ofNothingListed(String name) {
    String rest =
        name.startsWith(Declarations.PREFIX) ? name.substring(Declarations.PREFIX.length()) : "";
    return ownerIn(rest, allOutputSettings())
        .map(owner -> notListed("output", owner, "TAILRACE_OUTPUTS"))
        .or(() ->
            ownerIn(rest, SettingNames.ofInput())
                .map(owner -> notListed("input", owner, "TAILRACE_INPUTS")));
  }

  private static String notListed(String what, String name, String variable) {
    return "There is no %s named %s: add %s to %s, or leave this out."
        .formatted(what, name, name, variable);
  }

  /** {@code audit} of {@code AUDIT_API_KEY}, if {@code API_KEY} is among the settings. */
  private static Optional<String> ownerIn(String rest, Set<String> settings) {
    return settings.stream()
        .filter(setting -> rest.endsWith("_" + setting))
        .map(setting -> rest.substring(0, rest.length() - setting.length() - 1))
        .filter(owner -> !owner.isEmpty())
        // The longest setting: AUDIT of AUDIT_API_KEY_FILE, not AUDIT_API of KEY_FILE.
        .min(Comparator.comparingInt(String::length))
        .map(owner -> owner.toLowerCase(Locale.ROOT));
  }

  private static Set<String> allOutputSettings() {
    Set<String> names = new LinkedHashSet<>();
    OutputDeclarations.TYPES.forEach(type -> names.addAll(SettingNames.ofOutput(type)));
    return names;
  }
}
