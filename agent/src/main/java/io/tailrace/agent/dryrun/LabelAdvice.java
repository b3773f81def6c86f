package io.tailrace.agent.dryrun;

import io.tailrace.agent.settings.LokiSettings;
import io.tailrace.outputs.loki.LokiPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Loki would make of the labels of records. */
final class LabelAdvice {
  /** Grafana's advice is tens of values for a label. */
  private static final int MANY_VALUES = 100;

  /** In few records already that many values, most of them there once, are ids or the like. */
  private static final int SOME_VALUES = 20;

  /** The default of {@code max_global_streams_per_user} of Loki 3. */
  private static final int SERVERS_STREAMS = 5_000;

  /** What the agent says of the pod and the file: it is the same for all of a file's records. */
  private static final Set<String> OF_SOURCE =
      Set.of(
          "log.file.path",
          "service.name",
          "host.name",
          "kubernetes.namespace",
          "kubernetes.pod.name",
          "kubernetes.node.name",
          "kubernetes.container.name");

  private final LokiSettings settings;
  private final LokiPreview preview;
  private final OutputEstimate estimate;
  private final FieldTable table;

  LabelAdvice(
      LokiSettings settings, LokiPreview preview, OutputEstimate estimate, FieldTable table) {
    this.settings = settings;
    this.preview = preview;
    this.estimate = estimate;
    this.table = table;
  }

  /** Sentences, each about one thing. */
  List<String> advice() {
    List<String> advice = new ArrayList<>();
    for (String field : settings.labelFields()) {
      FieldFigures figures = table.fields().get(field.equals("level") ? "log.level" : field);
      if (figures != null && !OF_SOURCE.contains(field) && hasManyValues(figures)) {
        advice.add(manyValues(field, figures));
      }
    }
    streams(advice);
    labels(advice);
    refused(advice);
    return advice;
  }

  private static boolean hasManyValues(FieldFigures figures) {
    return figures.values() > MANY_VALUES
        || (figures.values() >= SOME_VALUES && figures.values() * 2L > figures.records());
  }

  private String manyValues(String field, FieldFigures figures) {
    return say(
        "%s: `%s` had %s%,d different values in %,d records, and each makes a stream of its own."
            + " Leave it out; with %s=%s it is structured metadata, by which lines are found too.",
        variable("LABEL_FIELDS"),
        field,
        figures.hasMoreValues() ? "more than " : "",
        figures.values(),
        figures.records(),
        variable("METADATA_FIELDS"),
        field);
  }

  private void streams(List<String> advice) {
    long beyond = preview.recordsBeyondStreamLimit();
    if (beyond > 0) {
      advice.add(
          say(
              "%s: there are more label sets than the %,d streams of %s; %,d of %,d records would go"
                  + " without their own labels. A Loki takes %,d streams of all agents together unless"
                  + " its settings say otherwise.",
              settings.name(),
              settings.limits().maxStreams(),
              variable("MAX_STREAMS"),
              beyond,
              estimate.records(),
              SERVERS_STREAMS));
    } else if (preview.streams() > SERVERS_STREAMS) {
      advice.add(
          say(
              "%s: these are %,d streams. A Loki takes %,d of all agents together unless its settings"
                  + " say otherwise, and refuses the others.",
              settings.name(), preview.streams(), SERVERS_STREAMS));
    }
  }

  private void labels(List<String> advice) {
    int most = preview.mostLabels();
    if (most > settings.limits().maxLabels()) {
      advice.add(
          say(
              "%s: %d labels, service_name included, and Loki takes %d (%s). Leave out some of %s.",
              settings.name(),
              most,
              settings.limits().maxLabels(),
              variable("MAX_LABELS"),
              variable("LABEL_FIELDS")));
    }
  }

  private void refused(List<String> advice) {
    if (estimate.refused() > 0) {
      advice.add(
          say(
              "%s: %,d of %,d records would be dead-lettered. The first is %s.",
              settings.name(), estimate.refused(), estimate.records(), estimate.reason()));
    }
  }

  private String variable(String setting) {
    return "TAILRACE_" + settings.name().toUpperCase(Locale.ROOT) + "_" + setting;
  }

  private static String say(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
