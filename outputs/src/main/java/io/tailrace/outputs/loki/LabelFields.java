package io.tailrace.outputs.loki;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which fields of a record matter to Loki, and what they are called there.
 *
 * <p>Fields become labels by the allow-list of the settings alone. Of the others only those become
 * structured metadata by which lines are looked up across services: the container's stream and the
 * ids of the trace. Not all of them: the line has every field already, {@code | json} finds it
 * there, and a second copy would double what is sent, indexed and paid for.
 *
 * @param labels by slot: label fields are slots 0 and up
 * @param metadata by slot, less the number of labels
 */
record LabelFields(List<Field> labels, List<Field> metadata) {
  /**
   * @param field as the record or source has it
   * @param name as Loki has it
   * @param nameBytes the same
   */
  @SuppressWarnings("ArrayRecordComponent") // Written once, then only copied from.
  record Field(String field, String name, byte[] nameBytes) {
    static Field of(String field, String name) {
      return new Field(field, name, LabelNames.bytes(name));
    }

    boolean isLevel() {
      return name.equals(LabelNames.LEVEL);
    }
  }

  private static final List<String> LOOKED_UP = List.of("stream", "trace_id", "span_id");

  // As ECS, OpenTelemetry and the common logging libraries spell them.
  private static final Map<String, List<String>> SPELLINGS =
      Map.of(
          "trace_id", List.of("trace_id", "trace.id", "traceId", "traceID", "TraceId"),
          "span_id", List.of("span_id", "span.id", "spanId", "spanID", "SpanId"));

  /** Whether this field is structured metadata without any setting. */
  static boolean isLookedUp(String field) {
    return LOOKED_UP.contains(field)
        || SPELLINGS.values().stream().anyMatch(spellings -> spellings.contains(field));
  }

  static LabelFields of(LokiOptions options) {
    Set<String> taken = new HashSet<>(options.labels().keySet());
    List<Field> labels = namedOnce(options.labelFields(), taken);
    // These have their own way into the metadata.
    taken.addAll(List.of(LabelNames.LEVEL, LabelNames.FILENAME, LabelNames.FLAGS));
    List<Field> metadata = new ArrayList<>(namedOnce(LOOKED_UP, taken));
    metadata.addAll(namedOnce(options.metadataFields(), taken));
    return new LabelFields(labels, List.copyOf(metadata));
  }

  /** The fields whose name in Loki is not taken yet; it is then. */
  private static List<Field> namedOnce(List<String> fields, Set<String> taken) {
    return fields.stream()
        .map(field -> Field.of(field, LabelNames.ofField(field)))
        .filter(field -> taken.add(field.name))
        .toList();
  }

  /** What to look for in a record to fill the slots. */
  WantedFields wanted() {
    var wanted = new WantedFields();
    List<Field> all = new ArrayList<>(labels);
    all.addAll(metadata);
    for (int slot = 0; slot < all.size(); slot++) {
      Field field = all.get(slot);
      for (String spelling : SPELLINGS.getOrDefault(field.field, List.of(field.field))) {
        wanted.want(spelling, slot);
      }
    }
    return wanted;
  }
}
