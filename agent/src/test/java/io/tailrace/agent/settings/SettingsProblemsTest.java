package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of wrong settings, word for word. */
class SettingsProblemsTest {
  private static final String SIZE =
      "A size is a whole number with KiB, MiB or GiB, such as 64MiB, or of bytes, such as 1048576.";
  private static final String TIME =
      "A time is a whole number with ms, s, m or h, such as 200ms or 5s.";
  private static final String RULE =
      "A rule is file: and an absolute path, such as file:/var/log/.done, or idle: and a time, such"
          + " as idle:30s.";
  private static final String ADDRESS =
      "An address is an IP address or localhost, a colon and a port, such as 127.0.0.1:7600; or"
          + " off.";
  private static final String PARSERS =
      "It must be one of auto, json, logfmt, cri, docker, plain, access, nginx, nginx-error,"
          + " apache, apache-error, syslog, klog, logback, log4j, jul, python, go, postgres, redis, kafka,"
          + " regex, grok, csv, tsv, kv.";
  private static final String RULES =
      "It must be one of auto, java, python, go, node, ruby, dotnet, php, rust, dart, none, start,"
          + " continuation.";
  private static final String URL_SCHEME =
      "A URL begins with http:// or https://, such as http://logs.example:9200.";
  private static final String URL_FORM =
      "It is no URL of the form http://host:port, such as http://logs.example:9200.";
  private static final String FIELD =
      "A field's name is letters, digits, - and _, with dots between its parts, such as"
          + " labels.team.";
  private static final String NAME =
      "A name is lower-case letters, digits and underscores, and begins with a letter.";
  private static final String FORBIDDEN =
      " cannot be in it, nor can any of \\/*?\"<>|,#: and blanks.";

  @TempDir Path directory;

