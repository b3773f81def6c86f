package io.tailrace.outputs.elasticsearch;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.TlsServer;
import io.tailrace.outputs.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Elasticsearch, as the tests of TLS see it. */
public final class TlsElasticsearch implements TlsServer {
  private final ScriptedElasticsearch server;

  private TlsElasticsearch(ScriptedElasticsearch server) {
    this.server = server;
  }

  /** Starts one. */
  public static TlsElasticsearch start(SSLSocketFactory tls, boolean clientAuth)
      throws IOException {
    ScriptedElasticsearch server = ScriptedElasticsearch.start(0, tls);
    if (clientAuth) {
      server.requireClientAuth();
    }
    return new TlsElasticsearch(server);
  }

  /** An output to it. */
  public static Output output(URI url, HttpOptions http) {
    return new ElasticsearchOutput(
        new ElasticsearchOptions(
            "elasticsearch",
            List.of(url),
            http,
            new Target.DataStream("app", "default"),
            0,
            Optional.empty(),
            false,
            2),
        InstantSource.system());
  }

  /** Lines as its encoder writes them. */
  public static Batch batch(List<String> lines) {
    return Batches.of(lines.toArray(String[]::new));
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public List<String> lines() {
    return server.messages();
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
