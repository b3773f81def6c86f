package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.redaction.RedactionRule;
import io.tailrace.parsers.redaction.RedactionStyle;
import io.tailrace.parsers.transform.Transforms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What right settings become. */
class SettingsTest {
  @TempDir Path directory;

  @Test
  void pathsAloneAreEnoughAndGoToStandardOutput() {
    AgentSettings settings = load("TAILRACE_PATHS", "/var/log/app/*.log");

    assertThat(settings.inputs())
        .containsExactly(
            new InputSettings(
                "logs",
                List.of("/var/log/app/*.log"),
                List.of(),
                ParserSpec.of(ParserChoice.AUTO),
                "utf-8",
                MultilineSettings.preset("auto"),
                StartAt.BEGINNING,
                false,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                RedactionSettings.NONE,
                Optional.empty(),
                Transforms.NONE));
    assertThat(settings.outputs())
        .containsExactly(
            new StdoutSettings(
                "stdout",
                new Batching(ByteSize.ofMebibytes(1), Duration.ofMillis(150), 1),
                Optional.empty(),
                StdoutFormat.AUTO));
    assertThat(settings.stateDir()).isEmpty();
    assertThat(settings.bufferMemory()).isEqualTo(ByteSize.ofMebibytes(32));
    assertThat(settings.maxLine()).isEqualTo(ByteSize.ofKibibytes(256));
    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(25));
    assertThat(settings.statusAddress())
        .contains(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7600));
    assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
  }

  @Test
  void howItEndsArrives() {
    Ending usual = load("TAILRACE_PATHS", "/var/log/app/*.log").ending();
    Ending ending =
        load(
                "TAILRACE_PATHS", "/var/log/app/*.log",
                "TAILRACE_EXIT_WHEN", "file:/var/log/.done, idle:10m",
                "TAILRACE_QUIT_ENDPOINT", "true",
                "TAILRACE_TERMINATION_GRACE_PERIOD", "1m")
            .ending();

    assertThat(usual).isEqualTo(new Ending(List.of(), false, Optional.empty()));
    assertThat(ending)
        .isEqualTo(
            new Ending(
                List.of(
                    new ExitRule.FileIsThere(Path.of("/var/log/.done")),
                    new ExitRule.Idle(Duration.ofMinutes(10))),
                true,
                Optional.of(Duration.ofMinutes(1))));
  }

  @Test
  void threeVariablesStartElasticsearch() {
    ElasticsearchSettings output =
        (ElasticsearchSettings)
            onlyOutput(
                "TAILRACE_PATHS", "/var/log/app/*.log",
                "TAILRACE_OUTPUTS", "elasticsearch",
                "TAILRACE_ELASTICSEARCH_URL", "http://es-1:9200/, https://es_2/prefix/");

    assertThat(output.http().urls())
        .containsExactly(URI.create("http://es-1:9200"), URI.create("https://es_2/prefix"));
    assertThat(output.http().authorization()).isEmpty();
    assertThat(output.target()).isEqualTo("logs-generic-default");
    assertThat(output.gzipLevel()).isZero();
    assertThat(output.batching().inFlight()).isEqualTo(4);
    assertThat(output.http().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void everySettingOfElasticsearchArrives() {
    ElasticsearchSettings output =
        (ElasticsearchSettings)
            onlyOutput(
                "TAILRACE_PATHS", "/var/log/app/*.log",
                "TAILRACE_OUTPUTS", "audit",
                "TAILRACE_AUDIT_TYPE", "elasticsearch",
                "TAILRACE_AUDIT_URL", "https://es:9200",
                "TAILRACE_AUDIT_DATASET", "shop.audit",
                "TAILRACE_AUDIT_NAMESPACE", "prod",
                "TAILRACE_AUDIT_API_KEY", "id:key",
                "TAILRACE_AUDIT_PIPELINE", "geo",
                "TAILRACE_AUDIT_COMPRESSION", "6",
                "TAILRACE_AUDIT_TEMPLATE", "true",
                "TAILRACE_AUDIT_INSECURE", "TRUE",
                "TAILRACE_AUDIT_HEADERS", "X-A=1, X-B = two=2",
                "TAILRACE_AUDIT_BATCH_BYTES", "512KiB",
                "TAILRACE_AUDIT_LINGER", "1s",
                "TAILRACE_AUDIT_IN_FLIGHT", "2",
                "TAILRACE_AUDIT_TIMEOUT", "2m");

    assertThat(output.name()).isEqualTo("audit");
    assertThat(output.target()).isEqualTo("logs-shop.audit-prod");
    assertThat(output.http().authorization().orElseThrow().header()).isEqualTo("ApiKey aWQ6a2V5");
    assertThat(output.pipeline()).contains("geo");
    assertThat(output.gzipLevel()).isEqualTo(6);
    assertThat(output.template()).isTrue();
    assertThat(output.http().tls().insecure()).isTrue();
    assertThat(output.http().headers())
        .containsExactly(Map.entry("X-A", "1"), Map.entry("X-B", "two=2"));
    assertThat(output.batching())
        .isEqualTo(new Batching(ByteSize.ofKibibytes(512), Duration.ofSeconds(1), 2));
    assertThat(output.http().options().timeout()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void everySettingOfLokiArrives() {
    LokiSettings output =
        (LokiSettings)
            onlyOutput(
                "TAILRACE_PATHS", "/var/log/app/*.log",
                "TAILRACE_OUTPUTS", "loki",
                "TAILRACE_LOKI_URL", "http://loki:3100",
                "TAILRACE_LOKI_LABELS", "job=shop,env=prod",
                "TAILRACE_LOKI_LABEL_FIELDS", "kubernetes.namespace,level",
                "TAILRACE_LOKI_METADATA_FIELDS", "trace.id",
                "TAILRACE_LOKI_TENANT", "team-a",
                "TAILRACE_LOKI_BEARER_TOKEN", "t0ken",
                "TAILRACE_LOKI_MAX_AGE", "24h");

    assertThat(output.labels()).containsExactly(Map.entry("job", "shop"), Map.entry("env", "prod"));
    assertThat(output.labelFields()).containsExactly("kubernetes.namespace", "level");
    assertThat(output.metadataFields()).containsExactly("trace.id");
    assertThat(output.tenant()).contains("team-a");
    assertThat(output.http().authorization().orElseThrow().header()).isEqualTo("Bearer t0ken");
    assertThat(output.limits())
        .isEqualTo(
            new LokiSettings.Limits(
                ByteSize.ofKibibytes(256), Duration.ofHours(24), Duration.ofMinutes(10), 15, 1000));
  }

  @Test
  void aFileOutputHasItsPath() {
    assertThat(
            onlyOutput(
                "TAILRACE_PATHS", "/var/log/app/*.log",
                "TAILRACE_OUTPUTS", "file",
                "TAILRACE_FILE_PATH", "/tmp/a/../out.ndjson"))
        .isInstanceOfSatisfying(
            FileSettings.class,
            file -> assertThat(file.path()).isEqualTo(Path.of("/tmp/out.ndjson")));
  }

  @Test
  void anInputTakesWhatItDoesNotSetFromTheCommonSettings() {
    AgentSettings settings =
        load(
            "TAILRACE_INPUTS", "app,access",
            "TAILRACE_PATHS", "/var/log/app/*.log",
            "TAILRACE_PARSER", "logfmt",
            "TAILRACE_FIELDS", "labels.team=a,labels.env=prod",
            "TAILRACE_SERVICE", "shop",
            "TAILRACE_ACCESS_PATHS", "/var/log/{nginx,envoy}/access.log,/srv/*.log",
            "TAILRACE_ACCESS_PARSER", "json",
            "TAILRACE_ACCESS_ENCODING", "utf-16",
            "TAILRACE_ACCESS_FIELDS", "labels.team=b",
            "TAILRACE_ACCESS_START_AT", "end",
            "TAILRACE_ACCESS_EXCLUDE", "*.gz");

    assertThat(settings.inputs())
        .containsExactly(
            new InputSettings(
                "app",
                List.of("/var/log/app/*.log"),
                List.of(),
                ParserSpec.of(ParserChoice.LOGFMT),
                "utf-8",
                MultilineSettings.preset("auto"),
                StartAt.BEGINNING,
                false,
                Map.of("labels.team", "a", "labels.env", "prod"),
                Optional.of("shop"),
                Optional.empty(),
                RedactionSettings.NONE,
                Optional.empty(),
                Transforms.NONE),
            new InputSettings(
                "access",
                List.of("/var/log/{nginx,envoy}/access.log", "/srv/*.log"),
                List.of("*.gz"),
                ParserSpec.of(ParserChoice.JSON),
                "utf-16",
                MultilineSettings.preset("auto"),
                StartAt.END,
                false,
                Map.of("labels.team", "b", "labels.env", "prod"),
                Optional.of("shop"),
                Optional.empty(),
                RedactionSettings.NONE,
                Optional.empty(),
                Transforms.NONE));
  }

  @Test
  void conditionsArriveAndInputsAndOutputsMayHaveTheirOwn() {
    AgentSettings settings =
        load(
            "TAILRACE_INPUTS", "app,access",
            "TAILRACE_APP_PATHS", "/var/log/app/*.log",
            "TAILRACE_ACCESS_PATHS", "/var/log/nginx/*.log",
            "TAILRACE_ONLY_IF", " level>=info ",
            "TAILRACE_ACCESS_ONLY_IF", "path!~\"^/healthz\"",
            "TAILRACE_OUTPUTS", "elasticsearch,loki,stdout,file",
            "TAILRACE_ELASTICSEARCH_URL", "http://es:9200",
            "TAILRACE_ELASTICSEARCH_ONLY_IF", "level>=warn",
            "TAILRACE_LOKI_URL", "http://loki:3100",
            "TAILRACE_LOKI_ONLY_IF", "level>=error",
            "TAILRACE_STDOUT_ONLY_IF", "a in (1, 2)",
            "TAILRACE_FILE_PATH", "/tmp/out.ndjson");

    assertThat(settings.inputs())
        .extracting(InputSettings::onlyIf)
        .containsExactly(Optional.of("level>=info"), Optional.of("path!~\"^/healthz\""));
    assertThat(settings.outputs())
        .extracting(OutputSettings::onlyIf)
        .containsExactly(
            Optional.of("level>=warn"),
            Optional.of("level>=error"),
            Optional.of("a in (1, 2)"),
            Optional.empty());
  }

  @Test
  void redactionArrivesAndAnInputMayHaveItsOwn() {
    AgentSettings settings =
        load(
            "TAILRACE_INPUTS", "app,access",
            "TAILRACE_APP_PATHS", "/var/log/app/*.log",
            "TAILRACE_ACCESS_PATHS", "/var/log/nginx/*.log",
            "TAILRACE_REDACT", "true",
            "TAILRACE_REDACT_PATTERNS", "order=ORD-[0-9]+; host=h\\x3b(x)",
            "TAILRACE_REDACT_WITH", "hash",
            "TAILRACE_REDACT_KEY", "0123456789abcdef",
            "TAILRACE_ACCESS_REDACT", "ip, url_password",
            "TAILRACE_ACCESS_REDACT_WITH", "remove");

    Optional<Secret> key = Optional.of(Secret.of("0123456789abcdef"));
    Map<String, String> patterns = Map.of("order", "ORD-[0-9]+", "host", "h\\x3b(x)");
    assertThat(settings.inputs())
        .extracting(InputSettings::redaction)
        .containsExactly(
            new RedactionSettings(
                EnumSet.allOf(RedactionRule.class), patterns, RedactionStyle.HASH, key),
            new RedactionSettings(
                Set.of(RedactionRule.IP, RedactionRule.URL_PASSWORD),
                patterns,
                RedactionStyle.REMOVE,
                key));
    assertThat(settings.inputs().getFirst().redaction().redaction().key())
        .isEqualTo("0123456789abcdef");
  }

  @Test
  void eachInputHasItsOwnMultilineRuleOrTheCommonOne() {
    AgentSettings settings =
        load(
            "TAILRACE_INPUTS", "app,access,db,web",
            "TAILRACE_MULTILINE", "start",
            "TAILRACE_MULTILINE_PATTERN", "^\\d{4}-",
            "TAILRACE_APP_PATHS", "/app/*.log",
            "TAILRACE_ACCESS_PATHS", "/access/*.log",
            "TAILRACE_ACCESS_MULTILINE", "none",
            "TAILRACE_DB_PATHS", "/db/*.log",
            "TAILRACE_DB_MULTILINE", "continuation",
            "TAILRACE_DB_MULTILINE_PATTERN", "^\\s",
            "TAILRACE_WEB_PATHS", "/web/*.log",
            "TAILRACE_WEB_MULTILINE_PATTERN", "^#",
            "TAILRACE_MULTILINE_MAX_LINES", "50",
            "TAILRACE_MULTILINE_TIMEOUT", "1s");

    assertThat(settings.inputs())
        .extracting(InputSettings::multiline)
        .containsExactly(
            new MultilineSettings("start", Optional.of("^\\d{4}-")),
            new MultilineSettings("none", Optional.empty()),
            new MultilineSettings("continuation", Optional.of("^\\s")),
            new MultilineSettings("start", Optional.of("^#")));
    assertThat(settings.multilineLimits())
        .isEqualTo(new MultilineLimits(50, Duration.ofSeconds(1)));
    assertThat(settings.inputs().getFirst().multiline().joining(50).maxLines()).isEqualTo(50);
  }

  @Test
  void everyMultilineRuleThatCanBeSetIsOneThatThereIs() {
    for (Multiline preset : Multiline.values()) {
      MultilineSettings multiline =
          load("TAILRACE_PATHS", "/a/*.log", "TAILRACE_MULTILINE", preset.label())
              .inputs()
              .getFirst()
              .multiline();
      assertThat(multiline).hasToString(preset.label());
      assertThat(multiline.joining(3).maxLines()).isEqualTo(3);
    }
  }

  @Test
  void userInfoOfAUrlBecomesBasicAuthenticationAndIsGoneFromTheUrl() {
    ElasticsearchSettings output =
        (ElasticsearchSettings)
            onlyOutput(
                "TAILRACE_PATHS", "/var/log/app/*.log",
                "TAILRACE_OUTPUTS", "elasticsearch",
                "TAILRACE_ELASTICSEARCH_URL", "http://elastic:p%40s/s@es:9200");

    assertThat(output.http().urls()).containsExactly(URI.create("http://es:9200"));
    assertThat(output.http().authorization().orElseThrow().header())
        .isEqualTo("Basic ZWxhc3RpYzpwQHMvcw==");
    assertThat(output.toString()).doesNotContain("p@s").doesNotContain("p%40s");
  }

  @Test
  void aSecretInAFileIsReadAgainWhenTheFileIsReplaced() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "first\n");
    ElasticsearchSettings output =
        (ElasticsearchSettings)
            onlyOutput(
                "TAILRACE_PATHS", "/var/log/app/*.log",
                "TAILRACE_OUTPUTS", "elasticsearch",
                "TAILRACE_ELASTICSEARCH_URL", "http://es:9200",
                "TAILRACE_ELASTICSEARCH_API_KEY_FILE", file.toString());
    Authorization authorization = output.http().authorization().orElseThrow();
    assertThat(authorization.header()).isEqualTo("ApiKey first");

    Files.writeString(file, "second\n");
    assertThat(authorization.header()).isEqualTo("ApiKey second");

    Files.delete(file);
    assertThat(authorization.header()).isEqualTo("ApiKey second");
    assertThat(output.toString()).doesNotContain("second");
  }

  @Test
  void serviceLinksOfKubernetesAreNoSettings() {
    AgentSettings settings =
        load(
            "TAILRACE_PATHS", "/var/log/app/*.log",
            "TAILRACE_SERVICE", "shop",
            "TAILRACE_SERVICE_HOST", "10.0.0.1",
            "TAILRACE_SERVICE_PORT", "9200",
            "TAILRACE_SERVICE_PORT_HTTP", "9200",
            "TAILRACE_PORT", "tcp://10.0.0.1:9200",
            "TAILRACE_PORT_9200_TCP", "tcp://10.0.0.1:9200",
            "TAILRACE_PORT_9200_TCP_PROTO", "tcp",
            "TAILRACE_PORT_9200_TCP_PORT", "9200",
            "TAILRACE_PORT_9200_TCP_ADDR", "10.0.0.1",
            "TAILRACE_LOKI_GATEWAY_SERVICE_HOST", "10.0.0.2");

    assertThat(settings.inputs().getFirst().service()).contains("shop");
  }

  @Test
  void whatThePodSaysAboutItselfIsOnEveryRecordAndTheInputsFieldsWin() {
    AgentSettings settings =
        load(
            "TAILRACE_PATHS", "/var/log/app/*.log",
            "TAILRACE_SERVICE", "shop",
            "TAILRACE_FIELDS", "labels.team=a,host.name=mine",
            "POD_NAME", "shop-1",
            "POD_NAMESPACE", "prod",
            "NODE_NAME", "node-1",
            "TAILRACE_NODE_NAME", "node-2",
            "CONTAINER_NAME", "",
            "HOSTNAME", "shop-1");

    assertThat(settings.metadata().fields(settings.inputs().getFirst()))
        .containsExactly(
            Map.entry("service.name", "shop"),
            Map.entry("kubernetes.pod.name", "shop-1"),
            Map.entry("kubernetes.namespace", "prod"),
            Map.entry("kubernetes.node.name", "node-2"),
            Map.entry("host.name", "mine"),
            Map.entry("labels.team", "a"));
  }

  @Test
  void aContainersNameCountsOnlyInAPodOrWithThePrefix() {
    assertThat(podFields("CONTAINER_NAME", "ambient")).isEmpty();
    assertThat(podFields("CONTAINER_NAME", "app", "TAILRACE_POD_NAME", "shop-1"))
        .containsOnly(
            Map.entry("kubernetes.pod.name", "shop-1"),
            Map.entry("kubernetes.container.name", "app"));
    assertThat(podFields("TAILRACE_CONTAINER_NAME", "app"))
        .containsOnly(Map.entry("kubernetes.container.name", "app"));
  }

  private static Map<String, String> podFields(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Metadata.from(environment).fields();
  }

  @Test
  void aFileAddsSettingsAndTheEnvironmentWins() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("agent.env"),
            """
            # the shop
            TAILRACE_PATHS=/var/log/app/*.log  # its logs
            export TAILRACE_SERVICE='it''s'
            TAILRACE_PARSER=json
            TAILRACE_FIELDS="labels.motto=say \\"hi\\" # not a comment"
            POD_NAME=from-file
            """
                .replace("'it''s'", "'it # is'"));

    Loaded.Good loaded = good("TAILRACE_ENV_FILE", file.toString(), "TAILRACE_PARSER", "plain");

    InputSettings input = loaded.settings().inputs().getFirst();
    assertThat(input.paths()).containsExactly("/var/log/app/*.log");
    assertThat(input.service()).contains("it # is");
    assertThat(input.parser().label()).isEqualTo("plain");
    assertThat(input.fields())
        .containsExactly(Map.entry("labels.motto", "say \"hi\" # not a comment"));
    assertThat(loaded.settings().metadata().fields())
        .containsExactly(Map.entry("kubernetes.pod.name", "from-file"));
    assertThat(loaded.effective())
        .contains(
            new EffectiveSetting(
                "TAILRACE_SERVICE", Optional.of("it # is"), new Origin.FromFile(file, 3)),
            new EffectiveSetting(
                "TAILRACE_PARSER", Optional.of("plain"), new Origin.FromEnvironment()),
            new EffectiveSetting(
                "TAILRACE_MULTILINE", Optional.of("auto"), new Origin.IsDefault()));
  }

  @Test
  void aValueInQuotesMayHaveSeveralLinesInAFile() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("agent.env"),
            """
            TAILRACE_PATHS=/var/log/app/*.log
            TAILRACE_TRANSFORM='
              rename usr=user.name

              drop b == "#"
              '  # all of it
            TAILRACE_SERVICE="shop"
            """);

    InputSettings input = load("TAILRACE_ENV_FILE", file.toString()).inputs().getFirst();

    assertThat(input.transforms()).hasToString("rename usr=user.name\n\n  drop b == \"#\"");
    assertThat(input.service()).contains("shop");
    Files.writeString(
        file,
        "TAILRACE_PATHS=/a\nTAILRACE_TRANSFORM=\"add a='\\\"'\n drop b\"\nTAILRACE_SERVICE='x'");
    assertThat(load("TAILRACE_ENV_FILE", file.toString()).inputs().getFirst().transforms())
        .hasToString("add a='\"'\n drop b");
  }

  @Test
  void noSecretIsShownInWhatIsEffective() {
    Loaded.Good loaded =
        good(
            "TAILRACE_PATHS", "/var/log/app/*.log",
            "TAILRACE_OUTPUTS", "elasticsearch,loki",
            "TAILRACE_ELASTICSEARCH_URL", "https://u:hunter2@es:9200",
            "TAILRACE_ELASTICSEARCH_HEADERS", "X-Key=hunter2",
            "TAILRACE_LOKI_URL", "https://loki",
            "TAILRACE_LOKI_USERNAME", "u",
            "TAILRACE_LOKI_PASSWORD", "hunter2");

    assertThat(loaded.toString()).doesNotContain("hunter2");
    assertThat(loaded.effective())
        .contains(
            new EffectiveSetting(
                "TAILRACE_ELASTICSEARCH_URL",
                Optional.of("https://***@es:9200"),
                new Origin.FromEnvironment()),
            new EffectiveSetting(
                "TAILRACE_LOKI_PASSWORD", Optional.of("***"), new Origin.FromEnvironment()));
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    assertThat(
            load("TAILRACE_PATHS", "/a.log", "TAILRACE_PARSER", "", "TAILRACE_OUTPUTS", " ")
                .outputs())
        .hasSize(1);
  }

  @Test
  void theStatusPageCanBeOff() {
    assertThat(load("TAILRACE_PATHS", "/a.log", "TAILRACE_STATUS_ADDRESS", "off").statusAddress())
        .isEmpty();
  }

  private static OutputSettings onlyOutput(String... namesAndValues) {
    List<OutputSettings> outputs = load(namesAndValues).outputs();
    assertThat(outputs).hasSize(1);
    return outputs.getFirst();
  }

  private static AgentSettings load(String... namesAndValues) {
    return good(namesAndValues).settings();
  }

  private static Loaded.Good good(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return switch (Settings.load(environment)) {
      case Loaded.Good good -> good;
      case Loaded.Bad bad -> throw new AssertionError(bad.problems().toString());
    };
  }
}
