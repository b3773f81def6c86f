package io.tailrace.outputs.http;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes the HTTP client of an output. */
public final class HttpClients {
  /** Far more than any output has in flight: the shipper is what bounds it. */
  private static final int MAX_REQUESTS = 1_000;

  private HttpClients() {}

  /** A client for one output that speaks plain HTTP only; closed with {@link #close}. */
  static OkHttpClient withoutTls(HttpOptions options) {
    return new OkHttpClient.Builder()
        .callTimeout(options.timeout())
        .connectTimeout(options.timeout())
        .readTimeout(options.timeout())
        .writeTimeout(options.timeout())
        // The shipper retries; an attempt is one attempt.
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .dispatcher(dispatcher())
        .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
        .build();
  }

  /**
   * The same client with the TLS files as they are now; its requests under way are not disturbed.
   *
   * @throws IllegalArgumentException when a TLS file cannot be used; the message names the file and
   *     what is wrong with it
   */
  static OkHttpClient withTls(OkHttpClient client, HttpOptions options) {
    TlsSetup setup = TlsSetup.of(options.tls());
    var builder =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool())
            .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
            .sslSocketFactory(setup.sockets(), setup.trust());
    if (options.tls().insecure()) {
      builder.hostnameVerifier((_, _) -> true);
    }
    return builder.build();
  }

  /** Waits for the network are on virtual threads, so that a request costs no platform thread. */
  private static Dispatcher dispatcher() {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(MAX_REQUESTS);
    dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
    return dispatcher;
  }

  /** Cancels what is under way and gives back the client's threads and connections. */
  public static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().close();
    client.connectionPool().evictAll();
  }
}
