package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.AgentParts;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.loki.LokiPreview;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelAdviceTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z"));

  private final Map<String, String> environment = new HashMap<>(Map.of("TAILRACE_OUTPUTS", "loki"));

  @Test
  void aLabelOfManyValuesIsNamedWithItsFigures() throws IOException {
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "level,user_id");
    environment.put("TAILRACE_LOKI_MAX_STREAMS", "10000");

    assertThat(advice(5_000, i -> "{\"level\":\"info\",\"user_id\":%d}".formatted(i % 4_812)))
        .containsExactly(
            "TAILRACE_LOKI_LABEL_FIELDS: `user_id` had 4,812 different values in 5,000 records, and"
                + " each makes a stream of its own. Leave it out; with"
                + " TAILRACE_LOKI_METADATA_FIELDS=user_id it is structured metadata, by which lines"
                + " are found too.");
  }

  @Test
  void inFewRecordsFewValuesAreManyIfMostAreThereOnce() throws IOException {
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "id");

    assertThat(advice(30, i -> "{\"id\":%d}".formatted(i)))
        .singleElement()
        .asString()
        .contains("`id` had 30 different values in 30 records");
    assertThat(advice(300, i -> "{\"id\":%d}".formatted(i % 30))).isEmpty();
    assertThat(advice(19, i -> "{\"id\":%d}".formatted(i))).isEmpty();
  }

  @Test
  void streamsBeyondTheLimitAreCounted() throws IOException {
    environment.put("TAILRACE_OUTPUTS", "audit");
    environment.put("TAILRACE_AUDIT_TYPE", "loki");
    environment.put("TAILRACE_AUDIT_LABEL_FIELDS", "id");
    environment.put("TAILRACE_AUDIT_MAX_STREAMS", "11");

    assertThat(advice(100, i -> "{\"id\":%d}".formatted(i % 50)))
        .singleElement()
        .asString()
        .startsWith(
            "audit: there are more label sets than the 11 streams of TAILRACE_AUDIT_MAX_STREAMS; 80"
                + " of 100 records would go without their own labels.");
  }

  @Test
  void withTheServiceNameOneLabelMoreMayBeTooMany() throws IOException {
    environment.put("TAILRACE_LOKI_LABEL_FIELDS", "a,b,c");
    environment.put("TAILRACE_LOKI_MAX_LABELS", "3");

    assertThat(advice(1, _ -> "{\"a\":1,\"b\":2,\"c\":3}"))
        .singleElement()
        .asString()
        .startsWith("loki: 4 labels, service_name included, and Loki takes 3");
  }

  @Test
  void whatWouldBeDeadLetteredIsCounted() throws IOException {
    assertThat(advice(3, i -> "{\"ts\":\"20%d-11-22T00:00:00Z\",\"msg\":\"x\"}".formatted(24 + i)))
        .containsExactly(
            "loki: 2 of 3 records would be dead-lettered. The first is too old for Loki:"
                + " 2024-11-22T00:00:00Z, the oldest it takes is 2026-11-15T09:00:00Z.");
  }

  @Test
  void withTheUsualLabelsThereIsNothingToBeSaid() throws IOException {
    DryRun dryRun = dryRun(1_000, i -> "{\"id\":%d,\"msg\":\"x\"}".formatted(i));

    assertThat(dryRun.advice()).isEmpty();
    OutputEstimate estimate = dryRun.estimates().getFirst();
    assertThat(estimate.bodyBytes()).isPositive().isLessThan(estimate.plainBytes());
    assertThat(estimate.gzipBytes()).isEmpty();
    assertThat(((LokiPreview) estimate.preview()).labels())
        .containsExactly("filename", "service_name");
  }

  private List<String> advice(int count, IntFunction<String> line) throws IOException {
    return dryRun(count, line).advice();
  }

  private DryRun dryRun(int count, IntFunction<String> line) throws IOException {
    Loaded loaded = Settings.dryRun(environment, Optional.empty(), Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    AgentSettings settings = ((Loaded.Good) loaded).settings();
    var parts = new AgentParts(CLOCK);
    RecordReader reader = parts.reader(settings, settings.inputs().getFirst().name());
    var dryRun = new DryRun(settings, parts, CLOCK);
    String file =
        IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    var events =
        new EventStream(
            reader,
            Encoding.UTF_8,
            settings.maxLine().toInt(),
            new ByteArrayInputStream(file.getBytes(UTF_8)),
            () -> true);
    var source = new Source("AAAAAAAAAAAAAAAA", "/x.log", Map.of());
    while (events.next()) {
      dryRun.add(events.record(), source, events.offset(), new Spot("", events.firstLine()));
    }
    dryRun.end();
    return dryRun;
  }
}
