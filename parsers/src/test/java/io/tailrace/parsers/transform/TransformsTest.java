package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.ValueKind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How steps are written, and what is said of those that cannot be. */
class TransformsTest {
  static Stream<Arguments> problems() {
    return Stream.of(
        arguments(" ; ", "Column 1: there is no step."),
        arguments(
            "rename a=b; renam c=d",
            "Step 2, column 13: there is no step renam, only rename, remove, add, nest, flatten,"
                + " convert, sample, limit, dedup, keep, drop."),
        arguments(
            "rename a b",
            "Step 1 (rename), column 10: = is missing after a. It is written rename old=new,"
                + " usr=user.name."),
        arguments("rename", "Step 1 (rename), column 7: the old name is missing."),
        arguments("rename a=", "Step 1 (rename), column 10: the new name is missing."),
        arguments("rename =a", "Step 1 (rename), column 8: the old name is missing before =."),
        arguments("rename a=b,", "Step 1 (rename), column 12: the old name is missing."),
        arguments("rename a=b c", "Step 1 (rename), column 12: c is too much here."),
        arguments("rename a=a", "Step 1 (rename), column 8: a has this name already."),
        arguments("rename time=x", "Step 1 (rename), column 8: a record's time is no text"),
        arguments(
            "rename msg=x",
            "Step 1 (rename), column 8: what lines name msg is a record's message: write message."
                + " A field that is named so nevertheless is written \"msg\"."),
        arguments("rename \"a=b", "Step 1 (rename), column 8: the quote \" is never closed."),
        arguments("rename `a=b", "Step 1 (rename), column 8: the quote ` is never closed."),
        arguments("rename \"\"=b", "Step 1 (rename), column 8: a name is empty."),
        arguments("remove", "Step 1 (remove), column 7: a name is missing."),
        arguments("remove a*b", "Step 1 (remove), column 9: a * is the end of a name,"),
        arguments("add a", "Step 1 (add), column 6: = is missing after a."),
        arguments("add a=b c", "Step 1 (add), column 9: c is too much here."),
        arguments("add a=\"${b\"", "Step 1 (add), column 7: the ${ in ${b is never closed by }."),
        arguments("add a=${}", "Step 1 (add), column 7: a name is empty."),
        arguments("add a=${time}", "Step 1 (add), column 7: a record's time is no text"),
        arguments(
            "add level=wran",
            "Step 1 (add), column 11: there is no level wran, only trace, debug, info, warn,"
                + " error, fatal."),
        arguments("add time=noon", "Step 1 (add), column 10: noon is no time such as"),
        arguments("convert a", "Step 1 (convert), column 10: a type is int, float, bool or text."),
        arguments("convert a:itn", "Step 1 (convert), column 11: a type is int, float, bool"),
        arguments("convert level:int", "Step 1 (convert), column 9: level is the record's own,"),
        arguments("nest message", "Step 1 (nest), column 6: message is the record's own,"),
        arguments("nest a b", "Step 1 (nest), column 8: b is too much here."),
        arguments("flatten a,", "Step 1 (flatten), column 11: a name is missing."),
        arguments("sample", "Step 1 (sample), column 7: a percentage is missing."),
        arguments("sample 10", "Step 1 (sample), column 8: 10 is no percentage above 0% and up"),
        arguments("sample 0%", "Step 1 (sample), column 8: 0% is no percentage above 0% and up"),
        arguments("sample 101%", "Step 1 (sample), column 8: 101% is no percentage above 0%"),
        arguments("sample 1e1%", "Step 1 (sample), column 8: 1e1% is no percentage above 0%"),
        arguments("sample 10% of x", "Step 1 (sample), column 12: of is too much here."),
        arguments("sample 10% by", "Step 1 (sample), column 14: a name is missing."),
        arguments("limit 100", "Step 1 (limit), column 7: 100 is no rate: a whole number from 1"),
        arguments("limit 0/s", "Step 1 (limit), column 7: 0/s is no rate: a whole number from 1"),
        arguments("limit 1/d", "Step 1 (limit), column 7: 1/d is no rate: a whole number from 1"),
        arguments("dedup 10", "Step 1 (dedup), column 7: 10 is no time up to 24h: a whole"),
        arguments("dedup 25h", "Step 1 (dedup), column 7: 25h is no time up to 24h: a whole"),
        arguments("dedup 10s by time", "Step 1 (dedup), column 14: a record's time is no text"),
        arguments("keep", "Step 1 (keep), column 5: a condition is missing."),
        arguments("nest; drop a ==", "Step 2 (drop), column 16: It ends here, where a value"),
        arguments("drop level>=warm", "Step 1 (drop), column 13: There is no level warm"),
        arguments("remove \"" + "x".repeat(2_000) + "\"", "Step 1 (remove), column 8: a name is"),
        arguments("nest;".repeat(101), "Step 101 (nest), column 505: there are more than 100"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aProblemSaysWhichStepWhereAndWhy(String steps, String beginning) {
    assertThat(Transformed.problem(steps).sentences()).startsWith(beginning);
  }

  @Test
  void everyExampleInAProblemIsRight() {
    for (StepKind kind : StepKind.values()) {
      for (String example : kind.example().split(", or ", -1)) {
        assertThat(Transformed.parse(example).isNothing()).as(example).isFalse();
      }
    }
  }

  @Test
  void unknownWordsComeWithTheKnownOnes() {
    assertThat(Transformed.problem("renam a=b").word()).isEqualTo("renam");
    assertThat(Transformed.problem("renam a=b").known()).contains("rename");
    assertThat(Transformed.problem("convert a:itn").known()).contains("int");
    assertThat(Transformed.problem("keep level>=wran").word()).isEqualTo("wran");
  }

  @Test
  void linesAndSemicolonsPartStepsButNotInQuotesNorAfterACommaNorInACondition() {
    String steps =
        """

          rename a=b,
                 c=d ; ;
          add e="x;
        y", f='z;'
          drop `x;` == "\\";"
        """;
    assertThat(Transformed.of(steps, "{\"a\":1,\"c\":2}"))
        .isEqualTo("{\"b\":1,\"d\":2,\"e\":\"x;\\ny\",\"f\":\"z;\"}");
    assertThat(Transformed.of(steps, "{\"x;\":\"\\\";\"}")).isEqualTo(Transformed.DROPPED);
  }

  @Test
  void aWrongPlaceIsKnown() {
    assertThat(Transformed.problem("rename a=b; renam c=d").index()).isEqualTo(12);
    assertThat(Transformed.problem("rename a").index()).isEqualTo(8);
    assertThat(Transformed.problem("drop level>=warm").index()).isEqualTo(12);
  }

  @Test
  void stepsAreDoneInTheirOrder() {
    String line = "{\"a\":\"1\",\"b\":\"2\"}";
    assertThat(Transformed.of("remove a; rename b=a", line)).isEqualTo("{\"a\":\"2\"}");
    assertThat(Transformed.of("rename b=a; remove a", line)).isEqualTo("{}");
    assertThat(Transformed.of("add c=${a}; convert a:int", line))
        .isEqualTo("{\"a\":1,\"b\":\"2\",\"c\":\"1\"}");
    assertThat(Transformed.of("convert a:int; add c=${a}", line))
        .isEqualTo("{\"a\":1,\"b\":\"2\",\"c\":1}");
  }

  @Test
  void thoseOfTheSameTextAreEqual() {
    assertThat(Transformed.parse("sample 10%"))
        .isEqualTo(Transformed.parse("sample 10%"))
        .hasSameHashCodeAs(Transformed.parse("sample 10%"))
        .isNotEqualTo(Transformed.parse("sample 11%"))
        .isNotEqualTo(Transforms.NONE)
        .hasToString("sample 10%");
    assertThat(Transforms.NONE.isNothing()).isTrue();
  }

  @Test
  void oneStepAfterTheOtherCountsForBoth() {
    RecordStep both =
        Transformed.parse("drop a")
            .newStep(() -> 0, 0)
            .then(Transformed.parse("drop b; keep c").newStep(() -> 0, 0));
    assertThat(both.drops()).isEmpty();
    for (String name : new String[] {"a", "b", "c", "d"}) {
      var record = new LogRecord();
      byte[] bytes = name.getBytes(UTF_8);
      record.addField(bytes, 0, 1, bytes, 0, 1, ValueKind.TEXT);
      assertThat(both.apply(record)).isEqualTo(name.equals("c"));
    }
    assertThat(both.drops()).isEqualTo(Map.of("drop", 2L, "keep", 1L));
  }
}
