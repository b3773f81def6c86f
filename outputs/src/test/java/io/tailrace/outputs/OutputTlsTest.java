package io.tailrace.outputs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.elasticsearch.TlsElasticsearch;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.http.HttpOptions.Tls;
import io.tailrace.outputs.loki.TlsLoki;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with real servers, through the real shipper and each output that speaks HTTP. */
@Timeout(120)
class OutputTlsTest {
  private static final List<String> LINES =
      IntStream.range(0, 10).mapToObj(i -> "line " + i).toList();
  private static final String HERE = "127.0.0.1";

  /** The type of the first record that a TLS client sends (RFC 8446 section 5.1). */
  private static final int TLS_HANDSHAKE = 22;

  @TempDir private Path folder;

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private int writes;

  /** An output, and a server for it that keeps what it is sent. */
  enum Destination {
    ELASTICSEARCH,
    LOKI;

    TlsServer start(SSLSocketFactory tls, boolean clientAuth) throws IOException {
      return switch (this) {
        case ELASTICSEARCH -> TlsElasticsearch.start(tls, clientAuth);
        case LOKI -> TlsLoki.start(tls, clientAuth);
      };
    }

    Output output(URI url, Tls tls) {
      var http = new HttpOptions(Duration.ofSeconds(20), Map.of(), Optional.empty(), tls);
      return switch (this) {
        case ELASTICSEARCH -> TlsElasticsearch.output(url, http);
        case LOKI -> TlsLoki.output(url, http);
      };
    }

    Batch batch(Output output) {
      return switch (this) {
        case ELASTICSEARCH -> TlsElasticsearch.batch(LINES);
        case LOKI -> TlsLoki.batch(output, LINES);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("E2")
  @Tag("TLS")
  @Tag("L8")
  void aServerOfAnAuthorityThatIsNotTrustedGetsNothingUntilTheFileNamesIt(Destination destination)
      throws Exception {
    HeldCertificate other = new HeldCertificate.Builder().certificateAuthority(0).build();
    Path ca = write("ca.pem", other.certificatePem());
    try (var server = destination.start(certified(HERE), false);
        var rig = rig(destination, server, trusting(ca))) {
      rig.ship(destination.batch(rig.output()));
      rig.awaitRetrying("is not trusted: set …_CA_FILE to the authority that signed it");
      assertNothingSent(server, rig);

      write("ca.pem", authority.certificatePem());
      rig.awaitSettled(1);

      assertAllThere(server, rig);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("E2")
  @Tag("TLS")
  @Tag("L8")
  void aCertificateForAnotherNameGetsNothing(Destination destination) throws Exception {
    Path ca = write("ca.pem", authority.certificatePem());
    try (var server = destination.start(certified("elsewhere.example"), false);
        var rig = rig(destination, server, trusting(ca))) {
      rig.ship(destination.batch(rig.output()));
      rig.awaitRetrying("is for other names than this");
      assertNothingSent(server, rig);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("E2")
  @Tag("TLS")
  @Tag("L8")
  void aCertificateThatHasExpiredGetsNothing(Destination destination) throws Exception {
    Path ca = write("ca.pem", authority.certificatePem());
    HeldCertificate expired =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName(HERE)
            .validityInterval(1_000, 2_000)
            .build();
    try (var server = destination.start(sockets(expired), false);
        var rig = rig(destination, server, trusting(ca))) {
      rig.ship(destination.batch(rig.output()));
      rig.awaitRetrying("has expired");
      assertNothingSent(server, rig);
    }
  }

  /**
   * What listens there speaks no TLS: each connection begins with a handshake, and nothing else.
   */
  @ParameterizedTest
  @EnumSource
  @Tag("E2")
  @Tag("TLS")
  @Tag("L8")
  void aServerWithoutTlsNeverSeesPlainText(Destination destination) throws Exception {
    List<Integer> firstBytes = new CopyOnWriteArrayList<>();
    Thread acceptor;
    try (var plain = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      acceptor = Thread.ofVirtual().start(() -> answerPlainly(plain, firstBytes));
      URI url = URI.create("https://" + HERE + ":" + plain.getLocalPort());
      try (var rig = new ShippingRig(destination.output(url, Tls.SYSTEM))) {
        rig.ship(destination.batch(rig.output()));
        rig.awaitRetrying("does not speak TLS");
        rig.awaitStatus("tried again", status -> status.retries() > 5);
        assertThat(rig.settledSoFar()).isZero();
        assertThat(rig.letters()).isEmpty();
      }
    }
    acceptor.join();
    assertThat(firstBytes).hasSizeGreaterThan(5).containsOnly(TLS_HANDSHAKE);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("TLS")
  void aClientsCertificateIsShownAndReadAgainWhenItIsReplaced(Destination destination)
      throws Exception {
    HeldCertificate stranger = new HeldCertificate.Builder().commonName("stranger").build();
    Path ca = write("ca.pem", authority.certificatePem());
    Path cert = write("cert.pem", stranger.certificatePem());
    Path key = write("key.pem", stranger.privateKeyPkcs8Pem());
    var tls = new Tls(Optional.of(ca), Optional.of(cert), Optional.of(key), false);
    try (var server = destination.start(certified(HERE), true);
        var rig = rig(destination, server, tls)) {
      rig.ship(destination.batch(rig.output()));
      rig.awaitStatus("tried again", status -> status.retries() > 2);
      assertNothingSent(server, rig);

      HeldCertificate client = new HeldCertificate.Builder().signedBy(authority).build();
      // One after the other, as whoever replaces them does: in between they do not fit together.
      write("key.pem", client.privateKeyPkcs8Pem());
      write("cert.pem", client.certificatePem());
      rig.awaitSettled(1);

      assertAllThere(server, rig);
    }
  }

  private void assertNothingSent(TlsServer server, ShippingRig rig) throws InterruptedException {
    long before = rig.status().retries();
    rig.awaitStatus("tried again", status -> status.retries() > before + 2);
    assertThat(server.requestCount()).isZero();
    assertThat(rig.settledSoFar()).isZero();
    assertThat(rig.letters()).isEmpty();
  }

  private static void assertAllThere(TlsServer server, ShippingRig rig) {
    assertThat(server.lines()).containsExactlyElementsOf(LINES);
    assertThat(rig.letters()).isEmpty();
  }

  private static void answerPlainly(ServerSocket server, List<Integer> firstBytes) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
        int first = socket.getInputStream().read();
        if (first >= 0) {
          firstBytes.add(first);
        }
        socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The client has closed it, or the test is over.
      }
    }
  }

  private SSLSocketFactory certified(String name) {
    return sockets(
        new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(name).build());
  }

  private SSLSocketFactory sockets(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .addTrustedCertificate(authority.certificate())
        .build()
        .sslSocketFactory();
  }

  private static ShippingRig rig(Destination destination, TlsServer server, Tls tls) {
    URI url = URI.create("https://" + HERE + ":" + server.port());
    return new ShippingRig(destination.output(url, tls));
  }

  private static Tls trusting(Path ca) {
    return new Tls(Optional.of(ca), Optional.empty(), Optional.empty(), false);
  }

  /** Each time with another time of change, however fast the test is. */
  private Path write(String name, String pem) {
    try {
      Path file = Files.writeString(folder.resolve(name), pem);
      writes++;
      Files.setLastModifiedTime(file, FileTime.fromMillis(writes * 1_000L));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
