package io.tailrace.agent.examples;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's Grafana dashboard, and what its queries name. */
public final class Dashboard {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern COMPARED = Pattern.compile("([a-z_]+) ?(?:=~|!~|!=|=)");
  private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{([^}]*)}}");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:tailrace|process|jvm)_[a-z0-9_]+\\b");

  private final JsonNode root =
      new JsonMapper()
          .readTree(DemoStack.FOLDER.resolve("grafana/dashboards/tailrace.json").toFile());

  /**
   * @param source the uid of the data source it is for
   */
  record Query(String source, String text, String legend) {
    Set<String> metrics() {
      Set<String> metrics = new LinkedHashSet<>();
      METRIC.matcher(withoutTexts()).results().forEach(match -> metrics.add(match.group()));
      return metrics;
    }

    /** Every label that is compared, grouped by or shown. */
    Set<String> labels() {
      Set<String> labels = new LinkedHashSet<>();
      COMPARED.matcher(withoutTexts()).results().forEach(match -> labels.add(match.group(1)));
      IN_LEGEND.matcher(legend).results().forEach(match -> labels.add(match.group(1)));
      Matcher grouped = GROUPED.matcher(text);
      while (grouped.find()) {
        labels.addAll(List.of(grouped.group(1).split(", *", -1)));
      }
      return labels;
    }

    private String withoutTexts() {
      return QUOTED.matcher(text).replaceAll("");
    }
  }

  List<Query> queries(String source) {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : root.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        var query =
            new Query(
                target.path("datasource").path("uid").asString(),
                target.path("expr").asString(),
                target.path("legendFormat").asString(""));
        if (query.source().equals(source)) {
          queries.add(query);
        }
      }
    }
    return queries;
  }

  /** Labels and structured metadata that its queries to Loki are about. */
  public Set<String> lokiLabels() {
    Set<String> labels = new LinkedHashSet<>();
    queries("loki").forEach(query -> labels.addAll(query.labels()));
    return labels;
  }

  /** The uids of all data sources that are used anywhere in it. */
  Set<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    root.findValues("datasource").forEach(source -> sources.add(source.path("uid").asString()));
    return sources;
  }
}
