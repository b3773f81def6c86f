package io.tailrace.outputs.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** The {@code Retry-After} header (RFC 9110 section 10.2.3): seconds, or a date. */
public final class RetryAfter {
  /** A server that asks for more is tried again all the same: the header may be a mistake. */
  public static final Duration MAX = Duration.ofMinutes(10);

  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /**
   * How long the answer asks to wait, at most {@link #MAX}; nothing if it does not or makes no
   * sense.
   *
   * @param headers by their names in lower case
   */
  public static Optional<Duration> of(Map<String, String> headers, Instant now) {
    return Optional.ofNullable(headers.get("retry-after"))
        .map(String::strip)
        .flatMap(value -> parse(value, now))
        .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
  }

  private static Optional<Duration> parse(String value, Instant now) {
    if (value.matches("[0-9]+")) {
      return Optional.of(
          value.length() > MAX_DIGITS ? MAX : Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