  static Stream<Arguments> wrongValues() {
    String here = Path.of("").toAbsolutePath().toString();
    return Stream.of(
        arguments("BUFFER_MEMORY", "64mb", SIZE + " Did you mean 64MiB?"),
        arguments("BUFFER_MEMORY", "64MB", SIZE + " Did you mean 64MiB?"),
        arguments("BUFFER_MEMORY", "64 MiB", SIZE + " Did you mean 64MiB?"),
        arguments("BUFFER_MEMORY", "1g", SIZE + " Did you mean 1GiB?"),
        arguments("BUFFER_MEMORY", "1000000b", SIZE + " Did you mean 1000000?"),
        arguments("BUFFER_MEMORY", "1.5GiB", SIZE),
        arguments("BUFFER_MEMORY", "-1", SIZE),
        arguments("BUFFER_MEMORY", "64TiB", SIZE),
        arguments("BUFFER_MEMORY", "9GiB", "Too large: it must be at most 8GiB."),
        arguments("MAX_LINE", "10", "Too small: it must be at least 1KiB."),
        arguments("DRAIN_TIMEOUT", "25", TIME + " Did you mean 25s?"),
        arguments("DRAIN_TIMEOUT", "25sec", TIME + " Did you mean 25s?"),
        arguments("DRAIN_TIMEOUT", "5 min", TIME + " Did you mean 5m?"),
        arguments("DRAIN_TIMEOUT", "1d", TIME),
        arguments("DRAIN_TIMEOUT", "2h", "Too large: it must be at most 1h."),
        arguments("EXIT_WHEN", "/var/log/.done", RULE),
        arguments("EXIT_WHEN", "file:", RULE),
        arguments("EXIT_WHEN", "gone:/x", RULE),
        arguments("EXIT_WHEN", "file:.done", ".done must be absolute: write " + here + "/.done."),
        arguments("EXIT_WHEN", "idle:30", TIME + " Did you mean 30s?"),
        arguments("EXIT_WHEN", "idle:500ms", "Too small: it must be at least 1s."),
        arguments(
            "REDACT",
            "email,cards",
            "It must be one of credit_card, email, ip, bearer, jwt, aws_key, url_password,"
                + " secret, api_key, private_key."),
        arguments(
            "REDACT_PATTERNS",
            "order",
            "Every part, between semicolons, must be name=pattern, such as order=ORD-[0-9]+ (write"
                + " \\x3b for a semicolon in a pattern)."),
        arguments(
            "REDACT_PATTERNS",
            "order=ORD-(",
            "The pattern of order, ORD-(, cannot be used. missing closing ): ORD-(."),
        arguments(
            "REDACT_PATTERNS",
            "order=x*",
            "The pattern of order, x*, cannot be used. It matches the empty text."),
        arguments("REDACT_PATTERNS", "email=x", "There is a rule of the name email: take another."),
        arguments(
            "REDACT_WITH",
            "hash",
            "Hashes need a key: set TAILRACE_REDACT_KEY, or TAILRACE_REDACT_KEY_FILE to the file it"
                + " is in."),
        arguments("REDACT_WITH", "star", "It must be one of mask, hash, remove."),
        arguments("QUIT_ENDPOINT", "yes", "It must be true or false. Did you mean true?"),
        arguments("TERMINATION_GRACE_PERIOD", "30", TIME + " Did you mean 30s?"),
        arguments("STDOUT_BATCH_BYTES", "65MiB", "Too large: it must be at most 64MiB."),
        arguments("PARSER", "jsn", PARSERS + " Did you mean json?"),
        arguments("PARSER", "xml", PARSERS),
        arguments(
            "PARSER", "cri|jsn", "Column 5: it" + PARSERS.substring(2) + " Did you mean json?"),
        arguments(
            "PARSER",
            "plain|json",
            "plain takes the whole line as its message: nothing can follow it."),
        arguments("MULTILINE", "cobol", RULES),
        arguments("MULTILINE", "pyton", RULES + " Did you mean python?"),
        arguments("MULTILINE_MAX_LINES", "1", "Too small: it must be at least 2."),
        arguments("MULTILINE_TIMEOUT", "1ms", "Too small: it must be at least 10ms."),
        arguments("MULTILINE_TIMEOUT", "6s", "Too large: it must be at most 5s."),
        arguments(
            "MULTILINE_PATTERN",
            "^(a|b[c-",
            "No pattern in RE2's syntax, such as ^\\d{4}- would be: missing closing ] at character 6:"
                + " [c-."),
        arguments(
            "MULTILINE_PATTERN",
            "^\\d{4}-",
            "Nothing looks for it: TAILRACE_MULTILINE is auto. Set that to start or continuation, or"
                + " leave this out."),
        arguments("START_AT", "begin", "It must be one of beginning, end."),
        arguments("LOG_LEVEL", "warning", "It must be one of error, warn, info, debug."),
        arguments("LOG_FORMAT", "jason", "It must be one of text, json. Did you mean json?"),
        arguments("STATUS_ADDRESS", "7600", ADDRESS + " Did you mean 127.0.0.1:7600?"),
        arguments("STATUS_ADDRESS", ":7600", ADDRESS + " Did you mean 127.0.0.1:7600?"),
        arguments("STATUS_ADDRESS", "127.0.0.1:0", ADDRESS),
        arguments("STATUS_ADDRESS", "example.com:80", ADDRESS),
        arguments("STATUS_ADDRESS", "1.2.3.4.5:80", ADDRESS),
        arguments("STATE_DIR", "state", "state must be absolute: write %s/state.".formatted(here)),
        arguments("PATHS", "*.log", "*.log must be absolute: write %s/*.log.".formatted(here)),
        arguments(
            "PATHS",
            "/var/log/",
            "/var/log/ names a directory; name the files in it, such as /var/log/*.log."),
        arguments("PATHS", "/a/{b", "/a/{b is no glob: Missing '} near character 5."),
        arguments("PATHS", "/a,,/b", "There is nothing before or after one of the commas."),
        arguments("PATHS", "/a,/a", "It is there twice: /a."),
        arguments(
            "FIELDS",
            "team",
            "Every part, between commas, must be key=value, such as"
                + " labels.team=payments,labels.env=prod."),
        arguments("FIELDS", "a b=c", FIELD),
        arguments("FIELDS", "a..b=c", FIELD),
        arguments("FIELDS", "team=a,team=b", "The key team is there twice."),
        arguments(
            "FIELDS",
            "team=a,team.x=b",
            "team cannot be a value and also have team.x inside of it."),
        arguments(
            "FIELDS", "message=x", "The agent writes message itself. Did you mean labels.message?"),
        arguments("SERVICE", "a\u001bb", "It must be one line, without control characters."),
        arguments("OUTPUTS", "Loki", NAME + " Did you mean loki?"),
        arguments("OUTPUTS", "es-audit", NAME + " Did you mean es_audit?"),
        arguments("OUTPUTS", "1st", NAME),
        arguments("OUTPUTS", "loki,loki", "It is there twice: loki."),
        arguments("STDOUT_FORMAT", "text", "It must be one of auto, ndjson, pretty."));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aWrongValueIsAnsweredWithWhatIsAccepted(String name, String value, String message) {
    assertThat(problems("TAILRACE_PATHS", "/a.log", "TAILRACE_" + name, value))
        .containsExactly(
            new Problem(
                "TAILRACE_" + name,
                Optional.of(value),
                Optional.of(new Origin.FromEnvironment()),
                message));
  }

  @Test
  void aConditionIsAnsweredWithThePlaceInIt() {
    assertThat(
            problems(
                "TAILRACE_PATHS", "/a.log",
                "TAILRACE_ONLY_IF", " level>=wran && !path~\"^/healthz\"",
                "TAILRACE_STDOUT_ONLY_IF", "path~\"(\"",
                "TAILRACE_STDOUT_ONLYIF", "level>=warn"))
        .containsExactly(
            new Problem(
                "TAILRACE_ONLY_IF",
                Optional.of("level>=wran && !path~\"^/healthz\""),
                Optional.of(new Origin.FromEnvironment()),
                OptionalInt.of(7),
                "Column 8: There is no level wran, only unknown, trace, debug, info, warn, error,"
                    + " fatal. Did you mean warn?"),
            new Problem(
                "TAILRACE_STDOUT_ONLY_IF",
                Optional.of("path~\"(\""),
                Optional.of(new Origin.FromEnvironment()),
                OptionalInt.of(6),
                "Column 7: In the pattern: the ( is never closed."),
            new Problem(
                "TAILRACE_STDOUT_ONLYIF",
                Optional.empty(),
                Optional.of(new Origin.FromEnvironment()),
                "An output of type stdout has no such setting. Did you mean"
                    + " TAILRACE_STDOUT_ONLY_IF?"));
  }

  @Test
  void aRuleByPatternWithoutOneIsAnsweredWithAnExample() {
    assertThat(problems("TAILRACE_PATHS", "/a.log", "TAILRACE_MULTILINE", "start"))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            tuple(
                "TAILRACE_MULTILINE_PATTERN",
                "Not set: the pattern of lines that begin an event. For example:"
                    + " TAILRACE_MULTILINE_PATTERN=^\\d{4}-"));
  }

