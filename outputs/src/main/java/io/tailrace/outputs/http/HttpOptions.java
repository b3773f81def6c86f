package io.tailrace.outputs.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How an output speaks HTTP.
 *
 * @param timeout for one attempt, from connecting to the last byte of the answer
 * @param headers sent with every request
 * @param authorization the value of the {@code Authorization} header, asked for at every request,
 *     since the file a secret comes from may have changed
 */
public record HttpOptions(
    Duration timeout,
    Map<String, String> headers,
    Optional<Supplier<String>> authorization,
    Tls tls) {
  public HttpOptions {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("the timeout must be longer than nothing: " + timeout);
    }
    headers = Map.copyOf(headers);
    headers.forEach(HeaderText::require);
  }

  /**
   * PEM files; re-read when they change.
   *
   * @param caFile trusted instead of the system's authorities
   * @param certFile the client's certificate chain, for mutual TLS; with {@code keyFile} or not at
   *     all
   * @param keyFile the client's unencrypted PKCS#8 key
   * @param insecure neither the server's certificate nor its name is checked
   */
  public record Tls(
      Optional<Path> caFile, Optional<Path> certFile, Optional<Path> keyFile, boolean insecure) {
    /** The system's authorities, no client certificate. */
    public static final Tls SYSTEM =
        new Tls(Optional.empty(), Optional.empty(), Optional.empty(), false);

    public Tls {
      if (certFile.isPresent() != keyFile.isPresent()) {
        throw new IllegalArgumentException(
            "a client certificate needs both its certificate file and its key file");
      }
    }

    /** Whether the settings name no file and nothing is left unchecked. */
    boolean isSystem() {
      return caFile.isEmpty() && certFile.isEmpty() && !insecure;
    }
  }
}
