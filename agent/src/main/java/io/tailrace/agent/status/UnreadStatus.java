package io.tailrace.agent.status;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What belongs to an input by its path and is not read.
 *
 * @param looked whether all the files were looked at, once at least
 * @param counts how many, by every reason there may be, such as {@code denied} or {@code link}
 * @param first some of them
 */
public record UnreadStatus(boolean looked, Map<String, Integer> counts, List<Entry> first) {
  /** All is read. */
  public static final UnreadStatus NONE = new UnreadStatus(true, Map.of(), List.of());

  public UnreadStatus {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    first = List.copyOf(first);
  }

  /**
   * One of them.
   *
   * @param reason in words
   */
  public record Entry(String path, String reason) {}

  int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
