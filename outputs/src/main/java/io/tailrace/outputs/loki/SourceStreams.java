package io.tailrace.outputs.loki;

import io.tailrace.outputs.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The streams that the records of one source go to, and what all its records carry.
 *
 * <p>Owned by the encoder. Bounded: knows at most {@link #maxKeys} sets of label values; those that
 * come later are looked up, or while there is no room for streams, share the base stream.
 */
final class SourceStreams {
  /**
   * @param stream where the record goes
   * @param times of the records of this source in that stream
   * @param labelled whether the record's own label fields are labels of the stream
   */
  record Target(LokiStream stream, LineTimes times, boolean labelled) {}

  private final LabelFields fields;
  private final Streams streams;
  private final Map<LokiStream, LineTimes> times = new HashMap<>();
  private final StreamKeys<Target> targets;

  private final SortedMap<String, String> labels;
  private final boolean[] ofSource;
  private final Target base;
  private final Metadata.Start metadata;
  private final boolean[] metadataOfSource;

  SourceStreams(
      Source source, LokiOptions options, LabelFields fields, Streams streams, Metadata scratch) {
    this.fields = fields;
    this.streams = streams;
    this.targets = new StreamKeys<>(maxKeys(options.limits()));
    this.ofSource = new boolean[fields.labels().size()];
    SortedMap<String, String> own = labelsOf(source, options);
    LokiStream stream = streams.of(own);
    this.labels = stream == null ? streams.get(0).labels() : own;
    this.base = target(stream == null ? streams.get(0) : stream, false);
    this.metadata = metadataOf(source, scratch);
    this.metadataOfSource = metadataOfSource(source);
  }

  /** Room for the streams there may be, and as many sets that found no room. */
  static int maxKeys(LokiLimits limits) {
    return 2 * limits.maxStreams();
  }

  /** The labels of a record that has no source and no fields. */
  static SortedMap<String, String> baseLabels(LokiOptions options) {
    var labels = new TreeMap<>(options.labels());
    labels.putIfAbsent(LabelNames.SERVICE_NAME, LabelNames.UNKNOWN_SERVICE);
    return labels;
  }

  private SortedMap<String, String> labelsOf(Source source, LokiOptions options) {
    SortedMap<String, String> own = new TreeMap<>(options.labels());
    int max = options.limits().maxLabelValueLength();
    for (int slot = 0; slot < ofSource.length; slot++) {
      LabelFields.Field field = fields.labels().get(slot);
      String value = valueOf(source, field);
      if (!value.isEmpty()) {
        ofSource[slot] = true;
        putShort(own, field.name(), value, max);
      }
    }
    String service = source.fields().getOrDefault("service.name", "");
    if (!own.containsKey(LabelNames.SERVICE_NAME)) {
      putShort(own, LabelNames.SERVICE_NAME, service, max);
    }
    own.putIfAbsent(LabelNames.SERVICE_NAME, LabelNames.UNKNOWN_SERVICE);
    return own;
  }

  private static String valueOf(Source source, LabelFields.Field field) {
    return field.name().equals(LabelNames.FILENAME)
        ? source.path()
        : source.fields().getOrDefault(field.field(), "");
  }

  private static void putShort(
      SortedMap<String, String> labels, String name, String value, int maxLength) {
    if (!value.isEmpty() && LabelNames.bytes(value).length <= maxLength) {
      labels.put(name, value);
    }
  }

  private Metadata.Start metadataOf(Source source, Metadata scratch) {
    scratch.clear();
    addUnlessLabel(LabelNames.FILENAME, source.path(), scratch);
    // Loki takes two of one name, and a query then finds the last: each name is there once.
    Set<String> taken =
        new HashSet<>(List.of(LabelNames.FILENAME, LabelNames.LEVEL, LabelNames.FLAGS));
    source
        .fields()
        .forEach((field, value) -> {
          String name = LabelNames.ofField(field);
          if (taken.add(name)) {
            addUnlessLabel(name, value, scratch);
          }
        });
    return scratch.toStart();
  }

  private void addUnlessLabel(String name, String value, Metadata scratch) {
    if (!value.equals(labels.get(name))) {
      scratch.add(LabelNames.bytes(name), LabelNames.bytes(value));
    }
  }

  /** The path and the source's fields, as far as they are not labels. */
  Metadata.Start metadata() {
    return metadata;
  }

  private boolean[] metadataOfSource(Source source) {
    Set<String> names = new HashSet<>(labels.keySet());
    source.fields().keySet().forEach(field -> names.add(LabelNames.ofField(field)));
    boolean[] own = new boolean[fields.metadata().size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = names.contains(fields.metadata().get(i).name());
    }
    return own;
  }

  /** Whether a metadata field's name is a label or metadata of the source already. */
  boolean[] metadataOfSource() {
    return metadataOfSource;
  }

  /** Whether a label field's value comes from the source. */
  boolean[] ofSource() {
    return ofSource;
  }

  int keyCount() {
    return targets.count();
  }

  /** Where a record with these label values goes. */
  Target targetOf(LabelValues values) {
    Target known = targets.get(values.key(), values.keyLength());
    if (known != null) {
      return known;
    }
    if (targets.isFull() && streams.isFull()) {
      return base;
    }
    Target target = lookUp(values);
    if (!targets.isFull()) {
      targets.put(values.key(), values.keyLength(), target);
    }
    return target;
  }

  private Target lookUp(LabelValues values) {
    SortedMap<String, String> all = new TreeMap<>(labels);
    values.addTo(all);
    LokiStream stream = streams.of(all);
    return stream == null ? base : target(stream, true);
  }

  private Target target(LokiStream stream, boolean labelled) {
    return new Target(stream, times.computeIfAbsent(stream, s -> new LineTimes()), labelled);
  }
}
