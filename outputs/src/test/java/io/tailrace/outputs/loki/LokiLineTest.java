package io.tailrace.outputs.loki;

import static io.tailrace.outputs.loki.Events.SHOP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.management.ThreadMXBean;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in Loki's line, and what does not because the entry says it already. */
class LokiLineTest {
  private static final String PAID =
      "{\"ts\":\"2026-01-01T00:00:00Z\",\"level\":\"warning\",\"msg\":\"card \\\"7\\\" refused\",\"order\":17,"
          + " \"user\":{\"name\":\"anna\",\"tags\":[1, 2]}}";

  private final Batch batch = new Batch(64 * 1024);
  private final Streams streams = new Streams("loki", 100);

  @Test
  void theSameRecordIsInFourWaysALine() {
    assertThat(line(LokiLine.ORIGINAL, PAID)).isEqualTo(PAID);
    assertThat(line(LokiLine.JSON, PAID))
        .isEqualTo(
            "{\"message\":\"card \\\"7\\\" refused\",\"order\":17, \"user\":{\"name\":\"anna\",\"tags\":[1, 2]}}");
    assertThat(line(LokiLine.LOGFMT, PAID))
        .isEqualTo(
            "message=\"card \\\"7\\\" refused\" order=17 user.name=anna user.tags=\"[1, 2]\"");
    assertThat(line(LokiLine.MESSAGE, PAID)).isEqualTo("card \"7\" refused");
  }

  @ParameterizedTest
  @EnumSource(LokiLine.class)
  void theReadmeShowsIt(LokiLine form) throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String shown =
        readme.substring(
            readme.indexOf("<!-- lokiline:begin -->"), readme.indexOf("<!-- lokiline:end -->"));
    String line = shown.substring(shown.indexOf('{'), shown.indexOf("\n```\n\n"));

