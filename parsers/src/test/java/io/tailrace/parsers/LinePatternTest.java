package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinePatternTest {
  @Test
  void everyLineThatMatchesBeginsAnEvent() {
    LineJoining joining = LineJoining.startingWith(LinePattern.of("^\\d{4}-"));

    assertThat(events(joining, "rest\n2026-01 a\nb\n  c\n{\"d\":1}\n2026-02 e\n\n2026-03 f\n"))
        .containsExactly("rest", "2026-01 a\nb\n  c\n{\"d\":1}", "2026-02 e", "2026-03 f");
  }

  @Test
  void everyLineThatMatchesContinuesAnEvent() {
    LineJoining joining = LineJoining.continuedBy(LinePattern.of("^(\\s|\\})|é$"));

    assertThat(events(joining, "a {\n  b\n}\nc\nd\nthe é\n"))
        .containsExactly("a {\n  b\n}", "c", "d\nthe é");
  }

  @Test
  void blankLinesBelongToAnEventThatGoesOnBelowThem() {
    LineJoining start = LineJoining.startingWith(LinePattern.of("^#"));
    LineJoining continuation = LineJoining.continuedBy(LinePattern.of("^\\s*$|^ "));

    assertThat(events(start, "# a\n\n\nb\n\n# c\n\n")).containsExactly("# a\n\n\nb", "# c");
    assertThat(events(continuation, "a\n\n b\n\nc\n")).containsExactly("a\n\n b", "c");
  }

  @Test
  void anObjectCanBeginAnEventThatGoesOn() {
    LineJoining joining = LineJoining.startingWith(LinePattern.of("^\\{$"));

    assertThat(events(joining, "{\n\"a\": 1\n}\n{\n}\n")).containsExactly("{\n\"a\": 1\n}", "{\n}");
  }

  @Test
  void anEventEndsAtTheBoundOnLines() {
    LineJoining joining = LineJoining.startingWith(LinePattern.of("^#")).upTo(3);

    assertThat(events(joining, "# a\nb\nc\nd\ne\n")).containsExactly("# a\nb\nc", "d\ne");
    assertThat(events(LineJoining.of(Multiline.AUTO).upTo(2), "a\n b\n c\n"))
        .containsExactly("a\n b", " c");
  }

  @Test
  void bytesThatAreNoUtf8AreLookedAtAsWhatTheyAreReplacedBy() {
    LinePattern.Search search = LinePattern.of("(?i)a\\x{FFFD}$").newSearch();

    assertThat(search.isIn(new byte[] {'x', 'A', (byte) 0xF4, '\n'}, 0, 3)).isTrue();
    assertThat(search.isIn(new byte[] {'x', 'A', (byte) 0xF4, 'b'}, 0, 4)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a**b,invalid nested repetition operator at character 2: **",
        "*a,missing argument to repetition operator at character 1: *",
        "ab[c-,missing closing ] at character 3: [c-",
        "(a)(b,missing closing ) at character 4: (b",
        "a)b,unexpected ) at character 2: )b",
        "a\\,trailing backslash at end of expression at character 2: \\",
        "x{1001},invalid repeat count at character 2: {1001}",
        "a(?<n>b)(?=c),invalid or unsupported Perl syntax at character 9: (?=",
        "a\\p{Nope},invalid character class range at character 2: \\p{Nope}",
        "a\\8,invalid escape sequence at character 2: \\8"
      })
  void whatIsNoPatternIsNamedWithItsPlace(String expression, String wrong) {
    assertThatThrownBy(() -> LinePattern.of(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(wrong);
  }

  @Test
  @Tag("S4")
  @Timeout(30)
  void aPatternThatCanBeMatchedInManyWaysTakesTheTimeOfTheLinesLength() {
    LineJoining joining = LineJoining.startingWith(LinePattern.of("^(a+)+$|(a|aa)*b"));
    String line = "a".repeat(100_000) + "!\n";

    assertThat(events(joining, line + line)).hasSize(1);
  }

  private static List<String> events(LineJoining joining, String file) {
    byte[] chunk = file.getBytes(UTF_8);
    var reader = new EventReader(Framing.NONE, joining, 1 << 20);
    var record = new LogRecord();
    reader.start(chunk, 0, chunk.length, Beginning.OF_FILE, Flush.EVERYTHING);
    var events = new ArrayList<String>();
    while (reader.next(record)) {
      events.add(new String(record.bytes(), record.from(), record.length(), UTF_8));
    }
    return events;
  }
}
