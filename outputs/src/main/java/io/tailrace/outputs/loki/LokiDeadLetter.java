package io.tailrace.outputs.loki;

import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
import java.io.StringWriter;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A refused entry for people and {@code tailrace replay}:
 *
 * <pre>{@code
 * {"labels":{"service_name":"shop"},"timestamp":"1767225600000000005","line":"…","metadata":{"level":"info"}}
 * }</pre>
 *
 * <p>The time is text, as in Loki's own JSON: a double cannot hold it.
 */
final class LokiDeadLetter {
  private static final JsonFactory JSON = new JsonFactory();

  private LokiDeadLetter() {}

  static String json(SortedMap<String, String> labels, long timeNanos, EntryAdapter entry) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("labels");
      labels.forEach(json::writeStringProperty);
      json.writeEndObject();
      json.writeStringProperty("timestamp", Long.toString(timeNanos));
      json.writeStringProperty("line", entry.getLine());
      json.writeObjectPropertyStart("metadata");
      for (LabelPairAdapter pair : entry.getStructuredMetadataList()) {
        json.writeStringProperty(pair.getName(), pair.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }
}
