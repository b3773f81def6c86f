package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.agent.AgentParts;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the lines: figures and advice, never an exception. */
class DryRunFuzzTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z"));

  @MethodSource
  @FuzzTest
  void figuresAndAdvice(byte[] file) throws IOException {
    Loaded loaded =
        Settings.dryRun(
            Map.of("TAILRACE_LOKI_LABEL_FIELDS", "level,a", "TAILRACE_MAX_LINE", "4KiB"),
            Optional.empty(),
            Map.of());
    AgentSettings settings = ((Loaded.Good) loaded).settings();
    var parts = new AgentParts(CLOCK);
    RecordReader reader = parts.reader(settings, settings.inputs().getFirst().name());
    var dryRun = new DryRun(settings, parts, CLOCK);
    var source = new Source("AAAAAAAAAAAAAAAA", "/x.log", Map.of());
    var in = new ByteArrayInputStream(file);
    var events = new EventStream(reader, Encoding.UTF_8, 4096, in, () -> true);
    long line = 0;
    while (events.next()) {
      assertThat(events.firstLine()).isGreaterThan(line);
      line = events.lastLine();
      dryRun.add(events.record(), source, events.offset(), new Spot("", line));
    }
    dryRun.end();

    assertThat(dryRun.fields().documents()).isEqualTo(reader.events());
    assertThat(dryRun.estimates()).allMatch(estimate -> estimate.records() == reader.events());
    assertThat(dryRun.advice()).doesNotContainNull();
  }

  static Stream<byte[]> figuresAndAdvice() {
    return Stream.of(
            "{\"a\":1,\"b\":{\"c\":[1,\"x\",{\"d\":null}]}}\n{\"a\":\"x\",\"b\":2}\n",
            "level=info a=b msg=\"x y\"\nplain\n  indented\n\n",
            "{\"\\u0000\":{},\"a..b\":[[]],\".\":-0.0e+1}\n" + "x".repeat(5000) + "\nend")
        .map(text -> text.getBytes(UTF_8));
  }
}
