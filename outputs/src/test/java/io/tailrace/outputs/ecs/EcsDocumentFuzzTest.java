package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.outputs.AnyReader;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any lines, read, redacted and transformed in many ways: another reader of JSON finds in the
 * document what was in the record.
 */
class EcsDocumentFuzzTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(10_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final long READ = 1_767_323_045_000_000_000L;
  private static final Source SOURCE =
      new Source(
          "AZsk3kWyT0aXbC12", "/var/log/\"a\n.log", Map.of("service.name", "shop", "a", "b"));

  private final EcsDocument document = new EcsDocument();

  @MethodSource
  @FuzzTest
  void aRecordComesBackAsItWas(byte[] input) {
    if (!AnyReader.isEnough(input)) {
      return;
    }
    RecordReader reader = AnyReader.of(input);
    var record = new LogRecord();
    while (reader.next(record)) {
      if (!reader.isDropped()) {
        var batch = new Batch(256);
        document.write(record, SOURCE, reader.eventFrom(), READ, batch);
        check(record, reader.eventFrom(), new String(batch.bytes(), 0, batch.size(), UTF_8));
      }
    }
  }

  private static void check(LogRecord record, long offset, String text) {
    assertThat(text).doesNotContain("\n", "\r");
    JsonNode tree = STRICT.readTree(text);
    long time = record.timeNanos() == LogRecord.NO_TIME ? READ : record.timeNanos();
    assertThat(Instant.parse(tree.path("@timestamp").asString()))
        .isEqualTo(Instant.EPOCH.plusNanos(time));
    assertThat(tree.path("log.offset").asLong()).isEqualTo(offset);
    assertThat(tree.path("log.file.path").asString()).isEqualTo(SOURCE.path());
    if (record.messageTo() > record.messageFrom()) {
      assertThat(tree.path("message")).isEqualTo(messageOf(record));
    }
    if (record.severity() != Severity.UNKNOWN) {
      assertThat(tree.path("log.level").asString()).isEqualTo(record.severity().label());
    }
    List<JsonNode> values = new ArrayList<>();
    tree.properties().forEach(member -> values.add(member.getValue()));
    for (int i = 0; i < record.fieldCount(); i++) {
      assertThat(values).as(text).contains(valueOf(record, i));
    }
  }

  private static JsonNode messageOf(LogRecord record) {
    return node(
        record.messageKind(), record.messageBytes(), record.messageFrom(), record.messageTo());
  }

  private static JsonNode valueOf(LogRecord record, int i) {
    return node(record.valueKind(i), record.valueBytes(i), record.valueFrom(i), record.valueTo(i));
  }

  private static JsonNode node(ValueKind kind, byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, UTF_8);
    return switch (kind) {
      case TEXT -> STRICT.getNodeFactory().stringNode(text);
      case JSON_TEXT -> STRICT.readTree('"' + text + '"');
      case NUMBER, BOOLEAN, NULL, JSON -> STRICT.readTree(text);
    };
  }

  static Stream<byte[]> aRecordComesBackAsItWas() {
    String lines =
        """
        {"message":"a\\tb","log.level":"info","log":{"level":"x","file":1},"a.b":1, "c" : [1, 2],"d":null}
        {"@timestamp":1,"message":{},"log":{"file":{"path":[]}},"service":"s","original.service":2}
        level=warn msg="x \\"y\\"" a=1 b=2 host=h log=3 token=x
        2026-01-31 12:00:00,123 [main] ERROR a.b.C - failed: bob@example.org x17
        \tat a.b.C.d(C.java:1)
        """;
    return Stream.of(ParserChoice.AUTO, ParserChoice.CRI, ParserChoice.DOCKER, ParserChoice.LOGFMT)
        .flatMap(parser ->
            Stream.of(0, 1, 2, 3, 4)
                .map(steps -> AnyReader.input(parser, steps, steps % 4, lines)));
  }
}
