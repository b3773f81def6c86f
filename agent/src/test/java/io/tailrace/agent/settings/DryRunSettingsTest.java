package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.redaction.RedactionRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DryRunSettingsTest {
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void nothingNeedsToBeSet() {
    AgentSettings settings = good(Optional.empty(), Map.of());

    assertThat(settings.inputs())
        .singleElement()
        .satisfies(input -> {
          assertThat(input.parser().label()).isEqualTo("auto");
          assertThat(input.multiline()).hasToString("auto");
        });
    assertThat(settings.outputs())
        .extracting(OutputSettings::name)
        .containsExactly("elasticsearch", "loki");
  }

  @Test
  void anInputsSettingsAreItsOwnAndThoseOfAll() {
    environment.put("TAILRACE_INPUTS", "app,access");
    environment.put("TAILRACE_PATHS", "/app/*.log");
    environment.put("TAILRACE_ACCESS_PATHS", "/access/*.log");
    environment.put("TAILRACE_PARSER", "json");
    environment.put("TAILRACE_MULTILINE", "start");
    environment.put("TAILRACE_MULTILINE_PATTERN", "^x");
    environment.put("TAILRACE_ACCESS_PARSER", "access");
    environment.put("TAILRACE_ACCESS_MULTILINE", "none");
    environment.put("TAILRACE_ACCESS_FIELDS", "a=b");
    environment.put("TAILRACE_REDACT", "true");
    environment.put("TAILRACE_ACCESS_REDACT", "ip");
    environment.put("TAILRACE_SERVICE", "shop");
    environment.put("TAILRACE_MAX_LINE", "4KiB");
    environment.put("TAILRACE_MULTILINE_MAX_LINES", "7");

    AgentSettings settings = good(Optional.of("access"), Map.of());
    InputSettings access = settings.inputs().getFirst();
    assertThat(access.name()).isEqualTo("access");
    assertThat(access.parser().label()).isEqualTo("access");
    assertThat(access.multiline()).hasToString("none");
    assertThat(access.fields()).containsExactly(Map.entry("a", "b"));
    assertThat(access.redaction().rules()).hasSize(1);
    assertThat(access.service()).hasValue("shop");
    assertThat(settings.maxLine()).isEqualTo(ByteSize.ofKibibytes(4));
    assertThat(settings.multilineLimits().maxLines()).isEqualTo(7);

    InputSettings all = good(Optional.empty(), Map.of()).inputs().getFirst();
    assertThat(all.parser().label()).isEqualTo("json");
    assertThat(all.multiline()).hasToString("start ^x");
    assertThat(all.redaction().rules()).hasSize(RedactionRule.values().length);
  }

  @Test
  void optionsWinOverWhatIsSetForAllAndForTheInput() {
    environment.put("TAILRACE_INPUTS", "app");
    environment.put("TAILRACE_APP_PARSER", "json");
    environment.put("TAILRACE_APP_MULTILINE", "start");
    environment.put("TAILRACE_APP_MULTILINE_PATTERN", "^x");
    Map<String, String> options =
        Map.of("PARSER", "logfmt", "MULTILINE", "java", "MULTILINE_PATTERN", "");

    InputSettings app = good(Optional.of("app"), options).inputs().getFirst();

    assertThat(app.parser().label()).isEqualTo("logfmt");
    assertThat(app.multiline()).hasToString("java");
  }

  @Test
  void anInputThatIsNotThereIsAProblem() {
    environment.put("TAILRACE_INPUTS", "app");

    Loaded loaded = Settings.dryRun(environment, Optional.of("web"), Map.of());

    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    assertThat(((Loaded.Bad) loaded).problems())
        .extracting(Problem::message)
        .containsExactly("There is no input named web.");
  }

  @Test
  void aServerNeedsNoAddressAndNoCredentials() {
    environment.put("TAILRACE_OUTPUTS", "audit,stdout,elasticsearch");
    environment.put("TAILRACE_AUDIT_TYPE", "loki");
    environment.put("TAILRACE_AUDIT_LABEL_FIELDS", "level");
    environment.put("TAILRACE_AUDIT_CA_FILE", "/there/is/no/such/file");
    environment.put("TAILRACE_ELASTICSEARCH_API_KEY_FILE", "/there/is/no/such/file");
    environment.put("TAILRACE_ELASTICSEARCH_URL", "no URL");

    List<OutputSettings> outputs = good(Optional.empty(), Map.of()).outputs();

    assertThat(outputs).extracting(OutputSettings::name).containsExactly("audit", "elasticsearch");
    assertThat(((LokiSettings) outputs.getFirst()).labelFields()).containsExactly("level");
  }

  @Test
  void whatShapesRecordsIsCheckedAsEver() {
    environment.put("TAILRACE_PARSER", "jsn");
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "a b");
    environment.put("TAILRACE_MAX_LINE", "4kb");

    Loaded loaded = Settings.dryRun(environment, Optional.empty(), Map.of());

    assertThat(((Loaded.Bad) loaded).problems())
        .extracting(Problem::subject)
        .containsExactlyInAnyOrder(
            "TAILRACE_PARSER", "TAILRACE_LOKI_LABEL_FIELDS", "TAILRACE_MAX_LINE");
  }

  private AgentSettings good(Optional<String> input, Map<String, String> options) {
    Loaded loaded = Settings.dryRun(environment, input, options);
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings();
  }
}
