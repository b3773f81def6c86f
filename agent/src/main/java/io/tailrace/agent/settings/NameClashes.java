package io.tailrace.agent.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds names of inputs and outputs whose settings would be those of somebody else: {@code
 * TAILRACE_POD_LABELS} is the agent's, and would be the labels of a Loki that is called {@code
 * pod}.
 */
final class NameClashes {
  private static final String INPUTS = Declarations.PREFIX + InputDeclarations.INPUTS.name();
  private static final String OUTPUTS = Declarations.PREFIX + AgentDeclarations.OUTPUTS.name();

  private final SettingsReader reader;

  /** Whose setting each variable is, in words. */
  private final Map<String, String> owners = new HashMap<>();

  NameClashes(SettingsReader reader) {
    this.reader = reader;
    SettingNames.ofAgent()
        .forEach(setting -> owners.put(Declarations.PREFIX + setting, "a setting of the agent"));
  }

  /**
   * Tells of each name that is not one's alone.
   *
   * @param outputs by their names the type of each, as far as that is known
   */
  void check(List<String> inputs, Map<String, Optional<String>> outputs) {
    for (String name : inputs) {
      if (outputs.containsKey(name)) {
        reader.problem(
            Problem.of(
                INPUTS,
                "The name %s is that of an output, too: give the input another.".formatted(name)));
      } else {
        claim("input", name, SettingNames.ofInput(), INPUTS);
      }
    }
    outputs.forEach((name, type) ->
        type.filter(OutputDeclarations.TYPES::contains)
            .ifPresent(known -> claim("output", name, SettingNames.ofOutput(known), OUTPUTS)));
  }

  private void claim(String what, String name, Set<String> settings, String list) {
    Optional<String> taken =
        settings.stream()
            .filter(setting -> owners.containsKey(Names.prefixOf(name) + setting))
            .findFirst();
    taken.ifPresent(setting -> reader.problem(Problem.of(list, clash(what, name, setting))));
    for (String setting : settings) {
      owners.putIfAbsent(
          Names.prefixOf(name) + setting,
          "the setting %s of the %s %s".formatted(setting, what, name));
    }
  }

  private String clash(String what, String name, String setting) {
    String variable = Names.prefixOf(name) + setting;
    return "The setting %s of the %s %s would be %s, which is %s: call the %s something else, such as my_%s."
        .formatted(
            setting,
            what,
            name,
            variable,
            owners.get(variable),
            what,
            name.toLowerCase(Locale.ROOT));
  }
}
