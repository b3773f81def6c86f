package io.tailrace.parsers.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  /** Has a value of every kind. */
  private static final String LINE =
      "{\"time\":\"2026-01-02T03:04:05Z\",\"level\":\"warn\",\"message\":\"order sent\","
          + "\"path\":\"/orders/7\",\"status\":200,\"took\":0.25,\"ok\":true,\"bad\":false,"
          + "\"nil\":null,\"code\":\"0200\",\"text\":\"200\",\"empty\":\"\",\"a.b\":\"dotted\","
          + "\"quoted\":\"say \\\"hi\\\" \\u00e9\\n\","
          + "\"user\":{\"id\":42,\"name\":\"Zoë\",\"tags\":[\"x\",\"y\"],\"on\":false,\"no\":null,"
          + "\"in\":{\"deep\":1},\"in.deep2\":2},\"odd name\":1}";

  private static boolean holds(String condition) {
    return Records.condition(condition).holds(Records.of(LINE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "level==warn",
        "level == WARNING",
        "level>=warn",
        "level>info",
        "level<=warn",
        "level<error",
        "level!=error",
        "log.level==warn",
        "level in (warn, error)",
        "level",
        "message",
        "message==\"order sent\"",
        "message~\"^order\"",
        "message~'sent$'",
        "message!~\"lost\"",
        "path==/orders/7",
        "path~\"^/orders/\\d+$\"",
        "status==200",
        "status==200.0",
        "status==2e2",
        "status>=200 && status<300",
        "status>199.999",
        "status!=404",
        "status==\"200\"",
        "status in (200, 204)",
        "status in(204,200)",
        "took<1",
        "took==25e-2",
        "text==200",
        "text>99",
        "code~\"^0\"",
        "code==\"0200\"",
        "ok",
        "ok==true",
        "bad==false",
        "!bad",
        "!nil",
        "nil==null",
        "none==null",
        "empty",
        "empty==\"\"",
        "path!=null",
        "!none",
        "none!=1",
        "none!~\"x\"",
        "a.b==dotted",
        "quoted~\"say \\\"hi\\\"\"",
        "quoted==\"say \\\"hi\\\" é\n\"",
        "quoted~'\"hi\" é'",
        "user.id==42",
        "user.name==Zoë",
        "user.tags~'\"y\"'",
        "user.in.deep==1",
        "user.in.deep2==2",
        "user",
        "!user.on",
        "!user.no",
        "\"odd name\"==1",
        "`odd name`==1",
        "'odd name'==1",
        "path>=\"/n\" && path<\"/p\"",
        "(level==info || level==warn) && !(status>=500)",
        "status==500 || status==200 && ok",
        "!!ok",
        "  status == 200  ",
        "status==200\n&& ok",
      })
  void theseHold(String condition) {
    assertThat(holds(condition)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "level==info",
        "level<warn",
        "level in (info, error)",
        "level==unknown",
        "message==order",
        "message~\"^sent\"",
        "path!=/orders/7",
        "path==/orders",
        "status==20",
        "status==2000",
        "status<200",
        "status>200",
        "status in (404)",
        "code==\"200\"",
        "code==200",
        "path>1",
        "path<1",
        "path==1",
        "bad",
        "nil",
        "nil==1",
        "nil<1",
        "none",
        "none==1",
        "none~\".\"",
        "none<1",
        "none>=\"\"",
        "path==null",
        "a.c",
        "a",
        "user.id==43",
        "user.in.none",
        "user.id.deep",
        "user.tags.x",
        "user.",
        "status==500 && ok || bad",
        "!(status==200)",
      })
  void theseDoNot(String condition) {
    assertThat(holds(condition)).isFalse();
  }

  @Test
  void aLevelThatIsNotKnownIsNeitherMoreNorLess() {
    LogRecord record = Records.of("just a line");

    assertThat(Records.condition("level>=trace || level<=fatal").holds(record)).isFalse();
    assertThat(Records.condition("level").holds(record)).isFalse();
    assertThat(Records.condition("level==unknown").holds(record)).isTrue();
    assertThat(Records.condition("level!=info").holds(record)).isTrue();
    assertThat(Records.condition("level in (unknown, error)").holds(record)).isTrue();
  }

  @Test
  void aFieldsNameInBackquotesIsNeverTheRecordsOwn() {
    LogRecord record = Records.of("{\"message\":\"a\",\"msg\":\"b\",\"level\":\"info\"}");

    assertThat(Records.condition("`msg`==b").holds(record)).isTrue();
    assertThat(Records.condition("`level`").holds(record)).isFalse();
  }

  @Test
  void numbersAreComparedToTheLastDigit() {
    LogRecord record = Records.of("{\"n\":12345678901234567890123456789,\"z\":-0.0,\"m\":-1.50}");

    assertThat(Records.condition("n>12345678901234567890123456788").holds(record)).isTrue();
    assertThat(Records.condition("n==12345678901234567890123456788").holds(record)).isFalse();
    assertThat(Records.condition("z==0 && z>=0 && z<=0").holds(record)).isTrue();
    assertThat(Records.condition("m==-15e-1 && m<-1.4 && m>-2 && m<0").holds(record)).isTrue();
  }

  @Test
  void aWordThatParsersMakeAFieldBelowOfIsThatField() {
    LogRecord record = Records.of("{\"host\":\"a1\",\"error\":\"no stock\",\"msg\":\"x\"}");

    assertThat(Records.condition("host==a1 && host.name==a1").holds(record)).isTrue();
    assertThat(Records.condition("error~\"stock\" || `error`").holds(record)).isTrue();
    assertThat(Records.condition("`host`").holds(record)).isFalse();
  }

  @Test
  void itIsAStepThatKeeps() {
    Condition condition = Records.condition("status==200");
    LogRecord record = Records.of(LINE);
    RecordStep other = Records.condition("status!=200").keeping("other");
    RecordStep both = condition.keeping("first").then(other);

    assertThat(condition.keeping("first").apply(record)).isTrue();
    assertThat(both.apply(record)).isFalse();
    assertThat(both.droppedBy()).isEqualTo("other");
    assertThat(other.then(condition.keeping("last")).apply(record)).isFalse();
    assertThat(condition).hasToString("status==200");
  }

  /** The mark ^ stands below the character that is named. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\u0001',
      delimiter = '\t',
      textBlock =
          """
          level>=wran	7	There is no level wran, only unknown, trace, debug, info, warn, error, fatal.
          level>=40	7	There is no level 40, only unknown, trace, debug, info, warn, error, fatal.
          level>unknown	6	No level is more or less than unknown: write level==unknown.
          level~"warn"	6	Levels are not looked for by patterns: write level>=warn, or level in (info, warn).
          severity>=warn	0	What lines name severity is a record's level: write level. For a field that is named so nevertheless write `severity`.
          msg~"x"	0	What lines name msg is a record's message: write message. For a field that is named so nevertheless write `msg`.
          @timestamp>5	0	What lines name @timestamp is a record's time, which cannot be compared. For a field that is named so nevertheless write `@timestamp`.
          a=1	1	There is no operator =: write ==.
          a=~"x"	1	There is no operator =~: write ~.
          a=>1	1	There is no operator =>: write >=.
          a=<1	1	There is no operator =<: write <=.
          a<>1	1	There is no operator <>: write !=.
          a !b	2	After a field ! is no operator: write != or !~, or ! before the field. There are == != < <= > >= ~ !~ in.
          a==1 and b==2	5	Write && instead of and.
          a==1 OR b==2	5	Write || instead of OR.
          a & b	2	Write && instead of &.
          a | b	2	Write || instead of |.
          a==b c	5	Here stands c, where an operator, && or || could, or the end. A value of several words is written in quotes.
          a==	3	It ends here, where a value must follow ==.
          a==)	3	Here stands ), where a value must follow ==. One that is no word is written in quotes.
          a==`b`	3	A field cannot be compared with another one: write a value, in " if it is no word.
          a~b	2	A pattern is written in quotes: ~"b".
          a~""	2	An empty pattern is found in everything: write the field alone.
          a~"x(y"	4	In the pattern: the ( is never closed.
          a~"\\"(?=y)"	5	In the pattern: invalid or unsupported Perl syntax: (?=. There is no looking ahead or behind, and a name is letters, digits and _.
          a~"*"	3	In the pattern: missing argument to repetition operator: *.
          a~"(x{1000}){1000}"	12	In the pattern: the pattern up to here makes more than 4000 steps; repeat less, or use * or +.
          a=="b	3	The quote that opens here is never closed: write " at its end.
          a=='b"	3	The quote that opens here is never closed: write ' at its end.
          `a==1	0	The quote that opens here is never closed: write ` at its end.
          (a==1	0	The bracket that opens here is never closed: write ) at its end.
          a==1)	4	Nothing opens what this ) closes: leave it out, or write ( before.
          a==1 &&	7	It ends here, where a test must follow: level>=warn.
          && a	0	Here stands &, where a field's name could.
          a==1; b	4	A condition ends before ; and nothing may follow: join two with && or ||.
          a==1, b	4	A comma parts the values after in only: join two conditions with && or ||.
          a in b	5	After in must follow values in brackets: in (GET, HEAD).
          a in (1, 2	10	The bracket after in is never closed: write ) after its last value.
          a in (1 2)	8	Here stands 2, where , or ) could.
          a in ()	6	Here stands ), where a value must follow in (. One that is no word is written in quotes.
          took>500ms	5	500ms is no number. To compare the texts, character by character, write it in quotes: >"500ms".
          a>null	2	Nothing is more or less than null.
          ``==1	0	There is no field whose name is empty.
          not a==1	0	Write ! instead of not.
          NOT (a==1)	0	Write ! instead of NOT.
          a not in (1)	2	Write ! before the test instead: !(status in (200, 204)).
          a contains "b"	2	There is no contains: write ~ and a pattern in quotes, such as path~"^/healthz".
          LEVEL>=warn	0	Names have upper and lower case: write level. For a field that is named so write `LEVEL`.
          200==a	0	Here stands the value 200, where a field's name must: status==200. For a field that is named so write `200`.
          log.file.path~"a"	0	No line has log.file.path: a record gets it when it is shipped, and no condition sees it. An input may have a condition of its own. For a field that is named so write `log.file.path`.
          """)
  void whatIsNoConditionIsAnsweredWithItsPlaceAndWhatWouldBeRight(
      String text, int index, String sentence) {
    BadCondition bad = bad(text);

    assertThat(bad.sentence()).isEqualTo(sentence);
    assertThat(bad.index()).isEqualTo(index);
  }

  @Test
  void anUnknownLevelComesWithTheOnesThereAre() {
    assertThat(bad("level==infos").word()).isEqualTo("infos");
    assertThat(bad("level==infos").known()).contains("info", "unknown");
    assertThat(bad("a=1").known()).isEmpty();
  }

  @Test
  void whatIsTooMuchIsRefused() {
    assertThat(bad(" ").sentence()).startsWith("It is empty");
    assertThat(bad("(".repeat(33) + "a").index()).isEqualTo(32);
    assertThat(bad("!".repeat(33) + "a").sentence()).startsWith("More than 32 brackets and !");
    assertThat(bad("a".repeat(4097)).sentence()).isEqualTo("Longer than 4096 characters.");
    assertThat(bad("a||".repeat(200) + "a").sentence()).isEqualTo("More than 200 tests.");
    assertThat(bad("a in (" + "1,".repeat(201) + "1)").sentence())
        .isEqualTo("More than 200 tests.");
    assertThat(bad("a.".repeat(16) + "b").sentence()).isEqualTo("A name of more than 16 parts.");
    Records.condition("(".repeat(32) + "a" + ")".repeat(32));
    Records.condition("a||".repeat(199) + "a");
  }

  private static BadCondition bad(String text) {
    return catchThrowableOfType(BadCondition.class, () -> Condition.parse(text));
  }

  /** A pattern's own time, the longest names, and JSON that looks like them at every place. */
  @Test
  @Tag("S4")
  @Timeout(20)
  void hostileRecordsTakeTheTimeOfTheirLength() {
    String name = IntStream.range(0, 16).mapToObj(i -> "a").collect(Collectors.joining("."));
    Condition condition =
        Records.condition(
            "message~\"(a*)*b\" || %s~\"(x+x+)+y\" || message~\"aaaaaaaaaaaaaaaaaaaab\""
                .formatted(name));
    String nested = "{\"a\":[".repeat(20) + "1" + "]}".repeat(20);
    String decoys =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"a\":" + nested)
            .collect(Collectors.joining(",", "{\"a\":{\"b\":{", "}}}"));
    LogRecord deep = Records.of(decoys);
    LogRecord longText = Records.of("a".repeat(500_000));

    assertThat(deep.fieldCount()).isEqualTo(1);
    for (int i = 0; i < 5; i++) {
      assertThat(condition.holds(deep)).isFalse();
      assertThat(condition.holds(longText)).isFalse();
    }
  }

  @Test
  void askingAllocatesNothing() {
    Condition condition =
        Records.condition(
            "level>=warn && path~\"^/orders\" && status>=200 && user.id==42 && message~\"sent\""
                + " && quoted~\"say\" && !(user.name==x || status in (404, 500))");
    LogRecord record = Records.of(LINE);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 100; i++) {
      assertThat(condition.holds(record)).isTrue();
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    boolean all = true;
    for (int i = 0; i < 10_000; i++) {
      all &= condition.holds(record);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(all).isTrue();
    assertThat(bytes).as("bytes for 10,000 records").isLessThan(10_000);
  }
}
