package io.tailrace.outputs.loki;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Timestamp;
import io.tailrace.outputs.RawJson;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
import java.io.StringWriter;
import java.util.SortedMap;
import java.util.TreeMap;
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
record LokiDeadLetter(SortedMap<String, String> labels, long timeNanos, EntryAdapter entry) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long NANOS_OF_SECOND = 1_000_000_000L;

  String json() {
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

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException when that is something else
   */
  static LokiDeadLetter parse(String json) {
    RawJson letter = RawJson.parse(json.getBytes(UTF_8));
    SortedMap<String, String> labels = labels(letter);
    long nanos = nanos(letter.text("timestamp"));
    EntryAdapter.Builder entry =
        EntryAdapter.newBuilder()
            .setTimestamp(
                Timestamp.newBuilder()
                    .setSeconds(Math.floorDiv(nanos, NANOS_OF_SECOND))
                    .setNanos((int) Math.floorMod(nanos, NANOS_OF_SECOND)))
            .setLine(letter.text("line"));
    RawJson metadata = RawJson.parse(letter.object("metadata").getBytes(UTF_8));
    for (String name : metadata.members().keySet()) {
      entry.addStructuredMetadata(
          LabelPairAdapter.newBuilder().setName(name).setValue(metadata.text(name)));
    }
    return new LokiDeadLetter(labels, nanos, entry.build());
  }

  private static SortedMap<String, String> labels(RawJson letter) {
    RawJson labels = RawJson.parse(letter.object("labels").getBytes(UTF_8));
    var all = new TreeMap<String, String>();
    for (String name : labels.members().keySet()) {
      if (!name.equals(LabelNames.sanitise(name))) {
        throw new IllegalArgumentException("no name of a label: " + name);
      }
      all.put(name, labels.text(name));
    }
    return all;
  }

  private static long nanos(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"timestamp\" is no count of nanoseconds", e);
    }
  }
}