  @Test
  void ofSeveralInputsThatWithThePatternThatIsNotUsedIsNamed() {
    assertThat(
            problems(
                "TAILRACE_INPUTS", "app,db",
                "TAILRACE_APP_PATHS", "/a.log",
                "TAILRACE_APP_MULTILINE", "continuation",
                "TAILRACE_DB_PATHS", "/b.log",
                "TAILRACE_DB_MULTILINE_PATTERN", "^ "))
        .extracting(Problem::subject)
        .containsExactlyInAnyOrder(
            "TAILRACE_APP_MULTILINE_PATTERN", "TAILRACE_DB_MULTILINE_PATTERN");
  }

  static Stream<Arguments> wrongValuesOfOutputs() {
    return Stream.of(
        arguments("URL", "es:9200", URL_SCHEME),
        arguments("URL", "http://", URL_FORM),
        arguments(
            "URL",
            "http://es:9200?x=1",
            "A URL here ends with its path: leave out what follows ? or #."),
        arguments("URL", "http://es:99999", "The port must be a number from 1 to 65535."),
        arguments(
            "URL", "http://user@es:9200", "Before the @ of a URL there must be user:password."),
        arguments(
            "URL",
            "http://u:100%@es:9200",
            "A % in the user or password of a URL must be written %25."),
        arguments("IN_FLIGHT", "four", "It must be a whole number from 1 to 64."),
        arguments("IN_FLIGHT", "0", "Too small: it must be at least 1."),
        arguments("INSECURE", "yes", "It must be true or false. Did you mean true?"),
        arguments("INSECURE", "maybe", "It must be true or false."),
        arguments(
            "COMPRESSION",
            "zstd",
            "It must be none, gzip (the same as 1), or gzip's level"
                + " from 1 (fast) to 9 (small)."),
        arguments("INDEX", "Logs", "It must be lower case. Did you mean logs?"),
        arguments("INDEX", "Bad Index*", "It must be lower case. The character ' '" + FORBIDDEN),
        arguments("INDEX", "a b", "The character ' '" + FORBIDDEN),
        arguments("INDEX", "a*", "The character '*'" + FORBIDDEN),
        arguments("INDEX", "_a", "It cannot begin with -, _ or +, nor be . or .."),
        arguments("INDEX", "a".repeat(256), "It must not be longer than 255 bytes."),
        arguments(
            "DATASET",
            "shop-access",
            "It cannot have a hyphen, which parts the names of data streams. Did you mean"
                + " shop_access?"),
        arguments(
            "DATASET", "-", "It cannot have a hyphen, which parts the names of data streams."),
        arguments(
            "DATASET",
            "Shop-Access",
            "It cannot have a hyphen, which parts the names of data streams. Did you mean"
                + " shop_access?"),
        arguments("INDEX", "café", "It must be lower-case letters, digits and characters of _.+-."),
        arguments(
            "DATASET",
            ".a",
            "It must be lower-case letters, digits, _ and . and begin with a letter or digit."),
        arguments("NAMESPACE", "a".repeat(101), "It must not be longer than 100 bytes."),
        arguments("CA_FILE", "/nowhere/ca.pem", "There is no such file."),
        arguments("CA_FILE", "/", "It is not a file."),
        arguments(
            "HEADERS",
            "X A=b",
            "A header's name must be letters, digits and hyphens, such as X-Team=payments."),
        arguments(
            "HEADERS", "X-A=b\r\nX-B: c", "The value of the header X-A must be printable ASCII."),
        arguments("HEADERS", "Host=x", "The header Host cannot be set: it follows from the URL."));
  }

