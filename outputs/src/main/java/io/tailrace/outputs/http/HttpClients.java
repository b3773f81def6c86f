package io.tailrace.outputs.http;

import okhttp3.OkHttpClient;

/** Makes the HTTP client of an output. */
public final class HttpClients {
  private HttpClients() {}

  /**
   * A client for one output; closed with {@link #close}.
   *
   * @throws IllegalArgumentException when a TLS file cannot be used; the message names the file and
   *     what is wrong with it
   */
  public static OkHttpClient create(HttpOptions options) {
    return new OkHttpClient.Builder()
        .callTimeout(options.timeout())
        .readTimeout(options.timeout())
        .writeTimeout(options.timeout())
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .build();
  }

  /** Gives back the client's threads and connections. */
  public static void close(OkHttpClient client) {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
