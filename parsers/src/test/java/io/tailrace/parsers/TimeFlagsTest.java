package io.tailrace.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.transform.BadTransform;
import io.tailrace.parsers.transform.Transforms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose time is that of reading say so, and why. */
class TimeFlagsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      textBlock =
          """
          {"ts":-5} => ts => -5
          {"ts":5} => ts => 5
          {"ts":1e18} => ts => 1e18
          {"ts":99999999999999999999} => ts => 99999999999999999999
          {"time":0.023} => time => 0.023
          {"time":"99/99/2026"} => time => "99/99/2026"
          {"time":"2026-02-30T12:00:00Z"} => time => "2026-02-30T12:00:00Z"
          {"time":"0001-01-01T00:00:00Z"} => time => "0001-01-01T00:00:00Z"
          {"time":"1989-12-31T23:59:59Z"} => time => "1989-12-31T23:59:59Z"
          {"time":"2200-01-01T00:00:00Z"} => time => "2200-01-01T00:00:00Z"
          {"time":"9999-12-31T23:59:59Z"} => time => "9999-12-31T23:59:59Z"
          {"time":"12:00:00"} => time => "12:00:00"
          {"timestamp":{"sec":1769860800}} => timestamp => {"sec":1769860800}
          {"timestamp":[2026,1,31]} => timestamp => [2026,1,31]
          {"time":true} => time => true
          {"@timestamp":"noon"} => event.original_time => "noon"
          time=noon level=info => time => 'noon'
          12:00:00.123 [main] INFO shop.Cart - added => event.original_time => '12:00:00.123'
          2026-01-31 12:00:00.000 XYZ [17] LOG:  up => event.original_time => '2026-01-31 12:00:00.000 XYZ'
          """)
  void aTimeOfNoUseIsFlaggedAndStays(String line, String name, String value) {
    Seen seen = one(line);
    assertThat(seen.flags()).containsExactly(Flag.BAD_TIME);
    assertThat(seen.timeNanos()).isEqualTo(LogRecord.NO_TIME);
    assertThat(seen.fields()).containsEntry(name, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30 12:00:00,123 [main] WARN shop.Cart - added",
        "2026-01-31 24:00:00 WARN late",
        "[2026-13-31 12:00:00] WARN late",
        "9999-12-31T23:59:59Z WARN late",
        "99/99/2026 WARN late",
        "31.02.2026 12:00:00 WARN late",
        "Feb 30 12:00:00 host app[17]: WARN late",
      })
  void inTextItStaysWhereItIs(String line) {
    Seen seen = one(line);
    assertThat(seen.flags()).containsExactly(Flag.BAD_TIME);
    assertThat(seen.message()).contains(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "level=info msg=up",
        "{\"msg\":\"up\"}",
        "{\"time\":null,\"msg\":\"up\"}",
        "{\"time\":\"\",\"msg\":\"up\"}",
        "{\"time\":\"-\",\"msg\":\"up\"}",
        "{\"a\":{\"time\":-5}}",
        "<13>1 - a1 app 17 - - up",
        "10 of 20 are up",
      })
  void aLineWithoutATimeIsFlaggedToo(String line) {
    Seen seen = one(line);
    assertThat(seen.flags()).containsExactly(Flag.NO_TIME);
    assertThat(seen.timeNanos()).isEqualTo(LogRecord.NO_TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z up",
        "{\"ts\":1769860800}",
        "{\"ts\":-5,\"time\":\"2026-01-31T12:00:00Z\"}",
        "{\"time\":\"2026-01-31T12:00:00Z\",\"@timestamp\":\"noon\"}",
        "<13>1 2026-01-31T12:00:00Z a1 app 17 - - up",
        "2026-01-31T12:00:00Z stdout F up",
        "2026-01-31T12:00:00Z stdout F {\"msg\":\"up\"}",
        "{\"log\":\"up\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-31T12:00:00Z\"}",
      })
  void aTimeThatCanBeReadIsNotFlagged(String line) {
    Seen seen = one(line);
    assertThat(seen.flags()).isEmpty();
    assertThat(seen.timeNanos()).isEqualTo(nanos(NOON));
  }

  @Test
  void theRuntimesTimeIsTakenInsteadOfOneOfNoUse() {
    Seen seen = one("2026-01-31T12:00:00Z stdout F {\"ts\":-5,\"msg\":\"up\"}");
    assertThat(seen.flags()).containsExactly(Flag.BAD_TIME);
    assertThat(seen.timeNanos()).isEqualTo(nanos(NOON));
    assertThat(seen.fields()).containsEntry("ts", "-5");

    Seen docker = one("{\"log\":\"up\\n\",\"stream\":\"stderr\",\"time\":\"noon\"}");
    assertThat(docker.flags()).containsExactly(Flag.BAD_TIME);
    assertThat(docker.timeNanos()).isEqualTo(LogRecord.NO_TIME);
  }

  @Test
  void ofAnEventOfSeveralLinesTheFirstOneSaysTheTime() {
    assertThat(one("boom\n\t2026-01-31T12:00:00Z at last").flags())
        .containsExactly(Flag.MULTILINE, Flag.NO_TIME);
    assertThat(one("2026-01-31T12:00:00Z boom\n\t2026-02-30T12:00:00Z at last").flags())
        .containsExactly(Flag.MULTILINE);
  }

  /** What a parser has found of a line that it then refuses counts for nothing. */
  @Test
  void aRefusedLineIsJudgedAsTheTextThatItIs() {
    assertThat(one("{\"ts\":-5,\"a\":}").flags()).containsExactly(Flag.PARSE_ERROR, Flag.NO_TIME);
    assertThat(one("ts=-5 and then just words").flags()).containsExactly(Flag.NO_TIME);
    assertThat(one("{\"ts\":-5,\"a\":1").flags()).containsExactly(Flag.NO_TIME);
  }

  @Test
  void eachIsCounted() {
    RecordReader reader = new RecordReader(ParserChoice.AUTO, Multiline.NONE, 1_000);
    Seen.read(reader, "up\n{\"ts\":-5}\n2026-01-31T12:00:00Z up\nup\n{\"ts\":null}\n");
    assertThat(reader.events()).isEqualTo(5);
    assertThat(reader.withoutTime()).isEqualTo(3);
    assertThat(reader.badTimes()).isEqualTo(1);
  }

  @Test
  void aChainTakesItsTimeWhereverItIsAndInTheZoneThatIsSet() throws BadFormat {
    assertThat(chained("{\"message\":\"time=noon level=info\"}").flags())
        .containsExactly(Flag.BAD_TIME);
    assertThat(chained("{\"ts\":-5,\"message\":\"level=info\"}").flags())
        .containsExactly(Flag.BAD_TIME);
    assertThat(chained("{\"message\":\"level=info a=b\"}").flags()).containsExactly(Flag.NO_TIME);
    Seen inner = chained("{\"ts\":-5,\"message\":\"time=2026-01-31T13:00:00 level=info\"}");
    assertThat(inner.flags()).isEmpty();
    assertThat(inner.timeNanos()).isEqualTo(nanos(NOON));
    assertThat(inner.fields()).containsEntry("ts", "-5");
  }

  /** Also where a user's format can read it: then the text is not what the line says. */
  @Test
  void aYearOutOfRangeStaysAsItWasWritten() throws BadFormat {
    ParserSpec format =
        ParserSpec.parse(
            "csv",
            new FormatOptions(
                Map.of(
                    FormatOption.COLUMNS, "time,msg",
                    FormatOption.TIME_FORMAT, "dd.MM.yyyy HH:mm")));
    Seen seen = one(reader(format), "31.12.0001 00:00,up");
    assertThat(seen.flags()).containsExactly(Flag.BAD_TIME);
    assertThat(seen.fields()).containsEntry("time", "'31.12.0001 00:00'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rename at=time",
        "add time=\"${at}\"",
        "add time=2026-01-31T13:00:00",
        "add time=2026-01-31T12:00:00Z",
        "add time=1769860800",
      })
  void aStepsTimeIsOfTheZoneThatIsSetAndTakesTheFlagAway(String steps)
      throws BadFormat, BadTransform {
    for (String time : List.of("", "\"ts\":-5,", "\"ts\":\"2026-01-01T00:00:00Z\",")) {
      Seen seen = one(changing(steps), "{" + time + "\"at\":\"2026-01-31 13:00:00\"}");
      assertThat(seen.timeNanos()).as(time).isEqualTo(nanos(NOON));
      assertThat(seen.flags()).as(time).isEmpty();
    }
  }

  @Test
  void aStepThatTakesTheTimeAwayLeavesTheFlag() throws BadFormat, BadTransform {
    assertThat(one(changing("remove time"), "2026-01-31T12:00:00Z up").flags())
        .containsExactly(Flag.NO_TIME);
    assertThat(one(changing("remove time"), "{\"ts\":-5}").flags()).containsExactly(Flag.BAD_TIME);
    assertThat(one(changing("rename at=time"), "{\"at\":\"noon\"}").flags())
        .containsExactly(Flag.TRANSFORM_ERROR, Flag.NO_TIME);
  }

  @Test
  void whatAStepCannotDoIsCountedForEachEventOnce() throws BadFormat, BadTransform {
    RecordReader reader = changing("convert a:int, b:int; drop c");
    Seen.read(
        reader, "{\"a\":\"x\",\"b\":\"y\"}\n{\"a\":\"1\"}\n{\"a\":\"x\",\"c\":1}\n{\"c\":1}\n");
    assertThat(reader.transformErrors()).isEqualTo(2);
    assertThat(reader.drops()).isEqualTo(Map.of("drop", 2L));
    assertThat(reader.dropped()).isEqualTo(2);
  }

  private static RecordReader changing(String steps) throws BadFormat, BadTransform {
    return reader(inBerlin("auto")).through(Transforms.parse(steps).newStep(() -> 0, 7));
  }

  private static Seen chained(String line) throws BadFormat {
    return one(reader(inBerlin("json|logfmt")), line);
  }

  private static Seen one(String line) {
    return one(reader(ParserSpec.of(ParserChoice.AUTO)), line);
  }

  private static Seen one(RecordReader reader, String line) {
    List<Seen> seen = Seen.read(reader, line + "\n");
    assertThat(seen).hasSize(1);
    return seen.getFirst();
  }

  private static ParserSpec inBerlin(String parser) throws BadFormat {
    return ParserSpec.parse(
        parser, new FormatOptions(Map.of(FormatOption.TIME_ZONE, "Europe/Berlin")));
  }

  private static RecordReader reader(ParserSpec format) {
    return new RecordReader(
        format,
        LineJoining.of(Multiline.AUTO),
        Encoding.UTF_8,
        1_000,
        () -> nanos(NOON.plusSeconds(60)));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L;
  }
}
