package io.tailrace.outputs.loki;

import static io.tailrace.outputs.loki.Events.NEW_YEAR;
import static io.tailrace.outputs.loki.Events.SHOP;
import static io.tailrace.outputs.loki.Events.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.sun.management.ThreadMXBean;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LokiEncoderTest {
  private static final Source POD =
      new Source(
          "BBBBBBBBBBBBBBBB",
          "/var/log/pod.log",
          Map.of("service.name", "shop", "kubernetes.pod.name", "shop-1"));

  private final Batch batch = new Batch(1 << 16);
  private Streams streams = new Streams("loki", 1000);

  @Test
  void anEntryIsWhatTheGeneratedMessageWrites() throws InvalidProtocolBufferException {
    line("{\"msg\":\"hé\"}").at(NEW_YEAR + 5).level(Severity.INFO).to(encoder(), batch);

    EntryAdapter expected =
        EntryAdapter.newBuilder()
            .setTimestamp(Timestamp.newBuilder().setSeconds(NEW_YEAR / 1_000_000_000L).setNanos(5))
            .setLine("{\"msg\":\"hé\"}")
            .addStructuredMetadata(pair("filename", "/var/log/shop.log"))
            .addStructuredMetadata(pair("level", "info"))
            .build();
    assertThat(bytesOf(0))
        .isEqualTo(StreamAdapter.newBuilder().addEntries(expected).build().toByteArray());
    assertThat(batch.timeNanos(0)).isEqualTo(NEW_YEAR + 5);
  }

  @Test
  void anyEntryIsWhatTheGeneratedMessageWrites() throws InvalidProtocolBufferException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    LokiEncoder encoder = encoder();
    for (int i = 0; i < 500; i++) {
      long nanos =
          switch (random.nextInt(4)) {
            case 0 -> random.nextLong() / 2;
            case 1 -> random.nextInt(3);
            case 2 -> random.nextInt(3) * 1_000_000_000L;
            default -> NEW_YEAR + random.nextInt(1000);
          };
      line("x".repeat(random.nextInt(400))).at(nanos).to(encoder, batch);
      byte[] written = bytesOf(i);
      assertThat(StreamAdapter.parseFrom(written).toByteArray())
          .as("seed %d", seed)
          .isEqualTo(written);
      Timestamp time = entryOf(i).getTimestamp();
      assertThat(time.getSeconds() * 1_000_000_000L + time.getNanos())
          .as("seed %d", seed)
          .isEqualTo(batch.timeNanos(i));
    }
  }

  @Test
  void aRecordWithoutATimeTakesTheTimeItWasReadAt() {
    line("x").at(LogRecord.NO_TIME).to(encoder(), batch);

    assertThat(batch.timeNanos(0)).isEqualTo(NEW_YEAR + 1);
  }

  @Test
  void whereARecordComesFromIsKept() {
    line("a").to(encoder(), batch);
    line("b").to(encoder(), batch);

    assertThat(batch.source(1)).isSameAs(SHOP);
    assertThat(batch.offset(1)).isEqualTo(100);
  }

  @Test
  void theServiceOfTheSourceIsTheOnlyLabelByDefault() {
    line("x").level(Severity.WARN).text("user", "u1").to(encoder(), batch);

    assertThat(labelsOf(0)).containsExactly(entry("service_name", "shop"));
  }

  @Test
  void aStreamAlwaysHasALabel() {
    line("x").to(encoder(), new Source("CCCCCCCCCCCCCCCC", "/x", Map.of()), batch);

    assertThat(labelsOf(0)).containsExactly(entry("service_name", "unknown_service"));
  }

  @Test
  void labelsOfTheSettingsWin() {
    LokiEncoder encoder =
        encoder(Map.of("service_name", "mine", "env", "test"), List.of("env"), LokiLimits.DEFAULT);

    line("x").text("env", "forged").to(encoder, batch);

    assertThat(labelsOf(0)).containsExactly(entry("env", "test"), entry("service_name", "mine"));
    assertThat(metadataOf(0)).containsEntry("service_name", "shop");
  }

  @Test
  void listedFieldsBecomeLabels() {
    LokiEncoder encoder = encoder("level", "http.status", "kubernetes.pod.name", "team", "ok");

    line("x")
        .level(Severity.ERROR)
        .field("http.status", "500", ValueKind.NUMBER)
        .json("team", "caf\\u00e9 \\\"a\\\"")
        .field("ok", "false", ValueKind.BOOLEAN)
        .to(encoder, POD, batch);

    assertThat(labelsOf(0))
        .containsExactly(
            entry("http_status", "500"),
            entry("kubernetes_pod_name", "shop-1"),
            entry("level", "error"),
            entry("ok", "false"),
            entry("service_name", "shop"),
            entry("team", "café \"a\""));
    assertThat(metadataOf(0)).containsOnlyKeys("filename");
  }

  @Test
  void aLineCannotSpeakForAnotherPod() {
    line("x").text("kubernetes.pod.name", "other").to(encoder("kubernetes.pod.name"), POD, batch);

    assertThat(labelsOf(0)).containsEntry("kubernetes_pod_name", "shop-1");
  }

  @Test
  void aFieldThatIsMissingEmptyOrNullIsNoLabel() {
    LokiEncoder encoder = encoder("a");
    line("1").to(encoder, batch);
    line("2").text("a", "").to(encoder, batch);
    line("3").field("a", "null", ValueKind.NULL).to(encoder, batch);

    assertThat(List.of(batch.tag(0), batch.tag(1), batch.tag(2))).containsOnly(batch.tag(0));
    assertThat(labelsOf(0)).containsOnlyKeys("service_name");
  }

  @Test
  void anUnknownLevelIsLeftToLoki() {
    line("x").to(encoder(), batch);

    assertThat(metadataOf(0)).containsOnlyKeys("filename");
  }

  @Test
  void metadataIsTheFileTheFlagsTheSourceAndTheTrace() {
    line("x")
        .flag(Flag.MULTILINE)
        .flag(Flag.TRUNCATED)
        .text("stream", "stderr")
        .text("traceId", "0af7")
        .json("span.id", "b\\u0037")
        .text("user", "u1")
        .to(encoder(), POD, batch);

    assertThat(metadataOf(0))
        .containsOnly(
            entry("filename", "/var/log/pod.log"),
            entry("kubernetes_pod_name", "shop-1"),
            entry("log_flags", "truncated,multiline"),
            entry("stream", "stderr"),
            entry("trace_id", "0af7"),
            entry("span_id", "b7"));
  }

  @Test
  void furtherFieldsBecomeMetadataWhereListed() {
    LokiOptions options = options(Map.of(), List.of(), List.of("user.id"), LokiLimits.DEFAULT);

    line("x").text("user.id", "u1").text("other", "o").to(new LokiEncoder(options, streams), batch);

    assertThat(metadataOf(0)).containsEntry("user_id", "u1").doesNotContainKey("other");
  }

  @Test
  void whatTheSourceSaysIsNotSaidAgainByTheLine() {
    List<String> fields = List.of("kubernetes.pod.name", "service.name");
    LokiOptions options = options(Map.of(), List.of(), fields, LokiLimits.DEFAULT);

    line("x")
        .text("kubernetes.pod.name", "forged")
        .text("service.name", "forged")
        .to(new LokiEncoder(options, streams), POD, batch);

    // metadataOf asserts that no name is there twice.
    assertThat(metadataOf(0))
        .containsOnly(
            entry("filename", "/var/log/pod.log"), entry("kubernetes_pod_name", "shop-1"));
  }

  @Test
  void twoSpellingsOfOneNameAreShippedOnce() {
    line("x").text("trace_id", "1").text("trace.id", "2").to(encoder(), batch);

    assertThat(
            entryOf(0).getStructuredMetadataList().stream()
                .filter(p -> p.getName().equals("trace_id")))
        .containsExactly(pair("trace_id", "1"));
  }

  @Test
  void linesOfOneNanosecondAreKeptApartAcrossBatchesAndFiles() {
    LokiEncoder encoder = encoder();
    line("x").to(encoder, batch);
    line("x").to(encoder, batch);
    var next = new Batch(1024);
    line("x").to(encoder, POD, next);
    line("x").to(encoder, next);

    assertThat(batch.timeNanos(0)).isEqualTo(NEW_YEAR);
    assertThat(batch.timeNanos(1)).isEqualTo(NEW_YEAR + 1);
    // Another file: what it gets must not hang on how the reading of the two was interleaved.
    assertThat(next.timeNanos(0)).isEqualTo(NEW_YEAR);
    assertThat(next.timeNanos(1)).isEqualTo(NEW_YEAR + 2);
  }

  @Test
  void aFreshEncoderThatReadsTheLinesBeforeGivesTheSameTimes() {
    LokiEncoder first = encoder();
    for (int i = 0; i < 4; i++) {
      line("x").to(first, batch);
    }
    LokiEncoder restarted = encoder();
    var again = new Batch(1024);
    for (int i = 0; i < 4; i++) {
      line("x").to(restarted, again);
    }

    assertThat(again.timeNanos(3)).isEqualTo(batch.timeNanos(3)).isEqualTo(NEW_YEAR + 3);
    assertThat(Arrays.copyOfRange(again.bytes(), again.recordFrom(3), again.recordTo(3)))
        .isEqualTo(bytesOf(3));
  }

  @Test
  void labelSetsBeyondTheLimitGoToTheBaseStreamWithTheirValuesAsMetadata() {
    // Given room for the stream of nothing, the base stream and two more.
    streams = new Streams("loki", 4);
    streams.of(
        SourceStreams.baseLabels(options(Map.of(), List.of(), List.of(), LokiLimits.DEFAULT)));
    LokiEncoder encoder = encoder(Map.of(), List.of("user", "level"), limits(4));

    // When every line has a value of its own, more than is remembered.
    for (int i = 0; i < 100; i++) {
      line("x").level(Severity.INFO).text("user", "u" + i).to(encoder, batch);
    }
    line("x").level(Severity.INFO).text("user", "u0").to(encoder, batch);

    assertThat(streams.count()).isEqualTo(4);
    assertThat(streams.overflowedCount()).isEqualTo(98);
    assertThat(labelsOf(1)).containsEntry("user", "u1").containsEntry("level", "info");
    assertThat(labelsOf(2)).containsExactly(entry("service_name", "shop"));
    assertThat(metadataOf(2)).containsEntry("user", "u2").containsEntry("level", "info");
    assertThat(metadataOf(99)).containsEntry("user", "u99");
    assertThat(labelsOf(100)).containsEntry("user", "u0");
    assertThat(metadataOf(100)).doesNotContainKey("user");
  }

  @Test
  void aValueTooLongForALabelIsMetadataInstead() {
    LokiEncoder encoder = encoder("a", "b");
    String fits = "é".repeat(1024);

    line("x").text("a", fits).text("b", fits + "x").to(encoder, batch);

    assertThat(labelsOf(0)).containsEntry("a", fits).doesNotContainKey("b");
    assertThat(metadataOf(0)).containsEntry("b", fits + "x").doesNotContainKey("a");
  }

  @Test
  void aLongMetadataValueIsCutAtACharacter() {
    line("x")
        .text("trace_id", "é" + "x".repeat(4093) + "éé")
        .json("span_id", "\\u00e9".repeat(9000))
        .to(encoder(), batch);

    assertThat(metadataOf(0)).containsEntry("trace_id", "é" + "x".repeat(4093));
    assertThat(metadataOf(0)).containsEntry("span_id", "é".repeat(2048));
  }

  @Test
  void metadataStaysWithinLokisLimits() {
    var few = new LokiLimits(1000, Duration.ofDays(1), Duration.ZERO, 15, 99, 99, 40, 3, 10);
    List<String> fields = List.of("a", "b", "c", "d");
    LokiEncoder encoder = new LokiEncoder(options(Map.of(), List.of(), fields, few), streams);

    line("1").text("a", "1").text("b", "2").text("c", "3").text("d", "4").to(encoder, batch);
    line("2").text("a", "x".repeat(15)).text("b", "2").to(encoder, batch);

    // The file's name and path are 25 of the 40 bytes.
    assertThat(metadataOf(0)).containsOnlyKeys("filename", "a", "b");
    assertThat(metadataOf(1)).containsOnlyKeys("filename", "b");
  }

  @Test
  void manyLabelSetsAreToldApart() {
    LokiEncoder encoder = encoder("a", "b");
    for (int i = 0; i < 900; i++) {
      line("x").text("a", "v" + i / 30).text("b", "v" + i % 30).to(encoder, batch);
    }
    for (int i = 0; i < 900; i++) {
      assertThat(labelsOf(i)).containsEntry("a", "v" + i / 30).containsEntry("b", "v" + i % 30);
    }
  }

  @Test
  void encodingMakesNoObjects() {
    LokiEncoder encoder = encoder("level", "team");
    LogRecord record =
        line("x".repeat(250))
            .level(Severity.INFO)
            .json("team", "bl\\u0075e")
            .text("trace_id", "t1")
            .record();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    encode(encoder, record, 20_000);

    long before = threads.getThreadAllocatedBytes(thread);
    encode(encoder, record, 20_000);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    // Nothing for a record; what asking itself takes is far less than this.
    assertThat(allocated).isLessThan(20_000);
  }

  /** Into a batch that has its size already, as the pipeline's have after a while. */
  private void encode(LokiEncoder encoder, LogRecord record, int times) {
    for (int i = 0; i < times; i++) {
      if (batch.isFull()) {
        batch.clear();
      }
      encoder.encode(record, POD, i, NEW_YEAR, batch);
    }
  }

  @Test
  void valuesThatRunIntoEachOtherAreDifferentStreams() {
    LokiEncoder encoder = encoder("a", "b");
    line("x").text("a", "1").text("b", "23").to(encoder, batch);
    line("x").text("a", "12").text("b", "3").to(encoder, batch);
    line("x").text("b", "123").to(encoder, batch);
    line("x").text("a", "123").to(encoder, batch);

    assertThat(List.of(batch.tag(0), batch.tag(1), batch.tag(2), batch.tag(3)))
        .doesNotHaveDuplicates();
  }

  private LokiEncoder encoder(String... labelFields) {
    return encoder(Map.of(), List.of(labelFields), LokiLimits.DEFAULT);
  }

  private LokiEncoder encoder(
      Map<String, String> labels, List<String> labelFields, LokiLimits limits) {
    return new LokiEncoder(options(labels, labelFields, List.of(), limits), streams);
  }

  private static LokiOptions options(
      Map<String, String> labels,
      List<String> labelFields,
      List<String> metadataFields,
      LokiLimits limits) {
    var http =
        new HttpOptions(Duration.ofSeconds(5), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM);
    return new LokiOptions(
        "loki",
        URI.create("http://localhost:3100"),
        http,
        labels,
        labelFields,
        metadataFields,
        Optional.empty(),
        LokiLine.ORIGINAL,
        1,
        limits);
  }

  private static LokiLimits limits(int maxStreams) {
    LokiLimits loki = LokiLimits.DEFAULT;
    return new LokiLimits(
        loki.maxLineBytes(),
        loki.maxAge(),
        loki.maxFuture(),
        loki.maxLabels(),
        loki.maxLabelNameLength(),
        loki.maxLabelValueLength(),
        loki.maxMetadataBytes(),
        loki.maxMetadataEntries(),
        maxStreams);
  }

  private static LabelPairAdapter pair(String name, String value) {
    return LabelPairAdapter.newBuilder().setName(name).setValue(value).build();
  }

  private byte[] bytesOf(int record) {
    return Arrays.copyOfRange(batch.bytes(), batch.recordFrom(record), batch.recordTo(record));
  }

  private EntryAdapter entryOf(int record) {
    try {
      return StreamAdapter.parseFrom(bytesOf(record)).getEntries(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> labelsOf(int record) {
    byte[] field = streams.get(batch.tag(record)).field();
    try {
      return GoLabels.parse(StreamAdapter.parseFrom(field).getLabels());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(new String(field, UTF_8), e);
    }
  }

  private Map<String, String> metadataOf(int record) {
    var metadata = new LinkedHashMap<String, String>();
    entryOf(record)
        .getStructuredMetadataList()
        .forEach(p -> assertThat(metadata.put(p.getName(), p.getValue())).isNull());
    return metadata;
  }
}
