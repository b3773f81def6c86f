package io.tailrace.outputs.loki;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.TlsServer;
import io.tailrace.outputs.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** Loki, as the tests of TLS see it. */
public final class TlsLoki implements TlsServer {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.EPOCH.plusNanos(Events.NEW_YEAR).plusSeconds(60));

  private final LokiServer server;

  private TlsLoki(LokiServer server) {
    this.server = server;
  }

  /** Starts one. */
  public static TlsLoki start(SSLSocketFactory tls, boolean clientAuth) throws IOException {
    return new TlsLoki(LokiServer.start(LokiLimits.DEFAULT, CLOCK, 0, tls, clientAuth));
  }

  /** An output to it. */
  public static Output output(URI url, HttpOptions http) {
    return new LokiOutput(LokiOptions.of("loki", url, http), CLOCK);
  }

  /** Lines as an encoder of the output writes them. */
  public static Batch batch(Output output, List<String> lines) {
    Batch batch = new Batch(1 << 20);
    Encoder encoder = output.newEncoder();
    lines.forEach(line -> Events.line(line).to(encoder, batch));
    return batch;
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public List<String> lines() {
    return server.entries().stream().map(LokiServer.Entry::line).toList();
  }

  @Override
  public int requestCount() {
    return server.requestCount();
  }

  @Override
  public void close() {
    server.close();
  }
}
