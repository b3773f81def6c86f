package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** How an output proves who it is. */
public sealed interface Authorization {
  /** The value of the {@code Authorization} header as the secret stands now. */
  default String header() {
    return switch (this) {
      case Basic basic -> "Basic " + base64(basic.username() + ":" + basic.password().get());
      case Bearer bearer -> "Bearer " + bearer.token().get();
      case ApiKey apiKey -> "ApiKey " + encoded(apiKey.key().get());
    };
  }

  /** RFC 7617. */
  record Basic(String username, Secret password) implements Authorization {}

  /** RFC 6750. */
  record Bearer(Secret token) implements Authorization {}

  /** Elasticsearch's own: {@code id:key}, or the {@code encoded} form that base64 makes of it. */
  record ApiKey(Secret key) implements Authorization {}

  private static String encoded(String key) {
    // Base64 has no colon, so the two forms cannot be taken for each other.
    return key.indexOf(':') < 0 ? key : base64(key);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
