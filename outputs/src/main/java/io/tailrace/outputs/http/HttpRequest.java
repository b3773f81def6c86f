package io.tailrace.outputs.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param headers besides those of {@link HttpOptions}, which they replace
 */
public record HttpRequest(
    String method, URI url, Map<String, String> headers, Optional<HttpBody> body) {
  public HttpRequest {
    headers = Map.copyOf(headers);
    headers.forEach(HeaderText::require);
  }

  public static HttpRequest get(URI url) {
    return new HttpRequest("GET", url, Map.of(), Optional.empty());
  }

  public static HttpRequest post(URI url, Map<String, String> headers, HttpBody body) {
    return new HttpRequest("POST", url, headers, Optional.of(body));
  }
}
