package io.tailrace.agent.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.ShipperStatus.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
  /** The text format's line: name, labels with the three escapes, a number. */
  private static final Pattern SERIES =
      Pattern.compile(
          "(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\",?)+\\})?"
              + " -?([0-9]+(\\.[0-9]+)?(E[0-9]+)?)");

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP [a-zA-Z0-9_:]+ .+|TYPE [a-zA-Z0-9_:]+ (gauge|counter))");

  @Test
  void everyLineIsInTheTextFormatAndNoSeriesIsThereTwice() throws IOException {
    List<String> lines = scrape(Samples.eventful());

    var series = new HashSet<String>();
    for (String line : lines) {
      Pattern expected = line.startsWith("#") ? COMMENT : SERIES;
      assertThat(line).matches(expected);
      assertThat(line.startsWith("#") || series.add(line.substring(0, line.lastIndexOf(' '))))
          .as(line)
          .isTrue();
    }
  }

  @Test
  void everyDeclaredMetricIsThereAndNoOther() throws IOException {
    var names = new HashSet<String>();
    for (String line : scrape(Samples.eventful())) {
      var matcher = SERIES.matcher(line);
      if (matcher.matches()) {
        names.add(matcher.group("name"));
      }
    }

    var declared = new ArrayList<String>();
    for (Metric metric : Metric.values()) {
      declared.add(metric.fullName());
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void valuesAreThoseOfTheStatus() throws IOException {
    assertThat(scrape(Samples.retrying()))
        .contains(
            "tailrace_build_info{version=\"0.1.0\"} 1",
            "tailrace_output_up{output=\"es\"} 0.0",
            "tailrace_output_blocked{output=\"es\"} 0.0",
            "tailrace_output_waiting_bytes{output=\"es\"} 2.8E7",
            "tailrace_output_records_delivered_total{output=\"es\"} 120000.0",
            "tailrace_output_retries_total{output=\"es\"} 5.0",
            "tailrace_ledger_bytes{output=\"es\",state=\"delivered\"} 1.2E7",
            "tailrace_lost_bytes_total{output=\"es\"} 0.0",
            "tailrace_events_total{input=\"default\",output=\"es\"} 123456.0",
            "tailrace_filtered_events_total{input=\"default\",output=\"es\"} 456.0",
            "tailrace_dropped_events_total{input=\"default\",output=\"es\",step=\"only_if\"} 400.0",
            "tailrace_dropped_events_total{input=\"default\",output=\"es\",step=\"sample\"} 56.0",
            "tailrace_parse_errors_total{input=\"default\",output=\"es\"} 3.0",
            "tailrace_events_without_time_total{input=\"default\",output=\"es\"} 7.0",
            "tailrace_bad_times_total{input=\"default\",output=\"es\"} 5.0",
            "tailrace_transform_errors_total{input=\"default\",output=\"es\"} 4.0",
            "tailrace_checkpoint_age_seconds 1.0",
            "tailrace_checkpoint_failures_total 4.0",
            "tailrace_file_bytes{output=\"es\",path=\"/var/log/app/app.log\",state=\"waiting\"} 2.8E7");
  }

  @Test
  void healthyAndBlockedAreToldApart() throws IOException {
    assertThat(scrape(Samples.shipped())).contains("tailrace_output_up{output=\"es\"} 1.0");
    assertThat(scrape(Samples.blocked()))
        .contains(
            "tailrace_output_up{output=\"es\"} 0.0", "tailrace_output_blocked{output=\"es\"} 1.0");
  }

  @Test
  void pathsBeyondTheBoundAreAddedUp() throws IOException {
    var files = new ArrayList<FileStatus>();
    for (int i = 0; i < PathLedgers.MAX_PATHS + 50; i++) {
      files.add(
          Samples.file("/var/log/%04d.log".formatted(i), Map.of("es", new Ledger(7, 2, 0, 0, 0))));
    }

    List<String> lines =
        scrape(
            Samples.agent(List.of(Samples.output("es", new State.Healthy(), Ledger.EMPTY)), files));

    List<String> fileLines =
        lines.stream().filter(line -> line.startsWith("tailrace_file_bytes{")).toList();
    assertThat(fileLines).hasSize(3 * (PathLedgers.MAX_PATHS + 1));
    assertThat(fileLines)
        .contains("tailrace_file_bytes{output=\"es\",path=\"other\",state=\"waiting\"} 250.0");
  }

  @Test
  void generationsOfOnePathAreOneSeries() throws IOException {
    FileStatus file = Samples.file("/a.log", Map.of("es", new Ledger(7, 2, 0, 0, 0)));

    List<String> lines =
        scrape(
            Samples.agent(
                List.of(Samples.output("es", new State.Healthy(), Ledger.EMPTY)),
                List.of(file, file)));

    assertThat(lines)
        .contains("tailrace_file_bytes{output=\"es\",path=\"/a.log\",state=\"written\"} 14.0");
  }

  @Test
  void pathsThatPrintAlikeAreOneSeriesToo() throws IOException {
    var ledgers = Map.of("es", new Ledger(7, 2, 0, 0, 0));

    List<String> lines =
        scrape(
            Samples.agent(
                List.of(), List.of(Samples.file("/a\n", ledgers), Samples.file("/a\\n", ledgers))));

    assertThat(lines)
        .contains("tailrace_file_bytes{output=\"es\",path=\"/a\\\\n\",state=\"written\"} 14.0");
  }

  @Test
  void theTableForTheReadmeHasARowForEachMetric() {
    List<String> rows = Metric.markdown().lines().toList();

    assertThat(rows).hasSize(Metric.values().length + 2);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(5))
        .contains(
            "| `tailrace_lost_bytes_total` | counter | `output` | Bytes gone before they were"
                + " shipped; anything but 0 is an alarm. |");
  }

  private static List<String> scrape(AgentStatus status) throws IOException {
    return new String(MetricsText.of(status), UTF_8).lines().toList();
  }
}
