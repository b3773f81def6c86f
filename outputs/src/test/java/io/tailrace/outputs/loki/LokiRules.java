package io.tailrace.outputs.loki;

import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Loki 3 does with the entries of a push, by its distributor's validator and its ingester's
 * stream: invalid entries are refused one by one and the others stored; an entry that is there
 * already is dropped without a word. Not thread-safe.
 */
final class LokiRules {
  /** Half of {@code max_chunk_age}: how far an entry may be behind its stream's newest. */
  private static final Duration WINDOW = Duration.ofHours(1);

  private final LokiLimits limits;
  private final List<LokiServer.Entry> stored = new ArrayList<>();
  private final Set<LokiServer.Entry> known = new HashSet<>();
  private final Map<SortedMap<String, String>, Long> newest = new HashMap<>();
  private int duplicates;

  LokiRules(LokiLimits limits) {
    this.limits = limits;
  }

  List<LokiServer.Entry> stored() {
    return List.copyOf(stored);
  }

  int duplicates() {
    return duplicates;
  }

  /** Stores what is valid; the complaints about the rest, if any, make the answer a 400. */
  List<String> push(PushRequest request, Instant now) {
    var complaints = new ArrayList<String>();
    for (StreamAdapter stream : request.getStreamsList()) {
      try {
        SortedMap<String, String> labels = GoLabels.parse(stream.getLabels());
        requireValid(labels);
        stream.getEntriesList().forEach(entry -> store(labels, entry, now, complaints));
      } catch (IllegalArgumentException e) {
        complaints.add("error parsing labels: " + e.getMessage());
      }
    }
    return complaints;
  }

  private void requireValid(SortedMap<String, String> labels) {
    require(!labels.isEmpty(), "error at least one label pair is required per stream");
    int count = labels.size() - (labels.containsKey("service_name") ? 1 : 0);
    require(count <= limits.maxLabels(), "has " + count + " label names");
    labels.forEach((name, value) -> {
      require(bytes(name) <= limits.maxLabelNameLength(), "label name too long");
      require(bytes(value) <= limits.maxLabelValueLength(), "label value too long");
      require(!value.isEmpty(), "an empty label is none");
    });
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new IllegalArgumentException(complaint);
    }
  }

  private void store(
      SortedMap<String, String> labels, EntryAdapter entry, Instant now, List<String> complaints) {
    String trouble = trouble(labels, entry, now);
    if (!trouble.isEmpty()) {
      complaints.add("entry for stream '%s' %s".formatted(labels, trouble));
      return;
    }
    long nanos = nanos(entry);
    newest.merge(labels, nanos, Math::max);
    var metadata = new TreeMap<String, String>();
    entry.getStructuredMetadataList().forEach(p -> metadata.put(p.getName(), p.getValue()));
    var kept = new LokiServer.Entry(labels, nanos, entry.getLine(), metadata);
    // Before 3.4 the metadata was not looked at; that is the harsher rule, so it is the one here.
    if (known.add(new LokiServer.Entry(labels, nanos, entry.getLine(), new TreeMap<>()))) {
      stored.add(kept);
    } else {
      duplicates++;
    }
  }

  private String trouble(SortedMap<String, String> labels, EntryAdapter entry, Instant now) {
    long nanos = nanos(entry);
    Instant time = Instant.ofEpochSecond(0, nanos);
    if (time.isBefore(now.minus(limits.maxAge()))) {
      return "has timestamp too old: " + time;
    }
    if (time.isAfter(now.plus(limits.maxFuture()))) {
      return "has timestamp too new: " + time;
    }
    if (bytes(entry.getLine()) > limits.maxLineBytes()) {
      return "max entry size exceeded: " + bytes(entry.getLine());
    }
    if (entry.getStructuredMetadataCount() > limits.maxMetadataEntries()) {
      return "has too many structured metadata labels: " + entry.getStructuredMetadataCount();
    }
    if (metadataBytes(entry) > limits.maxMetadataBytes()) {
      return "has structured metadata too large: " + metadataBytes(entry);
    }
    long newestNanos = newest.getOrDefault(labels, Long.MIN_VALUE / 2);
    return nanos < newestNanos - WINDOW.toNanos() ? "entry too far behind" : "";
  }

  private static int metadataBytes(EntryAdapter entry) {
    int sum = 0;
    for (LabelPairAdapter pair : entry.getStructuredMetadataList()) {
      sum += bytes(pair.getName()) + bytes(pair.getValue());
    }
    return sum;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long nanos(EntryAdapter entry) {
    return entry.getTimestamp().getSeconds() * 1_000_000_000L + entry.getTimestamp().getNanos();
  }
}
