package io.tailrace.agent.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the settings that there are, without a prefix; of a secret also that of its file.
 */
final class SettingNames {
  private SettingNames() {}

  /** Those of the agent, and of all inputs together. */
  static Set<String> ofAgent() {
    Set<String> names = of(InputDeclarations.ALL);
    names.addAll(of(RedactionDeclarations.ALL));
    names.addAll(of(PodDeclarations.ALL));
    names.addAll(of(AgentDeclarations.ALL));
    names.addAll(of(AgentDeclarations.LAUNCHER));
    names.addAll(Metadata.VARIABLES.keySet());
    return names;
  }

  /** Those that an input has of its own. */
  static Set<String> ofInput() {
    Set<String> names = of(InputDeclarations.OF_ONE_INPUT);
    names.addAll(of(RedactionDeclarations.OF_ONE_INPUT));
    return names;
  }

  /**
   * Those of an output.
   *
   * @param type one of {@link OutputDeclarations#TYPES}
   */
  static Set<String> ofOutput(String type) {
    Set<String> names = of(OutputDeclarations.ALL);
    switch (type) {
      case "elasticsearch" -> {
        names.addAll(of(ElasticsearchDeclarations.ALL));
        names.addAll(of(HttpDeclarations.ALL));
      }
      case "loki" -> {
        names.addAll(of(LokiDeclarations.ALL));
        names.addAll(of(HttpDeclarations.ALL));
      }
      case "stdout" -> names.addAll(of(LocalDeclarations.STDOUT));
      case "file" -> names.addAll(of(LocalDeclarations.FILE));
      default -> throw new IllegalStateException("type " + type);
    }
    return names;
  }

  private static Set<String> of(List<Setting<?>> settings) {
    Set<String> names = new LinkedHashSet<>();
    for (Setting<?> setting : settings) {
      names.add(setting.name());
      if (setting.secret()) {
        names.add(setting.fileName());
      }
    }
    return names;
  }
}