  @ParameterizedTest
  @MethodSource("wrongValuesOfOutputs")
  void aWrongValueOfAnOutputIsAnsweredWithWhatIsAccepted(
      String name, String value, String message) {
    assertThat(
            problems(
                "TAILRACE_PATHS",
                "/a.log",
                "TAILRACE_OUTPUTS",
                "elasticsearch",
                "TAILRACE_ELASTICSEARCH_URL",
                "https://es:9200",
                "TAILRACE_ELASTICSEARCH_" + name,
                value))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(tuple("TAILRACE_ELASTICSEARCH_" + name, message));
  }

  static Stream<Arguments> wrongValuesOfLoki() {
    return Stream.of(
        arguments(
            "LABELS",
            "job",
            "Every part, between commas, must be key=value, such as" + " job=shop,env=prod."),
        arguments(
            "LABELS",
            "my-job=x",
            "A label's name is letters, digits and _, such as job=shop;"
                + " it does not begin with a digit or with __."),
        arguments("LABELS", "job=", "The value of the label job must have 1 to 2048 characters."),
        arguments("LABEL_FIELDS", "a b", FIELD),
        arguments(
            "TENANT",
            "a/b",
            "A tenant is 1 to 150 letters, digits and characters of !._*'()- and is not . or .."),
        arguments("URL", "http://a,http://b", URL_FORM));
  }

