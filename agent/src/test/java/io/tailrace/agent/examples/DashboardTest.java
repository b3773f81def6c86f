package io.tailrace.agent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.status.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the demo's dashboard asks Prometheus for is what the agent says. */
class DashboardTest {
  /** Of the scrape itself. */
  private static final List<String> SCRAPE_LABELS = List.of("job", "instance");

  static List<Dashboard.Query> queries() {
    return new Dashboard().queries("prometheus");
  }

  @Test
  void thereAreQueriesToBoth() {
    assertThat(queries()).hasSizeGreaterThan(5);
    assertThat(new Dashboard().lokiLabels()).contains("level", "service_name", "filename");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyMetricIsOneOfTheAgents(Dashboard.Query query) {
    assertThat(query.metrics())
        .isNotEmpty()
        .isSubsetOf(Arrays.stream(Metric.values()).map(Metric::fullName).toList());
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyLabelIsOneOfItsMetrics(Dashboard.Query query) {
    Set<String> labels = new LinkedHashSet<>(SCRAPE_LABELS);
    Arrays.stream(Metric.values())
        .filter(metric -> query.metrics().contains(metric.fullName()))
        .forEach(metric -> labels.addAll(metric.labels()));

    assertThat(query.labels()).isSubsetOf(labels);
  }

  @Test
  void everyDataSourceIsProvisioned() {
    List<String> provisioned = new ArrayList<>();
    for (JsonNode source :
        new YAMLMapper()
            .readTree(
                DemoStack.FOLDER
                    .resolve("grafana/provisioning/datasources/datasources.yaml")
                    .toFile())
            .path("datasources")) {
      provisioned.add(source.path("uid").asString());
    }

    assertThat(new Dashboard().sources()).isEqualTo(Set.copyOf(provisioned));
  }

  @Test
  void namesAreFoundInAQueryWhereverTheyStand() {
    var query =
        new Dashboard.Query(
            "",
            "sum by (a, b) (rate(tailrace_x_total{c=\"d=1\", e!~\"f\"}[5m])) | g = \"\"",
            "{{h}}");

    assertThat(query.labels()).containsExactlyInAnyOrder("a", "b", "c", "e", "g", "h");
    assertThat(query.metrics()).containsExactly("tailrace_x_total");
  }
}
