package io.tailrace.agent.status;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tailrace.agent.logging.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /metrics}: the {@link AgentStatus} of the moment in Prometheus' text format. Nothing is
 * counted here; one instance makes one scrape.
 */
final class MetricsText {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final Map<Metric, List<Sample>> samples = new EnumMap<>(Metric.class);

  static byte[] of(AgentStatus status) throws IOException {
    var scrape = new MetricsText();
    scrape.addProcess(status);
    status.outputs().forEach(scrape::addOutput);
    status.inputs().forEach(scrape::addInput);
    scrape.addFiles(status.files());
    status.unread().counts().forEach((why, n) -> scrape.add(Metric.FILES_UNREAD, n, why));
    scrape.addState(status);
    var text = new ByteArrayOutputStream(8192);
    PrometheusTextFormatWriter.create().write(text, scrape.snapshots());
    return text.toByteArray();
  }

  private void addProcess(AgentStatus status) {
    ProcessStatus process = status.process();
    add(Metric.BUILD_INFO, 1, status.version());
    add(Metric.START_TIME, status.startedAt().toEpochMilli() / 1e3);
    add(Metric.RESIDENT_MEMORY, process.residentBytes());
    add(Metric.CPU_SECONDS, process.cpuTime().toMillis() / 1e3);
    add(Metric.MEMORY_USED, process.heapUsedBytes(), "heap");
    add(Metric.MEMORY_MAX, process.heapMaxBytes(), "heap");
  }

  private void addOutput(OutputStatus output) {
    String name = output.name();
    var shipper = output.shipper();
    add(Metric.OUTPUT_UP, output.healthy() ? 1 : 0, name);
    add(Metric.OUTPUT_BLOCKED, output.blocked() ? 1 : 0, name);
    add(Metric.OUTPUT_WAITING_BYTES, output.total().waitingBytes(), name);
    add(Metric.OUTPUT_RECORDS_DELIVERED, shipper.recordsDelivered(), name);
    add(Metric.OUTPUT_BYTES_DELIVERED, shipper.bytesDelivered(), name);
    add(Metric.OUTPUT_RECORDS_DEAD_LETTERED, shipper.recordsDeadLettered(), name);
    add(Metric.OUTPUT_ATTEMPTS, shipper.attempts(), name);
    add(Metric.OUTPUT_RETRIES, shipper.retries(), name);
    add(Metric.OUTPUT_BATCHES_IN_FLIGHT, shipper.batchesInFlight(), name);
    shipper
        .lastDelivery()
        .ifPresent(last -> add(Metric.OUTPUT_LAST_DELIVERY, last.toEpochMilli() / 1e3, name));
    add(Metric.LOST_BYTES, output.total().lostBytes(), name);
    addLedger(output.total(), name);
  }

  private void addLedger(Ledger ledger, String output) {
    add(Metric.LEDGER_BYTES, ledger.writtenBytes(), output, "written");
    add(Metric.LEDGER_BYTES, ledger.deliveredBytes(), output, "delivered");
    add(Metric.LEDGER_BYTES, ledger.deadLetteredBytes(), output, "dead_lettered");
    add(Metric.LEDGER_BYTES, ledger.filteredBytes(), output, "filtered");
    add(Metric.LEDGER_BYTES, ledger.waitingBytes(), output, "waiting");
    add(Metric.LEDGER_BYTES, ledger.lostBytes(), output, "lost");
  }

  private void addInput(InputStatus input) {
    input
        .counters()
        .forEach((output, counters) -> {
          add(Metric.EVENTS, counters.events(), input.name(), output);
          add(Metric.FILTERED, counters.filtered(), input.name(), output);
          counters
              .drops()
              .forEach((step, count) -> add(Metric.DROPPED, count, input.name(), output, step));
          add(Metric.PARSE_ERRORS, counters.parseErrors(), input.name(), output);
          add(Metric.WITHOUT_TIME, counters.withoutTime(), input.name(), output);
          add(Metric.BAD_TIMES, counters.badTimes(), input.name(), output);
          add(Metric.TRUNCATED, counters.truncated(), input.name(), output);
          add(Metric.INVALID_UTF8, counters.invalidUtf8(), input.name(), output);
          add(Metric.TRANSFORM_ERRORS, counters.transformErrors(), input.name(), output);
          counters
              .redactions()
              .forEach((rule, count) -> add(Metric.REDACTIONS, count, input.name(), output, rule));
        });
  }

  private void addFiles(List<FileStatus> files) {
    add(Metric.FILES_OPEN, files.size());
    add(Metric.FILES_HELD, files.stream().filter(FileStatus::held).count());
    PathLedgers.of(files)
        .forEach((path, byOutput) ->
            byOutput.forEach((output, ledger) -> {
              add(Metric.FILE_BYTES, ledger.writtenBytes(), path, output, "written");
              add(Metric.FILE_BYTES, ledger.waitingBytes(), path, output, "waiting");
              add(Metric.FILE_BYTES, ledger.lostBytes(), path, output, "lost");
            }));
  }

  private void addState(AgentStatus status) {
    StateStatus state = status.state();
    add(Metric.HELD_BYTES, state.held().bytes());
    add(Metric.HELD_LOST_BYTES, state.held().lostBytes());
    state
        .checkpointAge(status.now())
        .ifPresent(age -> add(Metric.CHECKPOINT_AGE, age.toMillis() / 1e3));
    add(Metric.CHECKPOINT_FAILURES, state.checkpointFailures());
    ReloadStatus reload = status.reload();
    add(Metric.SETTINGS_RELOADS, reload.reloads());
    add(Metric.SETTINGS_REFUSALS, reload.refusals());
    add(Metric.SETTINGS_REFUSED, reload.refusedBecause().isEmpty() ? 0 : 1);
  }

  /** Counts are exact up to 2^53; Prometheus knows no other numbers than doubles. */
  private void add(Metric metric, long value, String... labelValues) {
    add(metric, (double) value, labelValues);
  }

  private void add(Metric metric, double value, String... labelValues) {
    if (labelValues.length != metric.labels().size()) {
      throw new IllegalStateException(metric + " with labels " + List.of(labelValues));
    }
    var printable = new ArrayList<String>();
    for (String labelValue : labelValues) {
      printable.add(PrintableText.of(labelValue));
    }
    samples
        .computeIfAbsent(metric, m -> new ArrayList<>())
        .add(new Sample(value, Labels.of(metric.labels(), printable)));
  }

  private MetricSnapshots snapshots() {
    var snapshots = new ArrayList<MetricSnapshot>();
    samples.forEach((metric, values) -> snapshots.add(snapshot(metric, values)));
    return new MetricSnapshots(snapshots);
  }

  private static MetricSnapshot snapshot(Metric metric, List<Sample> samples) {
    var metadata = new MetricMetadata(metric.baseName(), metric.help());
    return switch (metric.kind()) {
      case GAUGE -> new GaugeSnapshot(metadata, samples.stream().map(Sample::gauge).toList());
      case COUNTER -> new CounterSnapshot(metadata, samples.stream().map(Sample::counter).toList());
      case INFO -> new InfoSnapshot(metadata, samples.stream().map(Sample::info).toList());
    };
  }

  private record Sample(double value, Labels labels) {
    GaugeDataPointSnapshot gauge() {
      return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    CounterDataPointSnapshot counter() {
      return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    InfoDataPointSnapshot info() {
      return new InfoDataPointSnapshot(labels);
    }
  }
}
