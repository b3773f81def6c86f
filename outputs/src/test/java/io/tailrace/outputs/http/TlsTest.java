package io.tailrace.outputs.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.outputs.http.HttpOptions.Tls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  /** The type of the first record that a TLS client sends (RFC 8446 section 5.1). */
  private static final int TLS_HANDSHAKE = 22;

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final MockWebServer server = new MockWebServer();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void serverOfAnUnknownAuthorityIsNotTrusted() throws Exception {
    serve("127.0.0.1", false);

    assertThat(get(Tls.SYSTEM))
        .isEqualTo(
            "TLS: the certificate of https://127.0.0.1:"
                + server.getPort()
                + " is not trusted: set …_CA_FILE to the authority that signed it");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void serverOfTheAuthorityInTheFileIsTrusted() throws Exception {
    serve("127.0.0.1", false);

    assertThat(get(trusting(authority))).isEqualTo("200");
  }

  @Test
  void certificateForAnotherNameIsNotTrusted() throws Exception {
    serve("elsewhere.example", false);

    assertThat(get(trusting(authority))).contains("is for other names than this");
  }

  @Test
  void insecureTrustsAnyone() throws Exception {
    serve("elsewhere.example", false);

    assertThat(get(new Tls(Optional.empty(), Optional.empty(), Optional.empty(), true)))
        .isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void clientShowsItsCertificate(String algorithm) throws Exception {
    serve("127.0.0.1", true);
    HeldCertificate.Builder builder = new HeldCertificate.Builder().signedBy(authority);
    HeldCertificate client =
        algorithm.equals("RSA") ? builder.rsa2048().build() : builder.ecdsa256().build();

    Tls tls =
        new Tls(
            Optional.of(write("ca.pem", authority.certificatePem())),
            Optional.of(write("cert.pem", client.certificatePem())),
            Optional.of(write("key.pem", client.privateKeyPkcs8Pem())),
            false);

    assertThat(get(tls)).isEqualTo("200");
    assertThat(server.takeRequest().getHandshake()).isNotNull();
  }

  @Test
  void clientWithoutACertificateIsNotServed() throws Exception {
    serve("127.0.0.1", true);

    // TLS 1.3 lets the client begin before the server has refused it, so that either is seen first.
    assertThat(get(trusting(authority)))
        .containsAnyOf("wants a client certificate", "closed the connection");
  }

  @Test
  void connectionThatIsShutDownWithoutAWordWasClosed() {
    assertThat(
            HttpFailure.describe(new IOException(), URI.create("https://es:9200"), Duration.ZERO))
        .isEqualTo("https://es:9200 closed the connection before it had answered");
  }

  @Test
  void alertOfTheServerThatWantsACertificateIsExplained() {
    var alert = new SSLHandshakeException("Received fatal alert: certificate_required");

    assertThat(HttpFailure.describe(alert, URI.create("https://u:p@es:9200/a?b"), Duration.ZERO))
        .isEqualTo(
            "TLS: https://es:9200 wants a client certificate: check …_CERT_FILE and …_KEY_FILE");
  }

  @Test
  void changedFileIsReadAgain() throws Exception {
    serve("127.0.0.1", false);
    HeldCertificate other = new HeldCertificate.Builder().certificateAuthority(0).build();
    Tls tls = trusting(other);
    try (var exchange = new HttpExchange(options(tls))) {
      assertThat(get(exchange)).contains("not trusted");

      Path file = write("ca.pem", authority.certificatePem());
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));

      assertThat(get(exchange)).isEqualTo("200");
    }
  }

  @Test
  void changedFileThatCannotBeUsedLeavesTheFormerOnesInUse() throws Exception {
    serve("127.0.0.1", false);
    try (var exchange = new HttpExchange(options(trusting(authority)))) {
      Files.setLastModifiedTime(write("ca.pem", "half writ"), FileTime.fromMillis(1));

      assertThat(get(exchange)).isEqualTo("200");
    }
  }

  @Test
  void plainServerIsNotSpokenToInPlainText() throws Exception {
    var firstByte = new CompletableFuture<Integer>();
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerPlainly(plain, firstByte));
      URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");

      String reason;
      try (var exchange = new HttpExchange(options(Tls.SYSTEM))) {
        reason = get(exchange, url);
      }

      assertThat(reason).contains("does not speak TLS", "should the URL begin with http://?");
      assertThat(firstByte.get(10, TimeUnit.SECONDS)).isEqualTo(TLS_HANDSHAKE);
    }
  }

  private static void answerPlainly(ServerSocket server, CompletableFuture<Integer> firstByte) {
    try (Socket socket = server.accept()) {
      firstByte.complete(socket.getInputStream().read());
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      // Until the client closes: closing first could discard the answer.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      firstByte.completeExceptionally(e);
    }
  }

  @Test
  void fileThatCannotBeUsedIsNamedWithWhatIsWrong() throws Exception {
    Path missing = folder.resolve("missing.pem");
    Path nothing = write("nothing.pem", "no PEM");
    HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
    Path cert = write("cert.pem", new HeldCertificate.Builder().build().certificatePem());
    Path pkcs1 = write("pkcs1.pem", rsa.privateKeyPkcs1Pem());
    Path pkcs8 = write("pkcs8.pem", rsa.privateKeyPkcs8Pem());

    assertThatThrownBy(() -> new HttpExchange(options(authorityIn(missing))))
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> new HttpExchange(options(authorityIn(nothing))))
        .hasMessageContaining("no certificate");
    assertThatThrownBy(() -> new HttpExchange(options(identity(cert, pkcs1))))
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> new HttpExchange(options(identity(cert, pkcs8))))
        .hasMessageContaining("for RSA");
    assertThatThrownBy(() -> new Tls(Optional.empty(), Optional.of(cert), Optional.empty(), false))
        .hasMessageContaining("key file");
  }

  private static Tls authorityIn(Path file) {
    return new Tls(Optional.of(file), Optional.empty(), Optional.empty(), false);
  }

  private static Tls identity(Path cert, Path key) {
    return new Tls(Optional.empty(), Optional.of(cert), Optional.of(key), false);
  }

  private Tls trusting(HeldCertificate one) throws IOException {
    return authorityIn(write("ca.pem", one.certificatePem()));
  }

  private Path write(String name, String pem) throws IOException {
    return Files.writeString(folder.resolve(name), pem);
  }

  private void serve(String name, boolean clientAuth) throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(name).build();
    HandshakeCertificates handshake =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(authority.certificate())
            .build();
    server.useHttps(handshake.sslSocketFactory());
    if (clientAuth) {
      server.requireClientAuth();
    }
    server.enqueue(new MockResponse.Builder().build());
    server.start();
  }

  /** The status, or why there is none. */
  private String get(Tls tls) throws InterruptedException {
    try (var exchange = new HttpExchange(options(tls))) {
      return get(exchange);
    }
  }

  private String get(HttpExchange exchange) throws InterruptedException {
    return get(exchange, URI.create("https://127.0.0.1:" + server.getPort() + "/"));
  }

  private static String get(HttpExchange exchange, URI url) throws InterruptedException {
    HttpAnswer<HttpResponse> answer = exchange.send(HttpRequest.get(url));
    return switch (answer) {
      case HttpAnswer.Answered<HttpResponse> answered -> "" + answered.value().status();
      case HttpAnswer.Failed<HttpResponse> failed -> failed.reason();
    };
  }

  private static HttpOptions options(Tls tls) {
    return new HttpOptions(Duration.ofSeconds(20), Map.of(), Optional.empty(), tls);
  }
}
