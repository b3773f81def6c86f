package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.parsers.LogRecord;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text for a condition, and any line for a record. */
class ConditionFuzzTest {
  private static final List<LogRecord> RECORDS =
      Stream.of(
              "",
              "plain ERROR text",
              "{\"a\":1,\"b\":{\"c\":\"\\u00e9\\\"\",\"d\":[null,{}]},\"level\":\"warn\",\"e\":null}",
              "level=info msg=\"x y\" a=1e5 b=true")
          .map(Records::of)
          .toList();

  /** Each with its contrary. */
  private static final List<List<Condition>> CONTRARIES =
      Stream.of(
              List.of("a==1", "a!=1"),
              List.of("a==\"1\"", "a!=\"1\""),
              List.of("a~\"1|é\"", "a!~\"1|é\""),
              List.of("message~\"a\"", "message!~\"a\""),
              List.of("a.b.c==x", "!(a.b.c==x)"),
              List.of("a<5", "!(a<5)"),
              List.of("level>=warn", "level<warn || level==unknown"),
              List.of("a in (1, true, \"x y\")", "a!=1 && a!=true && a!=\"x y\""),
              List.of("a==null", "a!=null"))
          .map(pair -> pair.stream().map(Records::condition).toList())
          .toList();

  @MethodSource
  @FuzzTest
  void aTextIsAConditionOrWrongAtOnePlace(byte[] input) {
    String text = new String(input, UTF_8);
    Condition condition;
    try {
      condition = Condition.parse(text);
    } catch (BadCondition e) {
      assertThat(e.index()).isBetween(0, text.length());
      assertThat(e.sentence()).endsWith(".");
      return;
    }
    @Nullable Condition contrary =
        text.length() + 3 > ConditionParser.MAX_LENGTH ? null : contrary(text, condition);
    for (LogRecord record : RECORDS) {
      boolean holds = condition.holds(record);
      assertThat(condition.holds(record)).isEqualTo(holds);
      if (contrary != null) {
        assertThat(contrary.holds(record)).isNotEqualTo(holds);
      }
    }
  }

  /** Its contrary; the same where it is as deep as can be already. */
  private static @Nullable Condition contrary(String text, Condition condition) {
    try {
      return Condition.parse("!(" + text + ")");
    } catch (BadCondition e) {
      assertThat(e.sentence()).as(condition.toString()).startsWith("More than 32 brackets");
      return null;
    }
  }

  static Stream<byte[]> aTextIsAConditionOrWrongAtOnePlace() {
    return Stream.of(
            "level>=warn && !path~\"^/healthz\"",
            "(a==1||b.c!='x')&&!(d in (1,2,\"3\"))",
            "`a b`!~'\\'\\d+$' || message ~ \"\\\\\"",
            "a<-1.5e3&&b>=\"x\"",
            "!!!((a))",
            "a=~\"x\"",
            "a==null",
            "level in (warn, infoo)",
            "a~\"(((\"")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource
  @FuzzTest
  void aLineIsAskedWithoutTroubleAndAContraryIsAContrary(byte[] line) {
    LogRecord record = Records.of(line);
    for (List<Condition> pair : CONTRARIES) {
      assertThat(pair.getFirst().holds(record))
          .as(pair.toString())
          .isNotEqualTo(pair.getLast().holds(record));
    }
  }

  static Stream<byte[]> aLineIsAskedWithoutTroubleAndAContraryIsAContrary() {
    return Stream.of(
            "{\"a\":1.0,\"a.b\":{\"c\":\"x\"}}",
            "{\"a\":{\"b.c\":\"x\",\"b\":{\"c\":null}}}",
            "{\"a\":\"\\ud800\\\"\",\"level\":\"warn\"}",
            "a=1 b=2 level=error",
            "{\"a\":{\"b\":{\"c\":\"x\"")
        .map(text -> text.getBytes(UTF_8));
  }
}