  @ParameterizedTest
  @MethodSource("wrongValuesOfLoki")
  void aWrongValueOfLokiIsAnsweredWithWhatIsAccepted(String name, String value, String message) {
    assertThat(
            problems(
                "TAILRACE_PATHS",
                "/a.log",
                "TAILRACE_OUTPUTS",
                "loki",
                "TAILRACE_LOKI_URL",
                "http://loki:3100",
                "TAILRACE_LOKI_" + name,
                value))
        .extracting(Problem::subject, Problem::message)
        .containsExactly(tuple("TAILRACE_LOKI_" + name, message));
  }

  static Stream<Arguments> unknownVariables() {
    return Stream.of(
        arguments("TAILRACE_PATH", "There is no such setting. Did you mean TAILRACE_PATHS?"),
        arguments("TAILRACE_LINGER", "It is a setting of an output: write TAILRACE_LOKI_LINGER."),
        arguments(
            "TAILRACE_BUFER_MEMORY",
            "There is no such setting. Did you mean TAILRACE_BUFFER_MEMORY?"),
        arguments(
            "TAILRACE_WHATEVER",
            "There is no such setting. `tailrace config --help` lists those there are."),
        arguments(
            "TAILRACE_CARDINALITY",
            "There is no such setting. `tailrace config --help` lists those there are."),
        // Not what Kubernetes sets for a service, which is a URL.
        arguments(
            "TAILRACE_PORT",
            "There is no such setting. `tailrace config --help` lists those there are."),
        arguments(
            "TAILRACE_LOKI_PASSWRD",
            "An output of type loki has no such setting. Did you mean TAILRACE_LOKI_PASSWORD?"),
        arguments(
            "TAILRACE_LOKI_INDEX",
            "The output loki is of type loki; only elasticsearch has the setting INDEX."),
        arguments(
            "TAILRACE_ELASTICSEARCH_API_KEY_FILE",
            "There is no output named elasticsearch: add elasticsearch to TAILRACE_OUTPUTS, or"
                + " leave this out."),
        arguments(
            "TAILRACE_AUDIT_API_KEY_FILE",
            "There is no output named audit: add audit to TAILRACE_OUTPUTS, or leave this out."),
        arguments(
            "TAILRACE_ACCESS_PARSER",
            "There is no input named access: add access to TAILRACE_INPUTS, or leave this out."));
  }

  @ParameterizedTest
  @MethodSource("unknownVariables")
  void anUnknownVariableIsAProblemAndItsValueIsNotShown(String name, String message) {
    assertThat(
            problems(
                "TAILRACE_PATHS",
                "/a.log",
                "TAILRACE_OUTPUTS",
                "loki",
                "TAILRACE_LOKI_URL",
                "http://loki:3100",
                name,
                "hunter2"))
        .containsExactly(
            new Problem(
                name, Optional.empty(), Optional.of(new Origin.FromEnvironment()), message));
  }

  @Test
  void withoutPathsItIsSaidHowToSetThem() {
    assertThat(problems())
        .containsExactly(
            Problem.of(
                "TAILRACE_PATHS",
                "Not set: the files to read. For example:" + " TAILRACE_PATHS=/var/log/app/*.log"));
  }

