package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tailrace.outputs.Batch;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of JSON and of logfmt, read back by the rules of those who read them. */
class RecordLineTest {
  private static final List<String> NAMES =
      List.of(
          "a",
          "user",
          "x.y",
          "é",
          "a b",
          "=",
          "\"",
          "\\",
          "\t",
          "\uFFFD\uFFFD",
          "message",
          "message.x",
          "original.message",
          "{");

  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "a b",
          "a=b",
          "\"",
          "\\",
          "C:\\dir",
          "\u0000\r\n\t",
          "é😀",
          "\uFFFD",
          "null",
          " ");

  private final OmittedFields omitted = new OmittedFields();
  private final Batch batch = new Batch(256);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          plain,        a=plain
          two words,    'a="two words"'
          x=1,          'a="x=1"'
          say "hi",     'a="say \\"hi\\""'
          C:\\dir,      a=C:\\dir
          '',           'a=""'
          """)
  void aValueIsQuotedWhereItHasTo(String value, String expected) {
    assertThat(logfmt(new RecordText("").text("a", value))).isEqualTo(expected);
  }

  @Test
  void jsonInLogfmtIsPairsDownToArrays() {
    String json =
        "{ \"name\" : \"an\\\"na\", \"roles\": [\"a\", {\"b\":1}],\n\"of\": {\"n\" : -12.5 , \"m\":null}, \"e\": {} , \"\\u0061 b\": true}";

    assertThat(GoLogfmt.parse(logfmt(new RecordText("").json("user", json))))
        .containsExactly(
            entry("user.name", "an\"na"),
            entry("user.roles", "[\"a\", {\"b\":1}]"),
            entry("user.of.n", "-12.5"),
            entry("user.of.m", "null"),
            entry("user.e", "{}"),
            entry("user.a_b", "true"));
  }

  @Test
  void objectsThatAreDeepOrHaveLongNamesAreJsonInLogfmt() {
    String deep = "{\"a\":".repeat(12) + "1" + "}".repeat(12);
    String longName = "n".repeat(65);

    assertThat(GoLogfmt.parse(logfmt(new RecordText("").json("o", deep))))
        .containsExactly(entry("o" + ".a".repeat(8), "{\"a\":".repeat(4) + "1" + "}".repeat(4)));
    assertThat(GoLogfmt.parse(logfmt(new RecordText("").json(longName, "{\"a\":1}"))))
        .containsExactly(entry(longName, "{\"a\":1}"));
  }

  @Test
  void aHostileObjectDoesNotBecomeManyTimesAsLong() {
    String json = "{" + "\"\":1,".repeat(100_000) + "\"" + "n".repeat(64) + "\":{\"\":1}}";

    assertThat(logfmt(new RecordText("").json("o".repeat(64), json)).length())
        .isLessThan(json.length() * 15);
  }

  @Test
  void fieldsThatAreLeftOutAreMissedByNobody() {
    RecordText text = new RecordText("m");
    for (String name : List.of("a", "b", "c", "d")) {
      text.field(name, "1", ValueKind.NUMBER);
    }
    omitted.add(3);
    omitted.add(0);
    omitted.add(3);

    assertThat(json(text)).isEqualTo("{\"message\":\"m\",\"b\":1,\"c\":1}");
    assertThat(logfmt(text)).isEqualTo("message=m b=1 c=1");
  }

  @Test
  void anyRecordIsReadBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      RecordText text =
          new RecordText(random.nextBoolean() ? "" : TEXTS.get(random.nextInt(1, 12)));
      List<Object> values = new ArrayList<>();
      fill(text, values, random);
      String what = "seed " + seed + ", round " + round;
      String message = text.record.length() == 0 ? null : new String(text.record.bytes(), UTF_8);

      Map<String, Object> json = Json.parse(json(text));
      assertThat(json.get("message"))
          .as(what)
          .satisfies(found -> {
            if (message != null) {
              assertThat(found).isEqualTo(message);
            }
          });
      assertThat(json).as(what).hasSize(values.size() + (message == null ? 0 : 1));
      assertThat(json.values()).as(what).containsAll(values);

      List<Map.Entry<String, String>> pairs = GoLogfmt.parse(logfmt(text));
      assertThat(pairs).as(what).hasSize(values.size() + (message == null ? 0 : 1));
      List<String> texts = values.stream().map(String::valueOf).toList();
      assertThat(pairs).as(what).extracting(Map.Entry::getValue).containsAll(texts);
    }
  }

  private static void fill(RecordText text, List<Object> values, Random random) {
    List<String> names = new ArrayList<>(NAMES);
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      String name = escaped(names.remove(random.nextInt(names.size())));
      String value = TEXTS.get(random.nextInt(TEXTS.size()));
      switch (random.nextInt(4)) {
        case 0 -> {
          text.text(name, value);
          values.add(value);
        }
        case 1 -> {
          text.field(name, escaped(value), ValueKind.JSON_TEXT);
          values.add(value);
        }
        case 2 -> {
          text.field(name, "17", ValueKind.NUMBER);
          values.add(17);
        }
        default -> {
          text.field(name, "true", ValueKind.BOOLEAN);
          values.add(true);
        }
      }
    }
  }

  private static String escaped(String text) {
    byte[] plain = text.getBytes(UTF_8);
    byte[] target = new byte[plain.length * JsonText.MAX_GROWTH];
    return new String(target, 0, JsonText.escape(plain, 0, plain.length, target, 0), UTF_8);
  }

  private String json(RecordText text) {
    return written(new JsonLine(), text.record);
  }

  private String logfmt(RecordText text) {
    return written(new LogfmtLine(), text.record);
  }

  private String written(RecordLine line, LogRecord record) {
    batch.clear();
    line.write(record, omitted, batch);
    return new String(batch.bytes(), 0, batch.size(), UTF_8);
  }
}
