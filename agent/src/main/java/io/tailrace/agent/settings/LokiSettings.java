package io.tailrace.agent.settings;

import io.tailrace.outputs.loki.LokiLine;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Loki server.
 *
 * @param labels fixed labels of every stream
 * @param labelFields the fields, by their ECS names, that become labels; few, for each combination
 *     of values is a stream of its own
 * @param metadataFields further fields of a record that become structured metadata
 * @param line what of a record is the line
 * @param tenant the {@code X-Scope-OrgID} header
 */
public record LokiSettings(
    String name,
    Batching batching,
    Optional<String> onlyIf,
    HttpSettings http,
    Map<String, String> labels,
    List<String> labelFields,
    List<String> metadataFields,
    LokiLine line,
    Optional<String> tenant,
    Limits limits)
    implements OutputSettings {
  /**
   * What the server takes, in the words of its {@code limits_config}.
   *
   * @param maxLine {@code max_line_size}
   * @param maxAge {@code reject_old_samples_max_age}
   * @param maxFuture {@code creation_grace_period}
   * @param maxLabels {@code max_label_names_per_series}
   * @param maxStreams how many streams this agent makes at most
   */
  public record Limits(
      ByteSize maxLine, Duration maxAge, Duration maxFuture, int maxLabels, int maxStreams) {}

  public LokiSettings {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    labelFields = List.copyOf(labelFields);
    metadataFields = List.copyOf(metadataFields);
  }
}
