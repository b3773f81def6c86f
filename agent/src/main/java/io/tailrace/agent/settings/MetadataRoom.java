package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of metadata as long as there is room for them. What does not fit is left out whole;
 * what comes later may be shorter, and fit. Used by one thread.
 */
final class MetadataRoom {
  /** A longer list says no more than its beginning. */
  private static final int MAX_NAMED = 10;

  private final ByteSize max;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();
  private long used;

  /**
   * @param max bytes of all names and values together
   */
  MetadataRoom(ByteSize max) {
    this.max = max;
  }

  /** Adds a field, unless it is empty, is there already, or there is no room for it. */
  void add(String field, String value) {
    long bytes = (long) field.getBytes(UTF_8).length + value.getBytes(UTF_8).length;
    if (value.isEmpty() || fields.containsKey(field)) {
      return;
    }
    if (used + bytes > max.bytes()) {
      left.add("%s (%d bytes)".formatted(field, bytes));
      return;
    }
    used += bytes;
    fields.put(field, value);
  }

  Map<String, String> fields() {
    return fields;
  }

  /** What was left out for want of room, if anything. */
  Optional<String> leftOut() {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    String named = String.join(", ", left.subList(0, Math.min(MAX_NAMED, left.size())));
    String more = left.size() > MAX_NAMED ? " and %d more".formatted(left.size() - MAX_NAMED) : "";
    return Optional.of(
        "metadata: left out of all records: %s%s; %d of the %d bytes of %s are taken: raise it, or name fewer in %s"
            .formatted(
                named,
                more,
                used,
                max.bytes(),
                Declarations.PREFIX + PodDeclarations.METADATA_MAX.name(),
                Declarations.PREFIX + PodDeclarations.POD_LABELS.name()));
  }
}
