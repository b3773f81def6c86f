package io.tailrace.agent.settings;

import io.tailrace.agent.settings.SettingsReader.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of the variables that are set those of a dry run, in which nothing is sent: no address and
 * no credentials are needed or even read. Used once, before anything else reads them.
 */
final class DryRunVariables {
  /** Stands where a server's address has to be. */
  private static final String NOWHERE = "http://localhost";

  private final SettingsReader reader;
  private final Map<String, Variable> variables;

  DryRunVariables(SettingsReader reader, Map<String, Variable> variables) {
    this.reader = reader;
    this.variables = variables;
  }

  /**
   * Prepares them.
   *
   * @param input one of {@code TAILRACE_INPUTS}, or empty for what is set for all
   * @param options values by names without a prefix; an empty one takes away what is set
   */
  void prepare(Optional<String> input, Map<String, String> options) {
    Section common = reader.agent();
    List<String> inputs = common.optional(InputDeclarations.INPUTS).orElse(List.of());
    if (input.isPresent() && !inputs.contains(input.get())) {
      reader.problem(
          Problem.of(
              common.nameOf(InputDeclarations.INPUTS),
              "There is no input named %s.".formatted(input.get())));
    }
    if (input.isEmpty()) {
      variables.remove(common.nameOf(InputDeclarations.INPUTS));
    }
    String prefix = input.map(Names::prefixOf).orElse(Declarations.PREFIX);
    options.forEach((name, value) -> put(prefix + name, value));
    prepareOutputs(common);
  }

  private void prepareOutputs(Section common) {
    List<String> names = new ArrayList<>();
    for (String name : common.orDefault(AgentDeclarations.OUTPUTS)) {
      String type = typeOf(name);
      if (!type.equals("stdout") && !type.equals("file")) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      names.addAll(List.of("elasticsearch", "loki"));
    }
    names.forEach(this::disconnect);
    put(common.nameOf(AgentDeclarations.OUTPUTS), String.join(",", names));
  }

  private String typeOf(String output) {
    return OutputDeclarations.TYPES.contains(output)
        ? output
        : reader
            .section(output)
            .variable(OutputDeclarations.TYPE)
            .map(variable -> variable.value().strip())
            .orElse("");
  }

  private void disconnect(String output) {
    Section own = reader.section(output);
    List<Setting<?>> ofServers = new ArrayList<>(HttpDeclarations.ALL);
    ofServers.add(ElasticsearchDeclarations.API_KEY);
    for (Setting<?> setting : ofServers) {
      variables.remove(own.nameOf(setting));
      variables.remove(Names.prefixOf(output) + setting.fileName());
    }
    put(own.nameOf(LokiDeclarations.URL), NOWHERE);
  }

  private void put(String name, String value) {
    variables.put(name, new Variable(name, value, new Origin.FromEnvironment()));
  }
}
