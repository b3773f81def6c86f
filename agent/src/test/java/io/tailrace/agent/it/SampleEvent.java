package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something an application logs, and what is to be found of it.
 *
 * @param id in the text and in the fields of this event alone
 * @param text what is written, line ends and blank lines after it included
 * @param time that the text says; if it says none, the event gets that at which it is read
 * @param fields of its document by their dotted names, but for {@code @timestamp} and those that
 *     depend on the file; each value as JSON
 */
record SampleEvent(String id, String text, Optional<Instant> time, Map<String, String> fields) {
  SampleEvent {
    fields = Map.copyOf(fields);
  }

  byte[] bytes() {
    return text.getBytes(UTF_8);
  }

  int lines() {
    return (int) text.chars().filter(c -> c == '\n').count();
  }
}
