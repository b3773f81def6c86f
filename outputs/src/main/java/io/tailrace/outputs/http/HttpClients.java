package io.tailrace.outputs.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes the HTTP client of an output. */
public final class HttpClients {
  /** Far more than any output has in flight: the shipper is what bounds it. */
  private static final int MAX_REQUESTS = 1_000;

  private HttpClients() {}

  /**
   * A client for one output; closed with {@link #close}.
   *
   * @throws IllegalArgumentException when a TLS file cannot be used; the message names the file and
   *     what is wrong with it
   */
  public static OkHttpClient create(HttpOptions options) {
    var builder =
        new OkHttpClient.Builder()
            .callTimeout(options.timeout())
            .connectTimeout(options.timeout())
            .readTimeout(options.timeout())
            .writeTimeout(options.timeout())
            // The shipper retries; an attempt is one attempt.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .socketFactory(new BufferedSockets())
            .dispatcher(dispatcher());
    return withTls(builder, options.tls()).build();
  }

  /**
   * The same client with the TLS files as they are now; its requests under way are not disturbed.
   */
  static OkHttpClient withNewTls(OkHttpClient client, HttpOptions options) {
    var builder = client.newBuilder().connectionPool(new ConnectionPool());
    return withTls(builder, options.tls()).build();
  }

  private static OkHttpClient.Builder withTls(OkHttpClient.Builder builder, HttpOptions.Tls tls) {
    TlsSetup setup = TlsSetup.of(tls);
    builder.sslSocketFactory(setup.sockets(), setup.trust());
    return tls.insecure() ? builder.hostnameVerifier((_, _) -> true) : builder;
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
