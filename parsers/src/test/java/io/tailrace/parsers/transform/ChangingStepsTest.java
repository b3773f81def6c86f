package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps that change records: steps, a line and what it becomes. */
class ChangingStepsTest {
  /** Each as {@code steps => line => record}. */
  private static final String ROWS =
      """
      rename usr=user.name => {"usr":"a","n":1} => {"user.name":"a","n":1}
      rename a=b => {"a":1,"b":2,"c":3} => {"b":1,"c":3}
      rename b=a => {"a":1,"b":2,"c":3} => {"a":2,"c":3}
      rename a=b, b=c => {"a":1} => {"c":1}
      rename x=y => {"a":1} => {"a":1}
      rename a="b \\"c\\"" => {"a":1} => {"b \\"c\\"":1}
      rename "b \\"c\\""=a => {"b \\"c\\"":1} => {"a":1}
      rename msg2=message => {"msg":"x","msg2":"y\\n"} => {"message":"y\\n"}
      rename n=message => {"n":17} => {"message":"17"}
      rename n=message => {"n":null,"msg":"x"} => {}
      rename message=text => {"msg":"x\\t","a":1} => {"a":1,"text":"x\\t"}
      rename message=text => {"a":1,"text":2} => {"a":1,"text":2}
      rename lv=level => {"lv":"WARNING","a":1} => {"level":"warn","a":1}
      rename lv=level => {"lv":50,"level":"info"} => {"level":"error"}
      rename lv=level => {"lv":"loud"} => {"lv":"loud","log.flags":["transform_error"]}
      rename lv=level => {"lv":""} => {"lv":"","log.flags":["transform_error"]}
      rename level=lv => {"level":"warn"} => {"lv":"warn"}
      rename level=message => {"level":"warn","msg":"x"} => {"message":"warn"}
      rename at=time => {"at":"2026-01-31T12:00:00Z"} => {"time":"2026-01-31T12:00:00Z"}
      rename at=@timestamp => {"at":1769860800} => {"time":"2026-01-31T12:00:00Z"}
      rename at=time => {"at":"noon"} => {"at":"noon","log.flags":["transform_error"]}
      rename "level"=x => {"level":"loud","a":1} => {"a":1,"log.level":"loud"}
      rename "log.level"=x => {"level":"loud","a":1} => {"a":1,"x":"loud"}
      remove a, b => {"a":1,"b":2,"c":3} => {"c":3}
      remove debug.* => {"debug.a":1,"debug":2,"debugs":3,"debug.":4} => {"debug":2,"debugs":3}
      remove d* => {"debug.a":1,"d":2,"e":3} => {"e":3}
      remove * => {"level":"warn","msg":"x","a":1,"b":2} => {"level":"warn","message":"x"}
      remove "a*" => {"a*":1,"ab":2} => {"ab":2}
      remove message, level, time => {"time":"2026-01-31T12:00:00Z","level":"warn","msg":"x"} => {}
      remove level => {"level":"loud"} => {"log.level":"loud"}
      remove log.level => {"level":"loud"} => {}
      rename error=cause => {"error":"x"} => {"cause":"x"}
      rename a=host => {"a":"x"} => {"host.name":"x"}
      rename `level`=`b c` => {"level":"loud","a":1} => {"a":1,"log.level":"loud"}
      rename `log.level`=`b\\` => {"level":"loud"} => {"b\\\\":"loud"}
      add a=`x ${b}` => {"b":1} => {"b":1,"a":"x ${b}"}
      rename a="host" => {"a":"x"} => {"host":"x"}
      nest host => {"host":"x","host.ip":"y"} => {"host":{"ip":"y","name":"x"}}
      add env=prod => {"a":1} => {"a":1,"env":"prod"}
      add a=x => {"a":1,"b":2} => {"a":"x","b":2}
      add a="x; y, z" => {"b":2} => {"b":2,"a":"x; y, z"}
      add a='${b}' => {"b":2} => {"b":2,"a":"${b}"}
      add a="say \\"hi\\" \\d" => {} => {"a":"say \\"hi\\" \\\\d"}
      add a="" => {"a":1} => {"a":""}
      add where="${host}:${port}" => {"host":"h","port":80} => {"host.name":"h","port":80,"where":"h:80"}
      add a="${x}" => {"b":1} => {"b":1,"a":""}
      add a="<${x}>" => {"b":1} => {"b":1,"a":"<>"}
      add a="<${b}>" => {"b":null} => {"b":null,"a":"<>"}
      add a=${b} => {"b":1.50} => {"b":1.50,"a":1.50}
      add a=${b} => {"b":{"c":[1]}} => {"b":{"c":[1]},"a":{"c":[1]}}
      add a="${b}!" => {"b":{"c":[1]}} => {"b":{"c":[1]},"a":"{\\"c\\":[1]}!"}
      add a=${b.c} => {"b":{"c":"x\\ty"}} => {"b":{"c":"x\\ty"},"a":"x\\ty"}
      add a="${b.c}." => {"b":{"c":"x\\ty"}} => {"b":{"c":"x\\ty"},"a":"x\\ty."}
      add a="${level} ${message}" => {"level":"WARN","msg":"m\\u00e9"} => {"level":"warn","message":"m\\u00e9","a":"warn mé"}
      add a="${level}|" => {"b":1} => {"b":1,"a":"|"}
      add message="${host.name}: ${message}" => {"host":"h","msg":"m"} => {"message":"h: m","host.name":"h"}
      add level=error => {"level":"info"} => {"level":"error"}
      add level=${lv} => {"lv":"warn"} => {"level":"warn","lv":"warn"}
      add level=${lv} => {"level":"info"} => {"level":"info"}
      add level="${lv}" => {"lv":"loud"} => {"lv":"loud","log.flags":["transform_error"]}
      add time="${d}T${c}Z" => {"d":"2026-01-31","c":"12:00:00"} => {"time":"2026-01-31T12:00:00Z","d":"2026-01-31","c":"12:00:00"}
      add a=1; add b="${a}${a}"; convert b:int => {"c":0} => {"c":0,"a":"1","b":11}
      convert a:int => {"a":"+007"} => {"a":7}
      convert a:int => {"a":12} => {"a":12}
      convert a:int => {"a":"1\\u0032"} => {"a":12}
      convert a:int => {"a":1.5} => {"a":1.5,"log.flags":["transform_error"]}
      convert a:int => {"a":"twelve"} => {"a":"twelve","log.flags":["transform_error"]}
      convert a:int => {"a":"9999999999999999999"} => {"a":"9999999999999999999","log.flags":["transform_error"]}
      convert a:int, b:int => {"a":"","b":"-","c":1} => {"c":1}
      convert a:int => {"a":null} => {"a":null}
      convert a:int => {"a":[1]} => {"a":[1],"log.flags":["transform_error"]}
      convert a:float => {"a":".5"} => {"a":0.5}
      convert a:float => {"a":"1e3"} => {"a":1e3}
      convert a:float => {"a":"NaN"} => {"a":"NaN","log.flags":["transform_error"]}
      convert a:bool, b:bool, c:bool => {"a":"Yes","b":0,"c":true} => {"a":true,"b":false,"c":true}
      convert a:text, b:text, c:text => {"a":1,"b":false,"c":null} => {"a":"1","b":"false","c":null}
      convert a:text => {"a":{"b":"c"}} => {"a":"{\\"b\\":\\"c\\"}"}
      convert a:b:int => {"a:b":"1"} => {"a:b":1}
      convert "a b":int => {"a b":"1"} => {"a b":1}
      convert missing:int => {"a":1} => {"a":1}
      nest => {"a.b":1,"x":2,"a.c":"t\\n"} => {"a":{"b":1,"c":"t\\n"},"x":2}
      nest => {"a.b.c":1,"a.b.d":2,"a.e":3} => {"a":{"b":{"c":1,"d":2},"e":3}}
      nest => {"a":1,"a.b":2,"a-b.c":3} => {"a":1,"a.b":2,"a-b":{"c":3}}
      nest => {"a.b":1,"a.b.c":2,"a.b.d":3} => {"a":{"b":1,"b.c":2,"b.d":3}}
      nest => {"a.":1,".a":2,"a..b":3,".":4,"b.c":5} => {"a.":1,".a":2,"a..b":3,".":4,"b":{"c":5}}
      nest => {"a.b.c.d.e.f.g.h.i.j.k":1} => {"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i.j.k":1}}}}}}}}}
      nest => {"x":1} => {"x":1}
      nest => {"a.b":{"c":1},"a.d":[1,{}],"a.e":null,"a.f":true} => {"a":{"b":{"c":1},"d":[1,{}],"e":null,"f":true}}
      nest a.b => {"a.b.c":1,"a.x":2,"a.b.d":3} => {"a.b":{"c":1,"d":3},"a.x":2}
      nest b, a => {"a.b":1,"b.c":2,"c.d":3} => {"a":{"b":1},"b":{"c":2},"c.d":3}
      nest a => {"a":1,"a.b":2} => {"a":1,"a.b":2}
      flatten => {"a":{"b":1,"c":{"d":"x"}},"e":2} => {"e":2,"a.b":1,"a.c.d":"x"}
      flatten => {"a": { "b" : [ {"c":1} ] , "d" : null } } => {"a.b":[ {"c":1} ],"a.d":null}
      flatten => {"a":{},"b":[],"c":{ }} => {"a":{},"b":[],"c":{ }}
      flatten => {"a":{"b":{}}} => {"a.b":{}}
      flatten a => {"a":{"b":1},"c":{"d":2}} => {"c":{"d":2},"a.b":1}
      flatten => {"a":{"b":1},"a.b":2} => {"a":{"b":1},"a.b":2,"log.flags":["transform_error"]}
      flatten => {"a":{"b":1,"b":2},"c":{"d":3}} => {"a":{"b":1,"b":2},"c.d":3,"log.flags":["transform_error"]}
      flatten => {"a":{"":1}} => {"a":{"":1},"log.flags":["transform_error"]}
      flatten => {"a":{"\\u0062\\"":1}} => {"a.b\\"":1}
      flatten => {"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{"j":1}}}}}}}}}} => {"a.b.c.d.e.f.g.h.i":{"j":1}}
      flatten; nest => {"a":{"b":1,"c":{"d":2}}} => {"a":{"b":1,"c":{"d":2}}}
      keep a==1; add b=2 => {"a":1} => {"a":1,"b":"2"}
      keep a==1; add b=2 => {"a":2} => dropped
      add b=2; drop b==2 => {"a":2} => dropped
      drop a~";\\s" => {"a":"x; y"} => dropped
      drop a~";\\s" => {"a":"x;y"} => {"a":"x;y"}
      rename a=b => plain => {"message":"plain"}
      """;

