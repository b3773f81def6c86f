package io.tailrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsChangeTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void twoOutputs() {
    set("PATHS", folder + "/*.log");
    set("STATE_DIR", folder + "/state");
    set("OUTPUTS", "elasticsearch,loki");
    set("ELASTICSEARCH_URL", "http://es:9200");
    set("LOKI_URL", "http://loki:3100");
  }

  private void set(String name, String value) {
    environment.put("TAILRACE_" + name, value);
    environment.values().remove("");
  }

  private AgentSettings load() {
    return switch (Settings.load(environment)) {
      case Loaded.Good(var settings, _) -> settings;
      case Loaded.Bad(var problems) -> throw new AssertionError(problems);
    };
  }

  /** What setting these does, by name and value in turn. */
  private SettingsChange change(String... namesAndValues) {
    AgentSettings now = load();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new SettingsChange(now, load());
  }

  private void assertRestarts(SettingsChange change, String... outputs) {
    assertThat(change.isEmpty()).isFalse();
    assertThat(change.movesFiles()).isFalse();
    assertThat(change.startedOutputs()).containsExactlyInAnyOrder(outputs);
    assertThat(change.endedOutputs()).containsExactlyInAnyOrder(outputs);
    assertThat(change.refusals(folder.resolve("state"))).isEmpty();
  }

  @Test
  void anInputsConditionRestartsAllAndAnOutputsOnlyThatOne() {
    assertRestarts(change("ONLY_IF", "level>=warn"), "elasticsearch", "loki");
    assertRestarts(change("LOKI_ONLY_IF", "level>=error"), "loki");
  }

  @Test
  void theSameSettingsReadTwiceAreNoChangeSecretsIncluded() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "old");
    set("LOKI_BEARER_TOKEN_FILE", token.toString());
    set("ELASTICSEARCH_API_KEY", "id:key");
    AgentSettings now = load();

    // Read at every use, so it is none of the settings' business.
    Files.writeString(token, "new");

    assertThat(new SettingsChange(now, load()).isEmpty()).isTrue();
  }

  @Test
  void anotherSecretRestartsTheOutputThatUsesIt() {
    set("ELASTICSEARCH_API_KEY", "id:key");

    assertRestarts(change("ELASTICSEARCH_API_KEY", "id:other"), "elasticsearch");
  }

  @Test
  void whatConcernsOneOutputRestartsOnlyThat() {
    assertRestarts(change("LOKI_URL", "http://other:3100"), "loki");
    assertRestarts(change("ELASTICSEARCH_BATCH_BYTES", "2MiB"), "elasticsearch");
  }

  @Test
  void howLinesAreReadConcernsEveryOutput() {
    for (String setting :
        new String[] {
          "PARSER=json",
          "MULTILINE=none",
          "FIELDS=a=b",
          "SERVICE=shop",
          "SERVICE_VERSION=2",
          "MAX_LINE=1MiB",
          "MULTILINE_MAX_LINES=5",
          "MULTILINE_TIMEOUT=1s",
          "MULTILINE=python",
          "TRANSFORM=sample 10%",
          "POD_NAME=shop-1"
        }) {
      String[] nameAndValue = setting.split("=", 2);
      assertRestarts(change(nameAndValue), "elasticsearch", "loki");
    }
  }

  @Test
  void aLabelThatChangedIsTakenWhenSettingsAreReadAgain() throws IOException {
    Path labels = Files.writeString(folder.resolve("labels"), "tier=\"web\"\n");
    set("POD_INFO", folder.toString());
    AgentSettings now = load();
    assertThat(new SettingsChange(now, load()).isEmpty()).isTrue();

    Files.writeString(labels, "tier=\"cache\"\n");
    assertRestarts(new SettingsChange(now, load()), "elasticsearch", "loki");
    assertThat(new SettingsChange(now, load()).movesFiles()).isFalse();

    // Nothing of it is in a record.
    set("POD_LABELS", "app");
    AgentSettings without = load();
    Files.writeString(labels, "tier=\"web\"\n");
    assertThat(new SettingsChange(without, load()).isEmpty()).isTrue();
  }

  @Test
  void whatConcernsNoOutputRestartsNone() {
    assertRestarts(change("DRAIN_TIMEOUT", "50s"));
    assertRestarts(change("LOG_LEVEL", "debug"));
    assertRestarts(change("BUFFER_MEMORY", "64MiB"));
    assertRestarts(change("OUTPUTS", "loki,elasticsearch"));
  }

  @Test
  void whatDecidesWhichFilesThereAreHasAllOfThemLookedAtAnew() {
    for (String setting :
        new String[] {
          "PATHS=" + "/var/log/*.log",
          "EXCLUDE=debug*",
          "START_AT=end",
          "FOLLOW_SYMLINKS=true",
          "HOLD_MAX=2GiB",
          "COPY_AHEAD=always",
          "READ_COMPRESSED=true"
        }) {
      SettingsChange change = change(setting.split("=", 2));

      assertThat(change.movesFiles()).as(setting).isTrue();
      assertThat(change.startedOutputs()).containsExactlyInAnyOrder("elasticsearch", "loki");
      assertThat(change.refusals(folder.resolve("state"))).as(setting).isEmpty();
    }
  }

  @Test
  void anOutputMoreOrLessDoesToo() {
    SettingsChange less = change("OUTPUTS", "loki", "ELASTICSEARCH_URL", "");
    assertThat(less.movesFiles()).isTrue();
    assertThat(less.startedOutputs()).containsExactly("loki");
    assertThat(less.endedOutputs()).containsExactlyInAnyOrder("elasticsearch", "loki");

    SettingsChange more = change("OUTPUTS", "loki,stdout");
    assertThat(more.movesFiles()).isTrue();
    assertThat(more.startedOutputs()).containsExactlyInAnyOrder("loki", "stdout");
    assertThat(more.endedOutputs()).containsExactly("loki");
  }

  @Test
  void whatTakesARestartIsRefusedAllAtOnceWithItsName() {
    SettingsChange change =
        change(
            "STATE_DIR",
            folder + "/elsewhere",
            "STATUS_ADDRESS",
            "off",
            "LOG_FORMAT",
            "json",
            "OUTPUTS",
            "loki,file",
            "ELASTICSEARCH_URL",
            "",
            "FILE_PATH",
            folder + "/out.log");

    assertThat(change.refusals(folder.resolve("state")))
        .hasSize(4)
        .satisfies(all ->
            assertThat(String.join("\n", all))
                .contains(
                    "TAILRACE_STATE_DIR",
                    "TAILRACE_STATUS_ADDRESS",
                    "TAILRACE_LOG_FORMAT",
                    "TAILRACE_EXCLUDE",
                    "takes a restart"));
  }

  @Test
  void pathsThatWouldMoveTheStateDirectoryAreRefusedWithTheWayOut() throws IOException {
    environment.remove("TAILRACE_STATE_DIR");
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path others = Files.createDirectory(folder.resolve("others"));
    set("PATHS", logs + "/*.log");
    Path state = Files.createDirectory(logs.resolve(".tailrace"));

    SettingsChange change = change("PATHS", others + "/*.log");

    assertThat(change.refusals(state))
        .singleElement()
        .satisfies(why -> assertThat(why).contains("TAILRACE_STATE_DIR=" + state));
    assertThat(change("PATHS", logs + "/*.log," + others + "/*.log").refusals(state)).isEmpty();
    assertThat(Arrays.asList(folder.toFile().list())).doesNotContain(".tailrace");
  }
}
