package io.tailrace.outputs.http;

import java.util.List;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/** Makes the HTTP client of an output. */
public final class HttpClients {
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
        .socketFactory(new BufferedSockets())
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

  /** Cancels what is under way, on whichever thread, and gives back the connections. */
  static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }
}
