package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameClashesTest {
  private final Map<String, String> environment = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "pod, loki, LABELS, TAILRACE_POD_LABELS",
    "pod, elasticsearch, NAMESPACE, TAILRACE_POD_NAMESPACE",
    "max, loki, LINE, TAILRACE_MAX_LINE",
    "multiline, loki, TIMEOUT, TAILRACE_MULTILINE_TIMEOUT",
    "redact, loki, KEY_FILE, TAILRACE_REDACT_KEY_FILE",
    "log, stdout, FORMAT, TAILRACE_LOG_FORMAT",
  })
  void anOutputWhoseSettingIsOneOfTheAgentIsCalledSomethingElse(
      String name, String type, String setting, String variable) {
    output(name, type);

    assertThat(problems())
        .contains(
            Problem.of(
                "TAILRACE_OUTPUTS",
                "The setting %s of the output %s would be %s, which is a setting of the agent: call the output something else, such as my_%s."
                    .formatted(setting, name, variable, name)));
  }

  @Test
  void aNameIsFreeWhereTheTypeHasNoSuchSetting() {
    output("pod", "file");
    environment.put("TAILRACE_POD_PATH", "/tmp/out.ndjson");

    assertThat(problems()).isEmpty();
  }

  @Test
  void soIsAnInputs() {
    environment.put("TAILRACE_INPUTS", "multiline");
    environment.put("TAILRACE_MULTILINE_PATHS", "/a.log");

    assertThat(problems())
        .contains(
            Problem.of(
                "TAILRACE_INPUTS",
                "The setting PATTERN of the input multiline would be TAILRACE_MULTILINE_PATTERN, which is a setting of the agent: call the input something else, such as my_multiline."));
  }

  @Test
  void twoNamesMayNotShareASettingEither() {
    output("loki_max", "loki");
    environment.put("TAILRACE_OUTPUTS", "loki,loki_max");
    environment.put("TAILRACE_LOKI_URL", "http://loki:3100");

    assertThat(problems())
        .contains(
            Problem.of(
                "TAILRACE_OUTPUTS",
                "The setting LABELS of the output loki_max would be TAILRACE_LOKI_MAX_LABELS, which is the setting MAX_LABELS of the output loki: call the output something else, such as my_loki_max."));
  }

  @Test
  void aDryRunSaysItToo() {
    output("pod", "loki");

    assertThat(
            problems(Settings.dryRun(environment, Optional.empty(), Map.of())).stream()
                .map(Problem::subject))
        .contains("TAILRACE_OUTPUTS");
  }

  @Test
  void theOutputsThatOnlyADryRunHasAreInNobodysWay() {
    environment.put("TAILRACE_INPUTS", "loki");
    environment.put("TAILRACE_LOKI_PATHS", "/a.log");

    assertThat(problems()).isEmpty();
    assertThat(problems(Settings.dryRun(environment, Optional.of("loki"), Map.of()))).isEmpty();
  }

  private void output(String name, String type) {
    environment.put("TAILRACE_PATHS", "/a.log");
    environment.put("TAILRACE_OUTPUTS", name);
    environment.put(Names.prefixOf(name) + "TYPE", type);
    if (type.equals("loki") || type.equals("elasticsearch")) {
      environment.put(Names.prefixOf(name) + "URL", "http://server:3100");
    }
  }

  private List<Problem> problems() {
    return problems(Settings.load(environment));
  }

  private static List<Problem> problems(Loaded loaded) {
    return switch (loaded) {
      case Loaded.Good _ -> List.of();
      case Loaded.Bad(var problems) -> problems;
    };
  }
}
