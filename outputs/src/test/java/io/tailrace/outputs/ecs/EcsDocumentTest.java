package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcsDocumentTest {
  private static final long READ = 1_767_323_045_000_000_000L;
  private static final Source SOURCE = source(Map.of("service.name", "checkout"));

  private final EcsDocument document = new EcsDocument();

  @Test
  void recordWithEverythingHasItsMembersInTheDocumentedOrder() {
    LogRecord record = new RecordText("paid").text("user", "ann").record;
    record.timeNanos(READ + 123_456_789);
    record.severity(Severity.INFO);
    record.flag(Flag.TRUNCATED);
    record.flag(Flag.MULTILINE);

    assertThat(write(record, SOURCE))
        .isEqualTo(
            "{\"@timestamp\":\"2026-01-02T03:04:05.123456789Z\",\"log.level\":\"info\","
                + "\"message\":\"paid\",\"user\":\"ann\",\"log.file.path\":\"/var/log/app.log\","
                + "\"log.offset\":123,\"log.flags\":[\"truncated\",\"multiline\"],"
                + "\"service.name\":\"checkout\"}");
  }

  @Test
  void recordWithNothingHasTheTimeItWasReadAndNoMessage() {
    assertThat(write(new RecordText("").record, source(Map.of())))
        .isEqualTo(
            "{\"@timestamp\":\"2026-01-02T03:04:05.000Z\","
                + "\"log.file.path\":\"/var/log/app.log\",\"log.offset\":123}");
  }

  @Test
  void fieldsOfOneJsonLineAreCopiedWithTheSpacesBetweenThem() {
    LogRecord record = new LogRecord();
    byte[] line = "{\"a\": 1, \"b\":\"x\\n\",\"m\":\"hi\",\"c\":{\"d\":[]}}".getBytes(UTF_8);
    record.reset(line, 0, line.length);
    record.message(line, 0, 0, ValueKind.JSON_TEXT);
    addSlices(record, line, "a", "1", ValueKind.NUMBER);
    addSlices(record, line, "b", "x\\n", ValueKind.JSON_TEXT);
    addSlices(record, line, "c", "{\"d\":[]}", ValueKind.JSON);

    assertThat(write(record, SOURCE))
        .contains("\"a\": 1, \"b\":\"x\\n\",\"c\":{\"d\":[]},\"log.file.path\"");
  }

  @Test
  void jsonOfSeveralLinesBecomesOneLine() {
    LogRecord record = new RecordText("m").json("o", "{\n\t\"a\": [1,\r\n2]\n}").record;

    assertThat(write(record, SOURCE)).contains("\"o\":{  \"a\": [1,  2] },").doesNotContain("\n");
  }

  @Test
  void textThatLooksLikeTheEndOfADocumentStaysText() {
    String nasty = "\"}}\n{\"delete\":{\"_id\":\"1\"}}\n\u0000\u001f\\";
    Source source = source(Map.of("service.name", nasty));
    LogRecord record = new RecordText(nasty).text("x", nasty).record;

    Map<String, Object> parsed = Json.parse(write(record, source));

    assertThat(parsed).containsEntry("message", nasty).containsEntry("x", nasty);
    assertThat(parsed).containsEntry("service.name", nasty);
  }

  @ParameterizedTest
  @CsvSource({
    "message, original.message",
    "message.text, original.message.text",
    "@timestamp, original.@timestamp",
    "log.level, original.log.level",
    "log.file.path, original.log.file.path",
    "log.file, log.file.original",
    "log.offset, original.log.offset",
    "log.offset.x, original.log.offset.x",
    "log, log.original",
    "service, service.name",
    "host, host.name",
    "error, error.message",
    "kubernetes, kubernetes.original",
    "service.name.x, original.service.name.x",
    "_id, original._id",
    "original, original.original",
    "mess\\u0061ge, original.mess\\u0061ge",
    "logger, logger",
    "service.version, service.version",
    "messages, messages",
    "log.logger, log.logger"
  })
  void textFieldIsWrittenAs(String name, String written) {
    LogRecord record = new RecordText("m").text(name, "theirs").record;
    record.severity(Severity.WARN);

    Map<String, Object> parsed = Json.parse(write(record, source(Map.of("service.name", "s"))));

    assertThat(parsed).containsEntry(written.replace("\\u0061", "a"), "theirs");
    assertThat(parsed).containsEntry("message", "m").containsEntry("log.level", "warn");
  }

  @Test
  void fieldOfTheRecordBeatsThatOfTheSource() {
    Source source = source(Map.of("service.name", "agent", "host.name", "node"));
    LogRecord record = new RecordText("m").text("service.name", "own").record;

    assertThat(Json.parse(write(record, source)))
        .containsEntry("service.name", "own")
        .containsEntry("host.name", "node");
  }

  @Test
  void memberOfAnObjectBeatsTheFieldOfTheSourceWithItsPath() {
    Source source = source(Map.of("service.name", "agent", "host.name", "node"));
    LogRecord record =
        new RecordText("m").json("service", "{ \"n\\u0061me\" : \"own\", \"id\": {} }").record;

    assertThat(Json.parse(write(record, source)))
        .containsEntry("service", Map.of("name", "own", "id", Map.of()))
        .containsEntry("host.name", "node")
        .doesNotContainKey("service.name");
  }

  @Test
  void objectWithAMemberThatIsOursMovesAway() {
    LogRecord record = new RecordText("m").json("log", "{\"file\":{\"path\":\"x\"}}").record;

    assertThat(Json.parse(write(record, SOURCE)))
        .containsEntry("original.log", Map.of("file", Map.of("path", "x")))
        .containsEntry("log.file.path", "/var/log/app.log");
  }

  @Test
  void objectThatOnlySharesTheRootStays() {
    LogRecord record =
        new RecordText("m").json("log", "{\"logger\":\"a\",\"file\":{\"line\":3}}").record;

    assertThat(Json.parse(write(record, SOURCE)))
        .containsEntry("log", Map.of("logger", "a", "file", Map.of("line", 3)));
  }

  @Test
  void valueInsideAnObjectInThePlaceOfAnObjectMovesTheWholeAway() {
    LogRecord record = new RecordText("m").json("log", "{\"file\":\"x\"}").record;

    assertThat(Json.parse(write(record, SOURCE)))
        .containsEntry("original.log", Map.of("file", "x"));
  }

  @Test
  void arrayInThePlaceOfAnObjectMovesAway() {
    LogRecord record = new RecordText("m").json("error", "[1,2]").record;

    assertThat(Json.parse(write(record, SOURCE))).containsKey("original.error");
  }

  @Test
  void nullInThePlaceOfAnObjectStays() {
    LogRecord record = new RecordText("m").field("error", "null", ValueKind.NULL).record;

    assertThat(Json.parse(write(record, SOURCE))).containsEntry("error", null);
  }

  @Test
  void nameThatIsTakenByAnotherFieldIsNotGivenTwice() {
    LogRecord record =
        new RecordText("m")
            .text("service", "a")
            .text("service.name", "b")
            .text("original.service", "c")
            .text("message", "d")
            .text("original", "e")
            .record;

    assertThat(Json.parse(write(record, SOURCE)))
        .containsEntry("service.name", "b")
        .containsEntry("original.service", "c")
        .containsEntry("original_2.service", "a")
        .containsEntry("original_2.message", "d")
        .containsEntry("original.original", "e")
        .containsEntry("message", "m");
  }

  @Test
  void nameWrittenWithEscapesIsTheSameName() {
    LogRecord record = new RecordText("m").text("\\u0061b", "1").text("ab", "2").record;

    assertThat(Json.parse(write(record, SOURCE)))
        .containsEntry("ab", "2")
        .containsEntry("original.ab", "1");
  }

  @Test
  void levelOfTheRecordThatNobodyKnowsStaysWhereItIs() {
    LogRecord record = new RecordText("m").text("log.level", "chatty").record;

    assertThat(Json.parse(write(record, SOURCE))).containsEntry("log.level", "chatty");
  }

  @Test
  void fieldsOfTheSourceThatCannotHaveTheirNamesGetOthers() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("message", "1");
    fields.put("service", "2");
    fields.put("log", "3");
    fields.put("a", "4");
    fields.put("a.b", "5");
    fields.put("_id", "6");

    assertThat(Json.parse(write(new RecordText("m").record, source(fields))))
        .containsEntry("message", "m")
        .containsEntry("original.message", "1")
        .containsEntry("service.name", "2")
        .containsEntry("log.original", "3")
        .containsEntry("a", "4")
        .containsEntry("original.a.b", "5")
        .containsEntry("original._id", "6");
  }

  @Test
  void eachSourceHasItsOwnFieldsHoweverManyThereAre() {
    Source[] sources = new Source[200];
    Arrays.setAll(sources, i -> source(Map.of("service.name", "s" + i)));

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < sources.length; i++) {
        assertThat(Json.parse(write(new RecordText("m").record, sources[i])))
            .containsEntry("service.name", "s" + i);
      }
    }
  }

  @Test
  void longTextGrowsTheBatchByWhatItTakes() {
    String text = "é\t".repeat(100_000);
    Batch batch = new Batch(1024);

    document.write(new RecordText(text).record, SOURCE, 123, READ, batch);

    assertThat(Json.parse(new String(batch.bytes(), 0, batch.size(), UTF_8)))
        .containsEntry("message", text);
  }

  private static void addSlices(
      LogRecord record, byte[] line, String name, String value, ValueKind kind) {
    String text = new String(line, UTF_8);
    int nameFrom = text.indexOf("\"" + name + "\":") + 1;
    int valueFrom = text.indexOf(value, nameFrom + name.length() + 2);
    record.addField(
        line,
        nameFrom,
        nameFrom + name.length(),
        line,
        valueFrom,
        valueFrom + value.length(),
        kind);
  }

  private String write(LogRecord record, Source source) {
    Batch batch = new Batch(1024);
    document.write(record, source, 123, READ, batch);
    return new String(batch.bytes(), 0, batch.size(), UTF_8);
  }

  private static Source source(Map<String, String> fields) {
    return new Source("AAAAAAAAAAAAAAA0", "/var/log/app.log", fields);
  }
}
