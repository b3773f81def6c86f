package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsAdviceTest {
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void aLokiGetsAllLogs() {
    environment.put("TAILRACE_PATHS", "/var/log/*.log");
    environment.put("TAILRACE_OUTPUTS", "loki");
    environment.put("TAILRACE_LOKI_URL", "http://loki:3100");
  }

  @Test
  void whatIsRemovedAndStillInTheLineIsSaid() {
    environment.put("TAILRACE_TRANSFORM", "rename a=b; remove user.email");

    assertThat(advice())
        .containsExactly(
            "loki: it gets each line as it was written, also what a remove in TAILRACE_TRANSFORM"
                + " takes out of the record. For a line of what is left set TAILRACE_LOKI_LINE=json (or logfmt, or"
                + " message); what must not leave at all, redact: TAILRACE_REDACT.");
  }

  @Test
  void theInputAndTheOutputAreNamed() {
    environment.put("TAILRACE_INPUTS", "app,access");
    environment.remove("TAILRACE_PATHS");
    environment.put("TAILRACE_APP_PATHS", "/a.log");
    environment.put("TAILRACE_ACCESS_PATHS", "/b.log");
    environment.put("TAILRACE_ACCESS_TRANSFORM", "remove source.address");
    environment.put("TAILRACE_OUTPUTS", "audit");
    environment.remove("TAILRACE_LOKI_URL");
    environment.put("TAILRACE_AUDIT_TYPE", "loki");
    environment.put("TAILRACE_AUDIT_URL", "http://loki:3100");

    assertThat(advice())
        .singleElement()
        .asString()
        .startsWith("audit: ")
        .contains("a remove in the TRANSFORM of access takes", "TAILRACE_AUDIT_LINE=json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "logfmt", "message"})
  void aLineThatIsMadeOfTheRecordNeedsNoWord(String line) {
    environment.put("TAILRACE_TRANSFORM", "remove user.email");
    environment.put("TAILRACE_LOKI_LINE", line);

    assertThat(advice()).isEmpty();
  }

  @Test
  void stepsThatRemoveNothingNeedNoWord() {
    environment.put("TAILRACE_TRANSFORM", "rename a=b; drop path==\"/remove\"");

    assertThat(advice()).isEmpty();
  }

  @Test
  void fieldsThatShareANameInLokiAreNamedWithIt() {
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "team.name,team_name");
    environment.put("TAILRACE_LOKI_LABELS", "env=prod");
    environment.put("TAILRACE_FIELDS", "env=test,level=high");

    assertThat(advice())
        .containsExactly(
            shared(
                "the field team.name of TAILRACE_LOKI_LABEL_FIELDS",
                "the field team_name of TAILRACE_LOKI_LABEL_FIELDS",
                "team_name"),
            shared(
                "the label env of TAILRACE_LOKI_LABELS",
                "the field env, which every record has,",
                "env"),
            shared(
                "what the agent itself says as level",
                "the field level, which every record has,",
                "level"));
  }

  @Test
  void ofManyFieldsThatShareANameOnlySomeAreNamed() {
    StringBuilder fields = new StringBuilder("a.b.c.d");
    for (String name : List.of("a_b.c.d", "a.b_c.d", "a.b.c_d", "a_b_c.d", "a_b.c_d", "a.b_c_d")) {
      fields.append(',').append(name);
    }
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", fields.toString());

    assertThat(advice()).hasSize(6).last().isEqualTo("loki: 1 more fields share a name.");
  }

  private static String shared(String first, String other, String name) {
    return "loki: %s and %s are both called %s in Loki, whose names have no other characters than letters, digits and _. Only the first is found by it: leave the other out, or give it another name."
        .formatted(first, other, name);
  }

  private List<String> advice() {
    return switch (Settings.load(environment)) {
      case Loaded.Good good -> SettingsAdvice.of(good.settings());
      case Loaded.Bad bad -> throw new AssertionError(bad.problems());
    };
  }
}