  @Test
  void anOutputWithoutItsUrlIsAProblem() {
    assertThat(problems("TAILRACE_PATHS", "/a.log", "TAILRACE_OUTPUTS", "elasticsearch"))
        .extracting(Problem::message)
        .containsExactly(
            "Not set: where Elasticsearch is. For example:"
                + " TAILRACE_ELASTICSEARCH_URL=http://es-1:9200,http://es-2:9200");
  }

  @Test
  void anOutputWithANameOfItsOwnNeedsAType() {
    assertThat(
            problems(
                "TAILRACE_PATHS", "/a.log",
                "TAILRACE_OUTPUTS", "audit",
                "TAILRACE_AUDIT_URL", "http://es:9200"))
        .extracting(Problem::message)
        .containsExactly(
            "Not set: the type of the output audit, one of elasticsearch, loki, stdout, file."
                + " For example: TAILRACE_AUDIT_TYPE=elasticsearch");
  }

  @Test
  void aMisspeltOutputIsGuessed() {
    assertThat(problems("TAILRACE_PATHS", "/a.log", "TAILRACE_OUTPUTS", "elasticsearh"))
        .extracting(Problem::message)
        .containsExactly(
            "Not set: the type of the output elasticsearh, one of elasticsearch, loki, stdout,"
                + " file (if you meant elasticsearch, correct TAILRACE_OUTPUTS). For example:"
                + " TAILRACE_ELASTICSEARH_TYPE=elasticsearch");
  }

  @Test
  void allProblemsAreFoundAtOnce() {
    assertThat(
            problems(
                "TAILRACE_PARSER", "jsn",
                "TAILRACE_OUTPUTS", "loki",
                "TAILRACE_LOKI_LINGER", "1",
                "TAILRACE_TYPO", "x"))
        .extracting(Problem::subject)
        .containsExactly(
            "TAILRACE_PATHS",
            "TAILRACE_PARSER",
            "TAILRACE_LOKI_URL",
            "TAILRACE_LOKI_LINGER",
            "TAILRACE_TYPO");
  }

  @Test
  void aSecretIsSetOnceAndItsFileIsReadable() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty"), "\n");
    Path key = Files.writeString(directory.resolve("key"), "k");

