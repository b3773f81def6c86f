package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records carry of the pod, in which order, and how much of it. */
class MetadataTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void mount() {
    set("TAILRACE_PATHS", "/var/log/app/*.log");
    set("TAILRACE_POD_INFO", folder.toString());
  }

  private void set(String name, String value) {
    environment.put(name, value);
  }

  private void labels(String... namesAndValues) throws IOException {
    write("labels", namesAndValues);
  }

  private void write(String file, String... namesAndValues) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append("%s=\"%s\"\n".formatted(namesAndValues[i], namesAndValues[i + 1]));
    }
    Files.writeString(folder.resolve(file), text);
  }

  private AgentSettings load() {
    Loaded loaded = Settings.load(environment);
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings();
  }

  private Metadata metadata() {
    return load().metadata();
  }

  private Map<String, String> recordFields() {
    AgentSettings settings = load();
    return settings.metadata().fields(settings.inputs().getFirst());
  }

  @Test
  void variablesComeFirstThenAnnotationsThatAreNamedThenLabelsByTheirUse() throws IOException {
    labels(
        "aaa",
        "1",
        "app",
        "shop",
        "app.kubernetes.io/part-of",
        "store",
        "version",
        "2",
        "zone",
        "x",
        "app.kubernetes.io/component",
        "web",
        "unset",
        "");
    write("annotations", "example.org/owner", "team-a", "example.org/other", "no");
    set("TAILRACE_POD_ANNOTATIONS", "example.org/owner");
    set("POD_NAME", "shop-1");

    assertThat(new ArrayList<>(metadata().fields().entrySet()))
        .containsExactly(
            Map.entry("kubernetes.pod.name", "shop-1"),
            Map.entry("kubernetes.annotations.example_org/owner", "team-a"),
            Map.entry("kubernetes.labels.app_kubernetes_io/component", "web"),
            Map.entry("kubernetes.labels.app_kubernetes_io/part-of", "store"),
            Map.entry("kubernetes.labels.app", "shop"),
            Map.entry("kubernetes.labels.version", "2"),
            Map.entry("kubernetes.labels.aaa", "1"),
            Map.entry("kubernetes.labels.zone", "x"));
    assertThat(metadata().notes()).isEmpty();
    assertThat(metadata().troubles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                      | app,app.kubernetes.io/name,tier",
        "none                   | ''",
        "tier                   | tier",
        "app                    | app",
        "app.kubernetes.io/*    | app.kubernetes.io/name",
        "app*                   | app,app.kubernetes.io/name",
        "*r,*app*name*          | app.kubernetes.io/name,tier",
        "**                     | app,app.kubernetes.io/name,tier",
        "*x,appl                | ''",
      })
  void labelsAreChosenByGlobs(String globs, String chosen) throws IOException {
    labels("app", "a", "app.kubernetes.io/name", "b", "tier", "c");
    set("TAILRACE_POD_LABELS", globs);

    List<String> expected =
        chosen.isEmpty()
            ? List.of()
            : List.of(chosen.split(",", -1)).stream()
                .map(label -> "kubernetes.labels." + label.replace('.', '_'))
                .toList();
    assertThat(metadata().fields().keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void whatDoesNotFitIsLeftOutWholeAndSaidAndWhatIsShorterStillFits() throws IOException {
    // Names take 21 bytes, values the rest.
    labels("app", "x".repeat(29), "big", "y".repeat(80), "two", "z".repeat(29));
    set("TAILRACE_METADATA_MAX", "100");

    assertThat(metadata().fields().keySet())
        .containsExactly("kubernetes.labels.app", "kubernetes.labels.two");
    assertThat(metadata().notes())
        .containsExactly(
            "metadata: left out of all records: kubernetes.labels.big (101 bytes); 100 of the 100"
                + " bytes of TAILRACE_METADATA_MAX are taken: raise it, or name fewer in"
                + " TAILRACE_POD_LABELS");

    set("TAILRACE_METADATA_MAX", "99");
    assertThat(metadata().fields().keySet()).containsExactly("kubernetes.labels.app");
  }

  @Test
  void bytesCountNotCharacters() throws IOException {
    labels("app", "\u00e4\u00e4");
    set("TAILRACE_METADATA_MAX", "24");
    assertThat(metadata().fields()).isEmpty();

    set("TAILRACE_METADATA_MAX", "25");
    assertThat(metadata().fields()).hasSize(1);
  }

  @Test
  void theUsualRoomIs512BytesHoweverManyLabelsThereAre() throws IOException {
    String[] many = new String[2000];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "label-%04d".formatted(i);
      many[i + 1] = "value";
    }
    labels(many);

    assertThat(metadata().fields()).hasSize(15);
    assertThat(metadata().notes())
        .singleElement()
        .asString()
        .contains("kubernetes.labels.label-0030 (33 bytes)")
        .contains(" and 975 more;")
        .hasSizeLessThan(800);
  }

  @Test
  void theServiceAndTheUsersFieldsStayWhereThereIsNoRoom() throws IOException {
    labels("app.kubernetes.io/name", "shop", "app.kubernetes.io/version", "1.4.2");
    set("TAILRACE_METADATA_MAX", "0");
    set("TAILRACE_FIELDS", "labels.team=a");
    set("POD_NAME", "shop-1");

    assertThat(new ArrayList<>(recordFields().entrySet()))
        .containsExactly(
            Map.entry("service.name", "shop"),
            Map.entry("service.version", "1.4.2"),
            Map.entry("labels.team", "a"));
  }

  @Test
  void settingsWinOverLabelsAndFieldsOverBoth() throws IOException {
    labels("app.kubernetes.io/name", "shop", "app.kubernetes.io/version", "1", "tier", "web");
    set("TAILRACE_SERVICE", "cart");
    set("TAILRACE_SERVICE_VERSION", "2");
    set("TAILRACE_FIELDS", "kubernetes.labels.tier=mine");
    assertThat(recordFields())
        .containsEntry("service.name", "cart")
        .containsEntry("service.version", "2")
        .containsEntry("kubernetes.labels.tier", "mine")
        .containsEntry("kubernetes.labels.app_kubernetes_io/name", "shop");

    set("TAILRACE_FIELDS", "service.version=3");
    assertThat(recordFields()).containsEntry("service.version", "3");
  }

  @Test
  void anInputMayHaveAVersionOfItsOwn() throws IOException {
    labels("app.kubernetes.io/version", "1");
    environment.remove("TAILRACE_PATHS");
    set("TAILRACE_INPUTS", "app,access");
    set("TAILRACE_APP_PATHS", "/var/log/app/*.log");
    set("TAILRACE_ACCESS_PATHS", "/var/log/nginx/*.log");
    set("TAILRACE_ACCESS_SERVICE_VERSION", "1.29");

    AgentSettings settings = load();
    assertThat(settings.inputs())
        .extracting(input -> settings.metadata().fields(input).get("service.version"))
        .containsExactly("1", "1.29");
  }

  @Test
  void labelsThatAreTheSameWithoutDotsAreOneField() throws IOException {
    labels("a.b", "first", "a_b", "second");
    assertThat(metadata().fields()).containsExactly(Map.entry("kubernetes.labels.a_b", "first"));
  }

  @Test
  void filesThatAreWrongAreSaidAndTheRestIsTaken() throws IOException {
    Files.writeString(folder.resolve("labels"), "app=\"shop\"\ntier=web\n");

    assertThat(metadata().fields()).containsExactly(Map.entry("kubernetes.labels.app", "shop"));
    assertThat(metadata().troubles())
        .containsExactly(
            "metadata: " + folder.resolve("labels") + ":2: no \" begins the value in column 6");
  }

  @Test
  void whatIsNotMountedIsSaidWhereItWasAskedFor() throws IOException {
    set("TAILRACE_POD_ANNOTATIONS", "owner");
    assertThat(metadata().troubles())
        .singleElement()
        .asString()
        .startsWith(
            "metadata: TAILRACE_POD_INFO=" + folder + ": there are no labels and no annotations");
    assertThat(metadata().notes())
        .containsExactly(
            "metadata: there is no annotation owner in %s, which is not mounted"
                .formatted(folder.resolve("annotations")));

    write("annotations", "other", "x");
    assertThat(metadata().troubles()).isEmpty();
    assertThat(metadata().notes())
        .containsExactly(
            "metadata: there is no annotation owner in " + folder.resolve("annotations"));
  }

  @Test
  void aFieldOfALabelCanBeALabelOfLoki() throws IOException {
    labels("app.kubernetes.io/name", "shop");
    set("TAILRACE_OUTPUTS", "loki");
    set("TAILRACE_LOKI_URL", "http://loki:3100");
    set("TAILRACE_LOKI_LABEL_FIELDS", "kubernetes.labels.app_kubernetes_io/name");

    LokiSettings output = (LokiSettings) load().outputs().getFirst();
    assertThat(metadata().fields()).containsKey(output.labelFields().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TAILRACE_POD_LABELS      | app=shop       | A label is letters, digits",
        "TAILRACE_POD_LABELS      | app,none       | It is none alone",
        "TAILRACE_POD_ANNOTATIONS | example.org/*  | An annotation is letters",
        "TAILRACE_POD_INFO        | podinfo        | podinfo must be absolute",
        "TAILRACE_METADATA_MAX    | 64KiB          | Too large: it must be at most 32KiB.",
        "TAILRACE_FIELDS          | kubernetes.labels=x | The agent writes kubernetes.labels itself.",
        "TAILRACE_POD_LABEL       | app            | There is no such setting. Did you mean TAILRACE_POD_LABELS?",
      })
  void settingsThatAreWrongAreProblems(String name, String value, String message) {
    set(name, value);
    Loaded loaded = Settings.load(environment);

    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    assertThat(((Loaded.Bad) loaded).problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.subject()).isEqualTo(name);
          assertThat(problem.message()).startsWith(message);
        });
  }

  @Test
  void recordsAreTheSameWhateverWasNoted() throws IOException {
    labels("app", "shop");
    Metadata one = metadata();
    set("TAILRACE_POD_ANNOTATIONS", "owner");
    Metadata noted = metadata();
    labels("app", "cart");

    assertThat(noted).isNotEqualTo(one);
    assertThat(noted.addsSameAs(one)).isTrue();
    assertThat(metadata().addsSameAs(one)).isFalse();
  }
}