    assertThat(shown)
        .contains(
            "| `%s` | `%s` |\n".formatted(form.name().toLowerCase(Locale.ROOT), line(form, line)));
    assertThat(metadata(0)).containsEntry("level", "warn").containsEntry("trace_id", "4bf9");
  }

  @ParameterizedTest
  @EnumSource(LokiLine.class)
  void timeStreamAndMetadataAreTheSameWhateverTheLineIs(LokiLine form) {
    String json = PAID.replace("\"order\"", "\"trace_id\":\"t1\",\"team\":\"red\",\"order\"");
    encode(form, List.of("team"), List.of("order"), json);

    assertThat(metadata(0))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "filename", "/var/log/shop.log", "level", "warn", "trace_id", "t1", "order", "17"));
    assertThat(streams.get(batch.tag(0)).labels()).containsEntry("team", "red");
    assertThat(entry(0).getTimestamp().getSeconds()).isEqualTo(Events.NEW_YEAR / 1_000_000_000);
  }

  @Test
  void whatIsLabelOrMetadataIsNotRepeated() {
    String json = "{\"a\":1,\"team\":\"red\",\"trace.id\":\"t1\",\"b\":2,\"order\":17,\"c\":3}";
    encode(LokiLine.JSON, List.of("team"), List.of("order"), json);
    encode(LokiLine.LOGFMT, List.of("team"), List.of("order"), json);

    assertThat(text(0)).isEqualTo("{\"a\":1,\"b\":2,\"c\":3}");
    assertThat(text(1)).isEqualTo("a=1 b=2 c=3");
  }

  @Test
  void whatDoesNotFitIntoMetadataOrALabelStaysInTheLine() {
    String longText = "x".repeat(5000);
    String json =
        "{\"team\":\"%s\",\"order\":\"%s\",\"trace_id\":null,\"span_id\":\"\"}"
            .formatted(longText, longText);
    encode(LokiLine.JSON, List.of("team"), List.of("order"), json);

    assertThat(text(0)).isEqualTo(json);
    assertThat(metadata(0).get("order")).hasSize(4096);
  }

  @Test
  void aLevelThatIsNoneStaysInTheLineThoughTheLevelIsALabel() {
    var encoder = new LokiEncoder(options(LokiLine.JSON, List.of("level"), List.of()), streams);
    Events.line("").level(Severity.WARN).text("level", "purple").to(encoder, batch);
    encode(LokiLine.JSON, List.of("level"), List.of(), "{\"level\":\"purple\",\"n\":1}");

    assertThat(text(0)).isEqualTo("{\"level\":\"purple\"}");
    assertThat(text(1)).isEqualTo("{\"n\":1,\"log.level\":\"purple\"}");
  }

  @Test
  void aFieldIsInTheLineOnceTheSourceHasItsName() {
    encode(LokiLine.JSON, List.of("service.name"), List.of(), "{\"service.name\":\"own\"}");

    assertThat(text(0)).isEqualTo("{\"service.name\":\"own\"}");
    assertThat(streams.get(batch.tag(0)).labels()).containsEntry("service_name", "shop");
  }

  @Test
  void anotherFieldCalledMessageGivesWayToTheMessage() {
    String json = "{\"msg\":\"hi\",\"message\":\"other\"}";
    String message = line(LokiLine.MESSAGE, json);

    assertThat(line(LokiLine.JSON, json)).contains("\"message\":\"" + message + "\"");
    assertThat(line(LokiLine.JSON, json).split("\"message\"", -1)).hasSize(2);
    assertThat(line(LokiLine.LOGFMT, json)).matches("message=\\w+ (original\\.message|msg)=\\w+");
  }

  @Test
  void aRecordWithoutAMessageHasItsFieldsAsTheLine() {
    assertThat(line(LokiLine.MESSAGE, "{\"n\":1,\"s\":\"x\"}")).isEqualTo("{\"n\":1,\"s\":\"x\"}");
    assertThat(line(LokiLine.JSON, "{\"level\":\"info\"}")).isEqualTo("{}");
    assertThat(line(LokiLine.LOGFMT, "{\"level\":\"info\"}")).isEmpty();
  }

  @Test
  void aMessageOfSeveralLinesIsOneLineOfJsonAndOfLogfmt() {
    String trace = "2026-01-01 00:00:00,000 ERROR shop.Till - no\n\tat a.B.c(B.java:1)";

    assertThat(line(LokiLine.JSON, trace))
        .startsWith("{\"message\":\"no\\n\\tat a.B.c(B.java:1)\"");
    assertThat(line(LokiLine.LOGFMT, trace)).startsWith("message=\"no\\n\\tat a.B.c(B.java:1)\"");
    assertThat(line(LokiLine.MESSAGE, trace)).isEqualTo("no\n\tat a.B.c(B.java:1)");
  }

  @Test
  void theLengthThatLokiLimitsIsThatOfTheEncodedLine() {
    // Quotes are two bytes each in JSON.
    String text = "\"".repeat(150 * 1024);
    var options = options(LokiLine.JSON, List.of(), List.of());
    for (LokiLine form : List.of(LokiLine.JSON, LokiLine.MESSAGE)) {
      encode(form, List.of(), List.of(), text);
    }

    var parted =
        new LocalChecks(options.limits())
            .part(Selection.all(batch), Instant.ofEpochSecond(Events.NEW_YEAR / 1_000_000_000));

    assertThat(parted.accepted()).containsExactly(1);
    assertThat(parted.refused().getFirst().reason())
        .isEqualTo("too long for Loki: 307214 bytes, it takes 262144");
  }

  @ParameterizedTest
  @EnumSource(LokiLine.class)
  void aDeadLetterHasTheEncodedLineAndIsRevivedAsItWas(LokiLine form) {
    try (var output = new LokiOutput(options(form, List.of(), List.of()), InstantSource.system())) {
      var sent = new Batch(64 * 1024);
      read(output.newEncoder(), PAID, sent);
      var revived = new Batch(64 * 1024);

      output.revive(output.deadLetter(sent, 0), SHOP, 0, revived);

      assertThat(Arrays.copyOf(revived.bytes(), revived.size()))
          .isEqualTo(Arrays.copyOf(sent.bytes(), sent.size()));
    }
  }

  @Test
  void linesOfOneNanosecondGetTimesOfTheirOwnThoughTheyBecameEqual() {
    encode(LokiLine.MESSAGE, List.of(), List.of(), PAID + "\n" + PAID.replace("17", "18"));

    assertThat(text(0)).isEqualTo(text(1));
    assertThat(batch.timeNanos(1)).isEqualTo(batch.timeNanos(0) + 1);
  }

  @ParameterizedTest
  @EnumSource(LokiLine.class)
  void encodingMakesNoObjects(LokiLine form) {
    var encoder = new LokiEncoder(options(form, List.of("team"), List.of("order")), streams);
    LogRecord record =
        Events.line("x".repeat(250))
            .text("team", "red")
            .json("order", "1\\u00377")
            .text("path", "/a b")
            .field("user", "{\"name\":\"anna\",\"n\":[1,2]}", ValueKind.JSON)
            .record();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    encode(encoder, record, 20_000);

    long before = threads.getThreadAllocatedBytes(thread);
    encode(encoder, record, 20_000);

    assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(20_000);
  }

  private void encode(Encoder encoder, LogRecord record, int times) {
    for (int i = 0; i < times; i++) {
      if (batch.isFull()) {
        batch.clear();
      }
      encoder.encode(record, SHOP, i, Events.NEW_YEAR, batch);
    }
  }

  private String line(LokiLine form, String event) {
    encode(form, List.of(), List.of(), event);
    return text(batch.count() - 1);
  }

  private void encode(LokiLine form, List<String> labels, List<String> metadata, String events) {
    read(new LokiEncoder(options(form, labels, metadata), streams), events, batch);
  }

  private static void read(Encoder encoder, String events, Batch batch) {
    byte[] file = (events + "\n").getBytes(UTF_8);
    var reader = new RecordReader(ParserChoice.AUTO, Multiline.AUTO, 1 << 20);
    var record = new LogRecord();
    reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      encoder.encode(record, SHOP, reader.eventFrom(), Events.NEW_YEAR, batch);
    }
  }

  private static LokiOptions options(
      LokiLine form, List<String> labelFields, List<String> metadataFields) {
    return new LokiOptions(
        "loki",
        URI.create("http://localhost:3100"),
        new HttpOptions(Duration.ofSeconds(5), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM),
        Map.of(),
        labelFields,
        metadataFields,
        Optional.empty(),
        form,
        1,
        LokiLimits.DEFAULT);
  }

  private String text(int record) {
    return entry(record).getLine();
  }

  private Map<String, String> metadata(int record) {
    var metadata = new LinkedHashMap<String, String>();
    for (LabelPairAdapter pair : entry(record).getStructuredMetadataList()) {
      assertThat(metadata.put(pair.getName(), pair.getValue())).isNull();
    }
    return metadata;
  }

  private EntryAdapter entry(int record) {
    byte[] bytes =
        Arrays.copyOfRange(batch.bytes(), batch.recordFrom(record), batch.recordTo(record));
    try {
      return StreamAdapter.parseFrom(bytes).getEntries(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