    assertThat(es("API_KEY", "hunter2", "API_KEY_FILE", key.toString()))
        .containsExactly(
            "It is set here and in the file of TAILRACE_ELASTICSEARCH_API_KEY_FILE: leave one"
                + " out.");
    assertThat(es("API_KEY_FILE", directory + "/none")).containsExactly("There is no such file.");
    assertThat(es("API_KEY_FILE", empty.toString()))
        .containsExactly("The secret cannot be read: the file is empty.");
    assertThat(es("API_KEY_FILE", "key"))
        .containsExactly(
            "key must be absolute: write %s.".formatted(Path.of("key").toAbsolutePath()));
  }

  @Test
  void thereIsOneWayToProveWhoOneIs() {
    assertThat(es("API_KEY", "a", "BEARER_TOKEN", "b"))
        .containsExactly(
            "More than one way to prove who one is: TAILRACE_ELASTICSEARCH_API_KEY;"
                + " TAILRACE_ELASTICSEARCH_BEARER_TOKEN. Leave all but one out.");
    assertThat(es("URL", "https://u:p@es", "USERNAME", "u", "PASSWORD", "p"))
        .containsExactly(
            "More than one way to prove who one is: the user in TAILRACE_ELASTICSEARCH_URL;"
                + " TAILRACE_ELASTICSEARCH_USERNAME. Leave all but one out.");
    assertThat(es("API_KEY", "a", "HEADERS", "authorization=x"))
        .containsExactly(
            "More than one way to prove who one is: TAILRACE_ELASTICSEARCH_API_KEY; the"
                + " Authorization header of TAILRACE_ELASTICSEARCH_HEADERS. Leave all but one"
                + " out.");
    assertThat(es("URL", "https://u:p@es-1,https://u:q@es-2"))
        .containsExactly("The URLs name different users or passwords; there can be one only.");
  }

  @Test
  void whatBelongsTogetherIsSetTogether() throws Exception {
    Path pem = Files.writeString(directory.resolve("c.pem"), "x");

    assertThat(es("USERNAME", "u"))
        .containsExactly("It needs TAILRACE_ELASTICSEARCH_PASSWORD, which is not set.");
    assertThat(es("PASSWORD", "p"))
        .containsExactly("It needs TAILRACE_ELASTICSEARCH_USERNAME, which is not set.");
    assertThat(es("CERT_FILE", pem.toString()))
        .containsExactly("It needs TAILRACE_ELASTICSEARCH_KEY_FILE, which is not set.");
    assertThat(es("URL", "http://es", "CA_FILE", pem.toString()))
        .containsExactly(
            "It is for TLS, yet the URL begins with http://. Write https://, or leave it out.");
    assertThat(es("INDEX", "a", "DATASET", "b"))
        .containsExactly("It has no effect beside TAILRACE_ELASTICSEARCH_INDEX: leave one out.");
    assertThat(es("INDEX", "a", "TEMPLATE", "true"))
        .containsExactly("It has no effect beside TAILRACE_ELASTICSEARCH_INDEX: leave one out.");
    assertThat(es("IN_FLIGHT", "64"))
        .containsExactly(
            "It is 32MiB, but the batches take up to 65MiB: BATCH_BYTES times IN_FLIGHT + 1 for"
                + " every output. Raise it, or lower those.");
  }

  @Test
  void namesOfInputsAndOutputsDoNotClash() {
    assertThat(
            problems(
                "TAILRACE_INPUTS", "loki",
                "TAILRACE_OUTPUTS", "loki",
                "TAILRACE_LOKI_PATHS", "/a.log",
                "TAILRACE_LOKI_URL", "http://loki"))
        .extracting(Problem::message)
        .containsExactly("The name loki is that of an output, too: give the input another.");
  }

  @Test
  void thePathsOfInputsAreClear() {
    assertThat(problems("TAILRACE_INPUTS", "app"))
        .extracting(Problem::message)
        .containsExactly(
            "Not set: the files that the input app reads. For example:"
                + " TAILRACE_APP_PATHS=/var/log/app/*.log");
    assertThat(problems("TAILRACE_INPUTS", "a,b", "TAILRACE_PATHS", "/a.log"))
        .extracting(Problem::message)
        .containsExactly(
            "The inputs a, b would all read these files. Give each its own, such as"
                + " TAILRACE_A_PATHS=/var/log/app/*.log");
    assertThat(
            problems(
                "TAILRACE_INPUTS", "a",
                "TAILRACE_A_PATHS", "/a.log",
                "TAILRACE_PATHS", "/b.log"))
        .extracting(Problem::message)
        .containsExactly(
            "No input reads these, since each of a has paths of its own: leave it out.");
  }

  @Test
  void aWrongListOfNamesIsTheOnlyProblemOfWhatItShouldHaveNamed() {
    assertThat(
            problems(
                "TAILRACE_PATHS", "/a.log",
                "TAILRACE_OUTPUTS", "Loki",
                "TAILRACE_LOKI_URL", "http://loki"))
        .extracting(Problem::subject)
        .containsExactly("TAILRACE_OUTPUTS");
  }

  @Test
  void problemsOfTheFileNameItsLine() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("agent.env"),
            """
            TAILRACE_PATHS=/a.log
            TAILRACE_PARSER=jsn
            password hunter2
            TAILRACE_SERVICE='x
            TAILRACE_PATHS=/b.log
            TAILRCE_FIELDS=a=b
            TAILRACE_ENV_FILE=/x
            TAILRACE_JAVA_HOME=/x
            TAILRACE_FIELDS="a=\\q"
            """);

    assertThat(problems("TAILRACE_ENV_FILE", file.toString()))
        .extracting(problem ->
            problem.subject()
                + problem.origin().map(origin -> " " + origin).orElse("")
                + ": "
                + problem.message())
        .containsExactly(
            file + ":3: A line must be NAME=value, or a comment that begins with #.",
            file + ":4: The quote ' must end, and only a comment may follow it.",
            file + ":5: TAILRACE_PATHS is set twice, first at " + file + ":1.",
            file + ":9: A backslash between double quotes stands before \", \\, n or t.",
            "TAILRACE_ENV_FILE " + file + ":7: It is for the environment, not for the file itself.",
            "TAILRACE_JAVA_HOME "
                + file
                + ":8: The launcher does not read this file: set it in the environment.",
            "TAILRACE_PARSER " + file + ":2: " + PARSERS + " Did you mean json?",
            "TAILRCE_FIELDS "
                + file
                + ":6: There is no such setting. Did you mean TAILRACE_FIELDS?");
  }

  @Test
  void aFileThatCannotBeReadIsAProblem() throws Exception {
    Path notText = Files.write(directory.resolve("b.env"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(problems("TAILRACE_PATHS", "/a", "TAILRACE_ENV_FILE", directory + "/none"))
        .extracting(Problem::message)
        .containsExactly(directory + "/none cannot be used: there is no such file.");
    assertThat(problems("TAILRACE_PATHS", "/a", "TAILRACE_ENV_FILE", directory.toString()))
        .extracting(Problem::message)
        .containsExactly(directory + " cannot be used: it is a directory.");
    assertThat(problems("TAILRACE_PATHS", "/a", "TAILRACE_ENV_FILE", notText.toString()))
        .extracting(Problem::message)
        .containsExactly(notText + " cannot be used: it is not UTF-8 text.");
  }

  @Test
  void ofAFileThatCannotBeReadNothingElseIsSaid() {
    assertThat(problems("TAILRACE_ENV_FILE", "agent.env"))
        .extracting(Problem::message)
        .containsExactly(
            "agent.env must be absolute: write %s."
                .formatted(Path.of("agent.env").toAbsolutePath()));
    assertThat(
            problems("TAILRACE_ENV_FILE", directory + "/none", "TAILRACE_LOKI_URL", "http://loki"))
        .extracting(Problem::message)
        .containsExactly(directory + "/none cannot be used: there is no such file.");
  }

  @Test
  void noProblemShowsASecret() {
    List<Problem> problems =
        problems(
            "TAILRACE_PATHS", "/a.log",
            "TAILRACE_OUTPUTS", "elasticsearch,loki",
            "TAILRACE_ELASTICSEARCH_URL", "http://u:hunter,hunter2@es:9200,es",
            "TAILRACE_ELASTICSEARCH_API_KEY", "hunter2\n",
            "TAILRACE_ELASTICSEARCH_HEADERS", "hunter2",
            "TAILRACE_LOKI_URL", "u:hunter2@loki",
            "TAILRACE_LOKI_PASWORD", "hunter2");

    assertThat(problems).hasSize(5);
    assertThat(problems.toString()).doesNotContain("hunter");
    assertThat(problems.getFirst().shown()).contains("http://***@es:9200,es");
  }

  private static List<String> es(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TAILRACE_PATHS", "/a.log");
    environment.put("TAILRACE_OUTPUTS", "elasticsearch");
    environment.put("TAILRACE_ELASTICSEARCH_URL", "https://es:9200");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put("TAILRACE_ELASTICSEARCH_" + namesAndValues[i], namesAndValues[i + 1]);
    }
    return problems(environment).stream().map(Problem::message).toList();
  }

  private static List<Problem> problems(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return problems(environment);
  }

  private static List<Problem> problems(Map<String, String> environment) {
    return switch (Settings.load(environment)) {
      case Loaded.Good good -> List.of();
      case Loaded.Bad bad -> bad.problems();
    };
  }
}
