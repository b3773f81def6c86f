package io.tailrace.agent.settings;

import io.tailrace.outputs.http.HttpOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an output reaches its servers.
 *
 * @param urls at least one; http or https, without user info, query, fragment or a slash at the end
 * @param headers sent with every request; a value may be a credential, so they are never printed
 */
public record HttpSettings(
    List<URI> urls,
    Duration timeout,
    Map<String, String> headers,
    Optional<Authorization> authorization,
    HttpOptions.Tls tls) {
  public HttpSettings {
    urls = List.copyOf(urls);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no URL");
    }
  }

  /** The same in the words of the HTTP client. */
  public HttpOptions options() {
    return new HttpOptions(timeout, headers, authorization.map(way -> way::header), tls);
  }

  @Override
  public String toString() {
    return "HttpSettings[urls=" + urls + ", headers=" + headers.keySet() + "]";
  }
}
