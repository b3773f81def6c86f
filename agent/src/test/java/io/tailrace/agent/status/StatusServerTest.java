package io.tailrace.agent.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.agent.logging.LogFormat;
import io.tailrace.agent.logging.Logging;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import io.tailrace.outputs.ShipperStatus.State;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.event.Level;

@Timeout(60)
@Isolated("the process has one logging")
class StatusServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean mayQuit;
  private final Quit quit = new Quit(() -> mayQuit, asked::incrementAndGet);
  private volatile AgentStatus status = Samples.eventful();
  private volatile Liveness liveness = new Liveness.Alive();
  private StatusServer server = start();

  private StatusServer start() {
    try {
      return StatusServer.start(ANY_PORT, () -> status, () -> liveness, quit);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  @Tag("S6")
  @Tag("S8")
  void thePageForPeopleIsHtmlThatMayLoadNothing() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(page, "Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains("frame-ancestors 'none'");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(page.body())
        .contains("loki has taken nothing for 2 min 5 s: 275 MB waiting in 1 file. 5.0 MB lost.")
        .contains("<strong>5.0 MB lost</strong>")
        .contains("429: ingestion rate limit exceeded")
        .contains("/var/log/app/access.log.1")
        .doesNotContain("style=")
        .doesNotContain("src=");
  }

  @Test
  @Tag("S6")
  @Tag("S8")
  void aPathCannotBecomeMarkup() throws Exception {
    String page = get("/").body();

    assertThat(page)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\\n\\u001b[31m&quot;&amp;.log");
  }

  @Test
  @Tag("S6")
  @Tag("S8")
  void neitherCanAnOutputsReasonOrName() throws Exception {
    var evil = "\"><img src=x onerror=alert(1)>";
    status =
        Samples.agent(
            List.of(Samples.output(evil, new State.Retrying(Samples.NOW, evil), Ledger.EMPTY)),
            List.of());

    assertThat(get("/").body()).doesNotContain("<img").contains("&quot;&gt;&lt;img src=x");
  }

  @Test
  void metricsAreInPrometheusTextFormat() throws Exception {
    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(header(metrics, "Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(metrics.body())
        .contains("# TYPE tailrace_output_records_delivered_total counter")
        .contains("tailrace_output_up{output=\"loki\"} 0.0");
  }

  @Test
  void theApiIsJson() throws Exception {
    HttpResponse<String> api = get("/api/status?pretty");

    assertThat(api.statusCode()).isEqualTo(200);
    assertThat(header(api, "Content-Type")).isEqualTo("application/json");
    assertThat(api.body()).startsWith("{\"version\":\"0.1.0\",").endsWith("}\n");
  }

  @Test
  void healthFollowsTheProcessAndNotTheDestinations() throws Exception {
    status = Samples.blocked();
    assertThat(get("/healthz").statusCode()).isEqualTo(200);

    liveness = new Liveness.Stuck("pipeline es has not come round for 95 s\nforged");

    HttpResponse<String> stuck = get("/healthz");
    assertThat(stuck.statusCode()).isEqualTo(503);
    assertThat(stuck.body()).isEqualTo("stuck: pipeline es has not come round for 95 s\\nforged\n");
  }

  @Test
  void readinessFollowsTheDestinations() throws Exception {
    status = Samples.shipped();
    assertThat(get("/readyz").body()).isEqualTo("ready\n");

    status = Samples.blocked();

    HttpResponse<String> blocked = get("/readyz");
    assertThat(blocked.statusCode()).isEqualTo(503);
    assertThat(blocked.body()).isEqualTo("not ready: es is blocked: 401: wrong key\n");
  }

  @Test
  @Tag("S8")
  void headGivesTheHeadersOnly() throws Exception {
    for (String path : new String[] {"/", "/metrics", "/healthz", "/readyz", "/api/status"}) {
      HttpResponse<String> head = send(request(path).method("HEAD", BodyPublishers.noBody()));
      HttpResponse<String> get = get(path);

      assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
      assertThat(head.body()).as(path).isEmpty();
      assertThat(header(head, "Content-Type")).isEqualTo(header(get, "Content-Type"));
      assertThat(header(head, "Content-Length"))
          .as(path)
          .isEqualTo(Integer.toString(get.body().getBytes(UTF_8).length));
    }
  }

  @Test
  @Tag("S8")
  void whatWouldChangeSomethingIsRefused() throws Exception {
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
      HttpResponse<String> answer =
          send(request("/api/status").method(method, BodyPublishers.ofString("x=1")));

      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    }
  }

  @Test
  @Tag("S8")
  void quittingIsRefusedUnlessASettingAllowsIt() throws Exception {
    assertThat(send(request("/quit").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(405);
    assertThat(get("/quit").statusCode()).isEqualTo(404);
    assertThat(asked).hasValue(0);

    mayQuit = true;

    assertThat(send(request("/quit").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(202);
    assertThat(asked).hasValue(1);
  }

  @Test
  @Tag("S8")
  void neitherALinkNorAWebPageQuits() throws Exception {
    mayQuit = true;

    HttpResponse<String> link = get("/quit");
    HttpResponse<String> page =
        send(request("/quit").header("Origin", "http://evil").POST(BodyPublishers.noBody()));

    assertThat(link.statusCode()).isEqualTo(405);
    assertThat(header(link, "Allow")).isEqualTo("POST");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(asked).hasValue(0);
  }

  @Test
  @Tag("S8")
  void nobodyOutsideOfThePodQuits() {
    for (String pod : new String[] {"127.0.0.1", "127.1.2.3", "::1"}) {
      assertThat(Quit.isAllowed(InetAddress.ofLiteral(pod), false)).as(pod).isTrue();
    }
    for (String other : new String[] {"10.1.2.3", "192.0.2.7", "fe80::1", "0.0.0.0"}) {
      assertThat(Quit.isAllowed(InetAddress.ofLiteral(other), false)).as(other).isFalse();
    }
  }

  @Test
  @Tag("S6")
  @Tag("S8")
  void anUnknownPathIsNotFoundAndNotEchoed() throws Exception {
    for (String path : new String[] {"/nowhere", "/metrics/", "/%3Cscript%3E", "/../etc"}) {
      HttpResponse<String> answer = get(path);

      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("script").doesNotContain("etc");
    }
  }

  @Test
  @Tag("S8")
  void hugeHeadersAreRefused() throws Exception {
    String answer =
        firstLineAfter("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\n");

    assertThat(answer)
        .satisfiesAnyOf(a -> assertThat(a).isNull(), a -> assertThat(a).contains(" 4"));
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("S8")
  void aHugeBodyIsAnsweredWithoutReadingIt() throws Exception {
    String answer =
        firstLineAfter("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\nstart");

    assertThat(answer).isEqualTo("HTTP/1.1 405 Method Not Allowed");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  /** Many short ones are as much as one long one. */
  @Test
  @Tag("S8")
  void aThousandHeadersAreRefused() throws Exception {
    var request = new StringBuilder("GET / HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 1_000; i++) {
      request.append("X-").append(i).append(": y\r\n");
    }
    String answer = firstLineAfter(request + "\r\n");

    assertThat(answer)
        .satisfiesAnyOf(a -> assertThat(a).isNull(), a -> assertThat(a).contains(" 4"));
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("S8")
  void onlyThePodItselfReachesItUnlessASettingSaysSo() {
    var settings = Settings.load(Map.of("TAILRACE_PATHS", "/var/log/app/*.log"));

    assertThat(settings)
        .isInstanceOfSatisfying(
            Loaded.Good.class,
            good ->
                assertThat(good.settings().statusAddress())
                    .hasValueSatisfying(
                        it -> assertThat(it.getAddress().isLoopbackAddress()).isTrue()));
    assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  @Tag("S8")
  void clientsThatNeverFinishTheirRequestDoNotStopTheProbes() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 30; i++) {
        Socket socket = connect();
        slow.add(socket);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(UTF_8));
      }

      assertThat(get("/healthz").statusCode()).isEqualTo(200);
      // The answer came while they were all still being waited for, not after they were closed.
      slow.getFirst().setSoTimeout(1);
      assertThatThrownBy(() -> slow.getFirst().getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aDefectIsAnsweredAndDoesNotEndTheServer() throws Exception {
    server.close();
    server =
        StatusServer.start(
            ANY_PORT,
            () -> {
              throw new IllegalStateException("secret detail");
            },
            () -> liveness,
            quit);

    var logged = new ByteArrayOutputStream();
    var target = new PrintStream(logged, false, UTF_8);

    try (var logging = Logging.configure(Level.INFO, LogFormat.TEXT, target)) {
      assertThat(logging).isNotNull();
      HttpResponse<String> answer = get("/metrics");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("secret");
      assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }
    assertThat(logged.toString(UTF_8))
        .contains(" ERROR status: cannot answer a request")
        .contains("    IllegalStateException: secret detail");
  }

  @Test
  void aPortInUseNamesTheSetting() {
    assertThatThrownBy(
            () -> StatusServer.start(server.address(), () -> status, () -> liveness, quit))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("TAILRACE_STATUS_ADDRESS: cannot listen on ")
        .hasMessageContaining(":" + server.address().getPort())
        .hasMessageContaining("in use");
  }

  @Test
  void aHostThatDoesNotExistNamesTheSetting() {
    var nowhere = InetSocketAddress.createUnresolved("no.such.host.invalid", 7600);

    assertThatThrownBy(() -> StatusServer.start(nowhere, () -> status, () -> liveness, quit))
        .isInstanceOf(IOException.class)
        .hasMessage("TAILRACE_STATUS_ADDRESS: no such host: no.such.host.invalid");
  }

  @Test
  void afterCloseNobodyListensAndNoThreadIsLeft() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(200);
    long before = dispatcherThreads();

    server.close();

    assertThatThrownBy(() -> connect().close()).isInstanceOf(IOException.class);
    assertThat(dispatcherThreads()).isEqualTo(before - 1);
  }

  private static long dispatcherThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
        .count();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.address().getPort() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
  }

  /** What comes back first; null when the connection is closed without an answer. */
  private @Nullable String firstLineAfter(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(request.getBytes(UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
      } catch (SocketException e) {
        return null;
      }
    }
  }
}