  static Stream<Arguments> rows() {
    return ROWS.lines().map(row -> arguments((Object[]) row.split(" => ", -1)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aLineBecomesItsRecord(String steps, String line, String record) {
    assertThat(Transformed.of(steps, line)).isEqualTo(record);
  }

  /** What a step remembers of one record is not seen in the next. */
  @ParameterizedTest
  @MethodSource("rows")
  void theSameStepDoesItAgainAfterOtherLines(String steps, String line, String record) {
    Transformed transformed = new Transformed(steps);
    rows().forEach(other -> transformed.lines(((String) other.get()[1]).getBytes(UTF_8)));
    assertThat(transformed.line(line)).isEqualTo(record);
  }

  @Test
  void aFullRecordTakesNoFurtherFieldAndSaysSo() {
    LogRecord record = full();
    String before = Transformed.json(record);
    String added = Transformed.apply(step("add one.more=x"), record);
    assertThat(added)
        .isEqualTo(
            before.substring(0, before.length() - 1) + ",\"log.flags\":[\"transform_error\"]}");

    LogRecord other = full();
    assertThat(step("remove f7; add one.more=x").apply(other)).isTrue();
    assertThat(other.fieldCount()).isEqualTo(LogRecord.MAX_FIELDS);
    assertThat(Transformed.json(other)).doesNotContain("\"f7\"").contains("\"one.more\":\"x\"");
  }

  @Test
  void aFullRecordIsNestedAndFlattenedAsFarAsThereIsRoom() {
    LogRecord record = full();
    byte[] object = "{\"x\":1,\"y\":2}".getBytes(UTF_8);
    record.replaceValue(0, object, 0, object.length, ValueKind.JSON);
    assertThat(Transformed.apply(step("flatten"), record))
        .startsWith("{\"f0\":{\"x\":1,\"y\":2},")
        .endsWith("\"log.flags\":[\"transform_error\"]}");

    LogRecord dotted = full();
    assertThat(step("rename f1=a.b, f2=a.c; nest").apply(dotted)).isTrue();
    assertThat(dotted.fieldCount()).isEqualTo(LogRecord.MAX_FIELDS - 1);
  }

  @Test
  void noStepsMakeARecordManyTimesItsSize() {
    String steps =
        "add a=0123456789abcdef"
            + IntStream.range(0, 60).mapToObj(i -> ", a=\"${a}${a}\"").reduce("", String::concat);
    String record = Transformed.of(steps, "{\"b\":1}");
    assertThat(record).hasSizeLessThan(Template.MAX_ROOM + 100).contains("transform_error");
  }

  @Test
  void aLongMessageCanBePartOfAValue() {
    String message = "m".repeat(200_000);
    assertThat(Transformed.of("add message=\"x ${message}\"", "{\"msg\":\"" + message + "\"}"))
        .isEqualTo("{\"message\":\"x " + message + "\"}");
  }

  @Test
  void bytesThatAreNoUtf8AreThoseThatTheReaderMadeOfThem() {
    byte[] line = "{\"a\":\"xy\"}".getBytes(UTF_8);
    line[6] = (byte) 0xFF;
    assertThat(new Transformed("add b=\"<${a}>\"").lines(line))
        .containsExactly("{\"a\":\"\uFFFDy\",\"b\":\"<\uFFFDy>\"}");
  }

  @Test
  void hugeObjectsAreFlattenedAsFarAsTheyMayBe() {
    String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);
    assertThat(Transformed.of("flatten", deep)).startsWith("{\"a.a.a.a.a.a.a.a.a\":{\"a\":");
    var many = new StringBuilder("{\"o\":{\"x\":0");
    for (int i = 0; i < 5_000; i++) {
      many.append(",\"k").append(i).append("\":").append(i);
    }
    String line = many.append("},\"p\":{\"q\":1}}").toString();
    assertThat(Transformed.of("flatten", line))
        .startsWith("{\"o\":{\"x\":0,")
        .endsWith("\"p.q\":1,\"log.flags\":[\"transform_error\"]}");
    String name = "n".repeat(FieldName.MAX_BYTES);
    String named = "{\"o\":{\"" + name + "\":1}}";
    assertThat(Transformed.of("flatten", named)).startsWith(named.substring(0, named.length() - 1));
  }

  private static TransformStep step(String steps) {
    return Transformed.parse(steps).newStep(() -> 0, 0);
  }

  private static LogRecord full() {
    var record = new LogRecord();
    byte[] text = "x".getBytes(UTF_8);
    record.reset(text, 0, 0);
    for (int i = 0; i < LogRecord.MAX_FIELDS; i++) {
      byte[] name = ("f" + i).getBytes(UTF_8);
      record.addField(name, 0, name.length, text, 0, 1, ValueKind.TEXT);
    }
    return record;
  }
}
