package io.tailrace.outputs.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.outputs.http.HttpAnswer.Answered;
import io.tailrace.outputs.http.HttpAnswer.Failed;
import io.tailrace.outputs.http.HttpOptions.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeTest {
  private final MockWebServer server = new MockWebServer();
  private final AtomicReference<String> secret = new AtomicReference<>("Bearer one");

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void requestHasTheHeadersAndThePartOfTheArray() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(204).addHeader("X-A", "b").build());
    byte[] bytes = "..body..".getBytes(UTF_8);

    HttpAnswer<HttpResponse> answer = post(HttpBody.of("text/plain", bytes, 2, 6));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answered.class,
            it -> {
              HttpResponse response = (HttpResponse) it.value();
              assertThat(response.status()).isEqualTo(204);
              assertThat(response.headers()).containsEntry("x-a", "b");
            });
    RecordedRequest request = server.takeRequest();
    assertThat(request.getBody().utf8()).isEqualTo("body");
    assertThat(request.getHeaders().get("X-Of-All")).isEqualTo("1");
    assertThat(request.getHeaders().get("X-Of-This")).isEqualTo("2");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("text/plain");
    assertThat(request.getHeaders().get("Content-Length")).isEqualTo("4");
  }

  @Test
  void authorizationIsAskedForAtEveryRequest() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().build());
    server.enqueue(new MockResponse.Builder().build());

    try (var exchange = new HttpExchange(options(Duration.ofSeconds(10)))) {
      exchange.send(HttpRequest.get(url()));
      secret.set("Bearer two");
      exchange.send(HttpRequest.get(url()));
    }

    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer one");
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer two");
  }

  @Test
  void secretThatNoHeaderCanHoldFailsWithoutBeingShown() throws InterruptedException {
    secret.set("Bearer abc\r\nX-Evil: 1");

    assertThat(post(HttpBody.of("text/plain", new byte[0], 0, 0)))
        .isInstanceOfSatisfying(
            Failed.class, it -> assertThat(it.reason()).contains("secret").doesNotContain("abc"));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void gzipBodyIsTheSameWhenItIsUnpacked() throws InterruptedException, IOException {
    server.enqueue(new MockResponse.Builder().build());
    byte[] bytes = "line\n".repeat(100_000).getBytes(UTF_8);

    post(new GzipBody(HttpBody.of("text/plain", bytes, 0, bytes.length), 1));

    byte[] sent = server.takeRequest().getBody().toByteArray();
    assertThat(sent.length).isLessThan(bytes.length / 10);
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      assertThat(gzip.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void longAnswerIsKeptInPart() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().body("x".repeat(1_000_000)).build());

    assertThat(post(HttpBody.of("text/plain", new byte[0], 0, 0)))
        .isInstanceOfSatisfying(
            Answered.class,
            it ->
                assertThat(((HttpResponse) it.value()).body())
                    .hasSize(HttpResponse.MAX_BODY_BYTES));
  }

  @Test
  void closedConnectionIsAFailure() throws InterruptedException {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    assertThat(failure(Duration.ofSeconds(10), url()))
        .isEqualTo(place() + " closed the connection before it had answered");
  }

  @Test
  void bodyThatIsCutOffIsAFailure() throws InterruptedException {
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(10_000))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThat(failure(Duration.ofSeconds(10), url()))
        .isEqualTo(place() + " closed the connection before it had answered");
  }

  @Test
  void stalledAnswerIsAFailureAfterTheTimeout() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(failure(Duration.ofMillis(200), url()))
        .isEqualTo("no answer from " + place() + " within 200 ms");
  }

  @Test
  void refusedConnectionAndUnknownNameAreFailuresWithoutUserInfo() throws InterruptedException {
    int port = server.getPort();
    server.close();

    assertThat(failure(Duration.ofSeconds(10), URI.create("http://u:pw@127.0.0.1:" + port + "/x")))
        .isEqualTo("connection refused by http://127.0.0.1:" + port);
    assertThat(failure(Duration.ofSeconds(10), URI.create("http://u:pw@no-such-host.invalid/x")))
        .isEqualTo(
            "DNS: no address is known for http://no-such-host.invalid: check the name in the URL");
  }

  @Test
  void userInfoOfTheUrlBecomesBasicCredentials() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().build());
    var options = new HttpOptions(Duration.ofSeconds(10), Map.of(), Optional.empty(), Tls.SYSTEM);

    try (var exchange = new HttpExchange(options)) {
      exchange.send(HttpRequest.get(URI.create("http://u:pw@127.0.0.1:" + server.getPort())));
    }

    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Basic dTpwdw==");
  }

  @Test
  void interruptCancelsTheRequest() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    var interrupted = new CountDownLatch(1);
    Thread sender =
        Thread.ofPlatform()
            .start(() -> {
              try {
                failure(Duration.ofMinutes(5), url());
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    server.takeRequest();

    sender.interrupt();

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    sender.join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "\u0000", "é"})
  void headerThatCouldBeginAnotherIsNotTaken(String value) {
    Duration timeout = Duration.ofSeconds(1);

    assertThatThrownBy(
            () -> new HttpOptions(timeout, Map.of("X-A", value), Optional.empty(), Tls.SYSTEM))
        .hasMessageContaining("X-A")
        .hasMessageNotContaining(value);
    assertThatThrownBy(
            () -> new HttpOptions(timeout, Map.of(value, "x"), Optional.empty(), Tls.SYSTEM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private HttpAnswer<HttpResponse> post(HttpBody body) throws InterruptedException {
    try (var exchange = new HttpExchange(options(Duration.ofSeconds(10)))) {
      return exchange.send(HttpRequest.post(url(), Map.of("X-Of-This", "2"), body));
    }
  }

  private String failure(Duration timeout, URI url) throws InterruptedException {
    try (var exchange = new HttpExchange(options(timeout))) {
      HttpAnswer<HttpResponse> answer = exchange.send(HttpRequest.get(url));
      return switch (answer) {
        case Failed<HttpResponse> failed -> failed.reason();
        case Answered<HttpResponse> answered -> throw new AssertionError(answered);
      };
    }
  }

  private HttpOptions options(Duration timeout) {
    return new HttpOptions(timeout, Map.of("X-Of-All", "1"), Optional.of(secret::get), Tls.SYSTEM);
  }

  private URI url() {
    return server.url("/path?secret=1").uri();
  }

  private String place() {
    return "http://" + server.getHostName() + ":" + server.getPort();
  }
}
