package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of secret that can be set is sent where it belongs, and can be read nowhere else. */
class SecretsIT {
  /** In every secret; chosen so that it is in nothing else, as it is and in any case. */
  private static final String MARK = "hunter2";

  private static final String API_KEY = "id:" + MARK + "-key";
  private static final String PASSWORD = MARK + "-password";
  private static final String HEADER = MARK + "-header";
  private static final String IN_URL = MARK + "-url";
  private static final String TOKEN = MARK + "-token";
  private static final String FROM_FILE = MARK + "-file";
  private static final String KEY_IN_FILE = "id:" + MARK + "-keyfile";
  private static final String PASSWORD_IN_FILE = MARK + "-passfile";

  /** In every line; what is written is nobody's business but the destination's. */
  private static final String CONTENT = "content4711";

  @TempDir private Path folder;

  @ParameterizedTest
  @Tag("S8")
  @Tag("S9")
  @ValueSource(strings = {"text", "json"})
  void noSecretIsSaidShownOrKeptAndNoRecordIsSaidOrShown(String logFormat) throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Files.writeString(logs.resolve("app.log"), "first " + CONTENT + "\nsecond " + CONTENT + "\n");
    try (var server = new FussyServer();
        var agent = AgentProcess.start(folder, settings(server, logs, logFormat))) {
      for (String output : List.of("keyed", "basic", "inurl", "fromfile", "keyfile", "passfile")) {
        agent.await(
            output + " has a dead letter",
            () -> agent.output(output).path("recordsDeadLettered").asLong() == 2);
      }
      agent.await("loki is answered", () -> agent.output("tokened").path("attempts").asLong() > 0);

      agent.await(
          "the dead one is tried", () -> agent.output("dead").path("attempts").asLong() > 1);

      for (String path : List.of("/", "/metrics", "/readyz", "/healthz", "/api/status", "/none")) {
        assertNothing(path, agent.page(path).body());
      }
      agent.terminate();
      assertNothing("its log", agent.said());
      assertNothing("its output", agent.printed());
      assertThat(agent.said()).as("said at debug").containsIgnoringCase("debug");
      assertThat(server.authorizations())
          .as("sent")
          .contains(
              "ApiKey " + base64(API_KEY),
              "Basic " + base64("user:" + PASSWORD),
              "Basic " + base64("user:" + IN_URL),
              "Bearer " + FROM_FILE,
              "Bearer " + TOKEN,
              "ApiKey " + base64(KEY_IN_FILE),
              "Basic " + base64("user:" + PASSWORD_IN_FILE));
      assertThat(server.gates()).as("sent").contains(HEADER);
    }
    assertStateHasNoSecret();
  }

  @Test
  @Tag("S9")
  void noSecretIsInWhatTheCommandsPrint() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    try (var server = new FussyServer()) {
      Map<String, String> settings = settings(server, logs, "text");
      settings.put("TAILRACE_LOG_LEVEL", "debug");
      leaveALetter();
      for (String command : List.of("config", "check", "replay --dry-run", "replay")) {
        String[] words = (command + (command.equals("replay") ? " --timeout 3s" : "")).split(" ");
        try (var process = AgentProcess.start(folder, List.of(), settings, words)) {
          process.exit();
          assertThat(process.printed()).as(command).contains("keyed");
          assertNoSecret(command, process.printed() + process.said());
        }
      }
      settings.put("TAILRACE_BASIC_PASWORD", PASSWORD);
      settings.put("TAILRACE_INURL_URL", "htp://user:" + IN_URL + "@host");
      settings.put("TAILRACE_KEYED_HEADERS", "X-Gate: " + HEADER);
      settings.put("TAILRACE_TOKENED_BEARER_TOKEN_FILE", "/etc/token");
      try (var process = AgentProcess.start(folder, settings)) {
        assertThat(process.exit()).isEqualTo(78);
        assertThat(process.said())
            .contains("TAILRACE_BASIC_PASWORD")
            .contains("TAILRACE_INURL_URL")
            .contains("TAILRACE_KEYED_HEADERS")
            .contains("TAILRACE_TOKENED_BEARER_TOKEN");
        assertNoSecret("problems with the settings", process.said());
      }
    }
  }

  /** One for each kind of output, so that a replay uses its credentials and is refused. */
  private void leaveALetter() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("state/dead-letter"));
    for (String output : List.of("keyed", "inurl", "dead")) {
      Files.writeString(
          directory.resolve(output + ".ndjson"),
          "{\"generation\":\"AZqzk0ZcXq3vC0Rr\",\"file\":\"/f\",\"offset\":1,"
              + "\"record\":{\"document\":{}}}\n");
    }
  }

  private Map<String, String> settings(FussyServer server, Path logs, String logFormat)
      throws IOException {
    var settings = new LinkedHashMap<String, String>();
    settings.put("TAILRACE_PATHS", logs + "/*.log");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    // For eight outputs.
    settings.put("TAILRACE_BUFFER_MEMORY", "64MiB");
    settings.put("TAILRACE_LOG_LEVEL", "debug");
    settings.put("TAILRACE_LOG_FORMAT", logFormat);
    settings.put("TAILRACE_OUTPUTS", "keyed,basic,inurl,fromfile,tokened,keyfile,passfile,dead");
    for (String name :
        List.of("KEYED", "BASIC", "INURL", "FROMFILE", "KEYFILE", "PASSFILE", "DEAD")) {
      settings.put("TAILRACE_" + name + "_TYPE", "elasticsearch");
      settings.put("TAILRACE_" + name + "_URL", server.url(""));
    }
    settings.put("TAILRACE_KEYED_API_KEY", API_KEY);
    settings.put("TAILRACE_KEYED_HEADERS", "X-Gate=" + HEADER);
    settings.put("TAILRACE_BASIC_USERNAME", "user");
    settings.put("TAILRACE_BASIC_PASSWORD", PASSWORD);
    settings.put("TAILRACE_INURL_URL", server.url("user:" + IN_URL + "@"));
    settings.put("TAILRACE_FROMFILE_BEARER_TOKEN_FILE", secretFile("token", FROM_FILE));
    settings.put("TAILRACE_KEYFILE_API_KEY_FILE", secretFile("key", KEY_IN_FILE));
    settings.put("TAILRACE_PASSFILE_USERNAME", "user");
    settings.put("TAILRACE_PASSFILE_PASSWORD_FILE", secretFile("password", PASSWORD_IN_FILE));
    // Nobody listens there, which is said with the URL.
    settings.put("TAILRACE_DEAD_URL", "http://user:" + IN_URL + "@127.0.0.1:1");
    settings.put("TAILRACE_TOKENED_TYPE", "loki");
    settings.put("TAILRACE_TOKENED_URL", server.url(""));
    settings.put("TAILRACE_TOKENED_BEARER_TOKEN", TOKEN);
    settings.put("TAILRACE_DRAIN_TIMEOUT", "1s");
    return settings;
  }

  private String secretFile(String name, String secret) throws IOException {
    return Files.writeString(folder.resolve(name), secret + "\n").toString();
  }

  private static void assertNothing(String where, String text) {
    assertNoSecret(where, text);
    assertThat(text).as(where).doesNotContain(CONTENT);
  }

  private void assertStateHasNoSecret() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all)
          .extracting(file -> String.valueOf(file.getFileName()))
          .contains("checkpoint.json", "keyed.ndjson", "inurl.ndjson");
      for (Path file : all) {
        assertNoSecret(file.toString(), Files.readString(file));
      }
    }
  }

  private static void assertNoSecret(String where, String text) {
    assertThat(text).as(where).isNotNull().doesNotContainIgnoringCase(MARK);
    for (String pair :
        List.of(
            API_KEY,
            KEY_IN_FILE,
            "user:" + PASSWORD,
            "user:" + PASSWORD_IN_FILE,
            "user:" + IN_URL,
            PASSWORD,
            TOKEN,
            HEADER)) {
      assertThat(text).as(where).doesNotContain(base64(pair));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /**
   * Speaks like Elasticsearch. To each user's first request it says that the credentials are wrong,
   * to the next that something broke; from then on it refuses each record for good.
   */
  private static final class FussyServer implements AutoCloseable {
    private static final String ITEM =
        "{\"create\":{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\","
            + "\"reason\":\"failed to parse field [amount]. Preview of field's value: '"
            + CONTENT
            + "'\"}}}";

    private final MockWebServer server = new MockWebServer();
    private final Map<String, AtomicInteger> bulks = new LinkedHashMap<>();
    private final List<String> gates = new ArrayList<>();

    FussyServer() throws IOException {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return answer(request);
            }
          });
      server.start(InetAddress.getLoopbackAddress(), 0);
    }

    String url(String userInfo) {
      return "http://" + userInfo + "127.0.0.1:" + server.getPort();
    }

    /** The credentials of bulk requests and pushes. */
    synchronized List<String> authorizations() {
      return List.copyOf(bulks.keySet());
    }

    /** The values of the header {@code X-Gate}. */
    synchronized List<String> gates() {
      return List.copyOf(gates);
    }

    private synchronized MockResponse answer(RecordedRequest request) {
      if (request.getUrl().encodedPath().equals("/")) {
        return answer(
            200,
            "{\"version\":{\"number\":\"9.5.3\",\"build_flavor\":\"default\"},"
                + "\"cluster_name\":\"c\",\"tagline\":\"You Know, for Search\"}");
      }
      gates.addAll(request.getHeaders().values("X-Gate"));
      String authorization = String.valueOf(request.getHeaders().get("Authorization"));
      int time = bulks.computeIfAbsent(authorization, a -> new AtomicInteger()).incrementAndGet();
      return switch (time) {
        case 1 -> answer(401, "{\"error\":{\"type\":\"security_exception\",\"reason\":\"who?\"}}");
        case 2 -> answer(500, "<html>broken</html>");
        default -> answer(200, refusal(records(request)));
      };
    }

    /** How many records a bulk request has: an action and a document in a line each. */
    private static int records(RecordedRequest request) {
      return (int) (request.getBody().utf8().lines().count() / 2);
    }

    private static String refusal(int records) {
      return "{\"took\":1,\"errors\":true,\"items\":["
          + String.join(",", Collections.nCopies(records, ITEM))
          + "]}";
    }

    private static MockResponse answer(int status, String body) {
      return new MockResponse(
          status,
          Headers.of("Content-Type", "application/json", "X-Elastic-Product", "Elasticsearch"),
          body);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
