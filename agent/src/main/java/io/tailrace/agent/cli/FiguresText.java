package io.tailrace.agent.cli;

import io.tailrace.agent.dryrun.FieldFigures;
import io.tailrace.agent.dryrun.FieldTable;
import io.tailrace.agent.dryrun.OutputEstimate;
import io.tailrace.outputs.loki.LokiPreview;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of a dry run as paragraphs and tables for a terminal. */
final class FiguresText {
  /** More than a screen of fields nobody reads. */
  private static final int MOST_FIELDS = 40;

  private static final int NAME_WIDTH = 32;

  /** They are another in each record, and in each. */
  private static final Set<String> IN_ALL = Set.of("@timestamp", "log.offset");

  private FiguresText() {}

  /** A line for each field, those of most records first. */
  static String fields(FieldTable table) {
    if (table.fields().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n");
    out.append(row("field", "records", "different", "values"));
    Comparator<Map.Entry<String, FieldFigures>> byRecords =
        Comparator.comparing(entry -> -entry.getValue().records());
    table.fields().entrySet().stream()
        .filter(entry -> !IN_ALL.contains(entry.getKey()))
        .sorted(byRecords)
        .limit(MOST_FIELDS)
        .forEach(entry -> out.append(row(entry.getKey(), entry.getValue())));
    int further = table.fields().size() - IN_ALL.size() - MOST_FIELDS;
    if (table.others() > 0) {
      out.append("and more fields than are counted\n");
    } else if (further > 0) {
      out.append("and ").append(Text.count(further, "further field")).append('\n');
    }
    return out.toString();
  }

  private static String row(String name, FieldFigures figures) {
    return row(
        Text.excerpt(name),
        Text.number(figures.records()),
        (figures.hasMoreValues() ? ">" : "") + Text.number(figures.values()),
        figures.typeNames());
  }

  private static String row(String name, String records, String values, String types) {
    return "  %s  %9s  %9s  %s\n".formatted(Text.padded(name, NAME_WIDTH), records, values, types);
  }

  /** A paragraph for each output: how much it would be sent. */
  static String outputs(List<OutputEstimate> estimates) {
    StringBuilder out = new StringBuilder();
    for (OutputEstimate estimate : estimates) {
      if (estimate.records() + estimate.leftOut() > 0) {
        out.append(out.isEmpty() ? "\n" : "").append(Text.wrap("", "  ", output(estimate)));
      }
    }
    return out.toString();
  }

  private static String output(OutputEstimate estimate) {
    StringBuilder out = new StringBuilder("to ").append(estimate.settings().name()).append(": ");
    if (estimate.bodyBytes() == 0) {
      return out.append("nothing").append(leftOut(estimate)).toString();
    }
    out.append(Text.size(estimate.bodyBytes()))
        .append(", ")
        .append(Text.size(estimate.bodyBytes() / estimate.records()))
        .append(" a record");
    if (estimate.bodyBytes() < estimate.plainBytes()) {
      out.append("; compressed, from ").append(Text.size(estimate.plainBytes()));
    }
    estimate
        .gzipBytes()
        .ifPresent(bytes -> out.append("; with gzip about ").append(Text.size(bytes)));
    if (estimate.preview() instanceof LokiPreview loki) {
      out.append("; in ")
          .append(Text.count(loki.streams(), "stream"))
          .append(", by ")
          .append(String.join(", ", loki.labels()));
    }
    return out.append(leftOut(estimate)).toString();
  }

  private static String leftOut(OutputEstimate estimate) {
    return estimate.leftOut() == 0
        ? ""
        : "; %s left out by its ONLY_IF".formatted(Text.count(estimate.leftOut(), "record"));
  }

  /** An item for each piece of advice. */
  static String advice(List<String> advice) {
    StringBuilder out = new StringBuilder();
    for (String each : advice) {
      out.append(out.isEmpty() ? "\n" : "").append(Text.wrap("advice  ", "        ", each));
    }
    return out.toString();
  }
}
