package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static final int MAX = 64;

  private final LogRecord record = new LogRecord();
  private EventReader reader = new EventReader(Framing.NONE, Multiline.NONE, MAX);

  @Test
  void eachLineIsAnEvent() {
    assertThat(all("one\ntwo\nthree\n")).containsExactly("one", "two", "three");
    assertThat(reader.consumedTo()).isEqualTo(14);
  }

  @Test
  void oneCarriageReturnBelongsToTheLineEnd() {
    assertThat(all("one\r\ntwo\r\r\n")).containsExactly("one", "two\r");
  }

  @Test
  void blankLinesArePassedOverAndConsumed() {
    assertThat(all("\n\r\n  \t\none\n\n")).containsExactly("one");
    assertThat(reader.consumedTo()).isEqualTo(12);
  }

  @Test
  void byteOrderMarkIsPassedOverOnlyAtTheBeginningOfTheFile() {
    assertThat(texts("\uFEFFone\n\uFEFFtwo\n", Beginning.OF_FILE, Flush.NOTHING))
        .containsExactly("one", "\uFEFFtwo");
    assertThat(texts("\uFEFFone\n", Beginning.OF_LINE, Flush.NOTHING)).containsExactly("\uFEFFone");
  }

  @Test
  void nulBytesAtTheBeginningOfALineArePassedOver() {
    assertThat(all("one\n\0\0\0two\n\0\0\n")).containsExactly("one", "two");
  }

  @Test
  void aHoleOfNulBytesIsConsumedThoughNoLineEndsInIt() {
    assertThat(texts("\0\0\0\0", Beginning.OF_LINE, Flush.NOTHING)).isEmpty();
    assertThat(reader.consumedTo()).isEqualTo(4);
  }

  @Test
  void aLineWithoutItsEndIsHeldBackUntilEverythingIsFlushed() {
    assertThat(texts("one\ntw", Beginning.OF_LINE, Flush.COMPLETE_LINES)).containsExactly("one");
    assertThat(reader.consumedTo()).isEqualTo(4);
    assertThat(texts("one\ntw", Beginning.OF_LINE, Flush.EVERYTHING)).containsExactly("one", "tw");
    assertThat(record.has(Flag.PARTIAL)).isTrue();
    assertThat(reader.consumedTo()).isEqualTo(6);
  }

  @Test
  void aLongLineIsTruncatedAndTheNextOneIsIntact() {
    String line = "x".repeat(MAX + 1);
    assertThat(all(line + "\r\nnext\n")).containsExactly("x".repeat(MAX), "next");
    assertThat(all("x".repeat(MAX) + "\r\n")).containsExactly("x".repeat(MAX));
    assertThat(record.has(Flag.TRUNCATED)).isFalse();
  }

  @Test
  void aLongLineIsCutBetweenCharacters() {
    for (String character : List.of("é", "€", "😀")) {
      String line = "x" + character.repeat(MAX);
      assertThat(all(line + "\n")).hasSize(1);
      assertThat(record.has(Flag.TRUNCATED)).isTrue();
      assertThat(record.has(Flag.INVALID_UTF8)).isFalse();
      assertThat(record.length()).isBetween(MAX - 3, MAX);
    }
  }

  @Test
  void aLineThatNeverEndsIsShippedOnceAndThenPassedOver() {
    String part = "x".repeat(3 * MAX);

    assertThat(texts(part, Beginning.OF_LINE, Flush.NOTHING)).containsExactly("x".repeat(MAX));
    assertThat(reader.insideLongLine()).isTrue();
    assertThat(reader.consumedTo()).isEqualTo(part.length());

    for (int i = 0; i < 1_000; i++) {
      assertThat(texts(part, Beginning.INSIDE_LONG_LINE, Flush.EVERYTHING)).isEmpty();
      assertThat(reader.insideLongLine()).isTrue();
      assertThat(reader.consumedTo()).isEqualTo(part.length());
    }

    assertThat(texts("xx\nnext\n", Beginning.INSIDE_LONG_LINE, Flush.NOTHING))
        .containsExactly("next");
    assertThat(reader.insideLongLine()).isFalse();
  }

  @Test
  void invalidBytesAreReplacedAsJavaDoesAndFlagged() {
    byte[] chunk = "caf\u00e9\n".getBytes(ISO_8859_1);
    reader.start(chunk, 0, chunk.length, Beginning.OF_FILE, Flush.NOTHING);
    assertThat(reader.next(record)).isTrue();
    assertThat(text()).isEqualTo("caf\uFFFD");
    assertThat(record.has(Flag.INVALID_UTF8)).isTrue();
    assertThat(reader.eventTo()).isEqualTo(5);
  }

  @Test
  void stackTracesAreOneEvent() {
    reader = new EventReader(Framing.NONE, Multiline.JAVA, 4_096);
    String trace =
        """
        2026-01-01 12:00:00 ERROR order failed
        java.lang.IllegalStateException: no stock
        \tat org.example.Shop.order(Shop.java:42)
        \tSuppressed: java.io.IOException: closed
        Caused by: java.sql.SQLException: timeout
        \tat org.example.Db.query(Db.java:7)
        \t... 12 more\
        """;
    assertThat(all(trace + "\n2026-01-01 12:00:01 INFO next\n"))
        .containsExactly(trace, "2026-01-01 12:00:01 INFO next");
    assertThat(record.has(Flag.MULTILINE)).isFalse();
  }

  @Test
  void theSecondOfTwoTracesIsAnEventOfItsOwn() {
    reader = new EventReader(Framing.NONE, Multiline.AUTO, 4_096);
    String first = "java.io.IOException: one\n\tat a.B.c(B.java:1)";
    String second = "java.lang.NullPointerException\n\tat a.B.c(B.java:2)";
    assertThat(all(first + "\n" + second + "\n")).containsExactly(first, second);
  }

  @Test
  void whatOnlyLooksLikeATraceDoesNotJoin() {
    reader = new EventReader(Framing.NONE, Multiline.JAVA, 4_096);
    assertThat(all("one\n... and so on\nCaused by nothing\ncom.example.Shop: up\nException: x\n"))
        .containsExactly(
            "one", "... and so on", "Caused by nothing", "com.example.Shop: up", "Exception: x");
  }

  @Test
  void aBlankLineEndsAnEvent() {
    reader = new EventReader(Framing.NONE, Multiline.JAVA, 4_096);
    assertThat(all("one\n\n  two\n")).containsExactly("one", "  two");
  }

  @Test
  void textThatMayGoOnIsHeldBackButJsonIsNot() {
    reader = new EventReader(Framing.NONE, Multiline.JAVA, 4_096);
    assertThat(texts("{}\ntext\n", Beginning.OF_LINE, Flush.NOTHING)).containsExactly("{}");
    assertThat(reader.consumedTo()).isEqualTo(3);
    assertThat(texts("text\n", Beginning.OF_LINE, Flush.COMPLETE_LINES)).containsExactly("text");
    assertThat(texts("text\n{\"a\":1}\n", Beginning.OF_LINE, Flush.NOTHING))
        .containsExactly("text", "{\"a\":1}");
    assertThat(all("{}\n\tat x\n")).containsExactly("{}", "\tat x");
  }

  @Test
  void anEventEndsAtTheMaximumOfBytesAndTheNextLineBeginsAnother() {
    reader = new EventReader(Framing.NONE, Multiline.JAVA, MAX);
    String line = "\t" + "x".repeat(29);
    assertThat(all("x\n" + line + "\n" + line + "\n" + line + "\n"))
        .containsExactly("x\n" + line + "\n" + line, line);
  }

  @Test
  void anEventEndsAtTheMaximumOfLines() {
    reader = new EventReader(Framing.NONE, Multiline.JAVA, 1 << 16);
    List<String> events = all("x\n" + "\ty\n".repeat(LineJoining.USUAL_MAX_LINES + 5));
    assertThat(events).hasSize(2);
    assertThat(events.get(0).lines()).hasSize(LineJoining.USUAL_MAX_LINES);
    assertThat(events.get(1).lines()).hasSize(6);
  }

  @Test
  void criLinesAreUnwrappedAndTheirPiecesJoined() {
    reader = new EventReader(Framing.AUTO, Multiline.AUTO, 4_096);
    String at = "2026-01-01T00:00:00.000000000Z ";
    assertThat(
            all(
                at
                    + "stdout P one \n"
                    + at
                    + "stdout F line\n"
                    + at
                    + "stderr F boom\n"
                    + at
                    + "stderr F \tat x\n"
                    + at
                    + "stderr F \n"
                    + at
                    + "stdout F {\"a\":1}\n"
                    + "bare\n"))
        .containsExactly("one line", "boom\n\tat x", "{\"a\":1}", "bare");
  }

  @Test
  void aPieceWhoseStreamIsInterruptedIsShippedAsPartial() {
    reader = new EventReader(Framing.CRI, Multiline.NONE, 4_096);
    String at = "2026-01-01T00:00:00+02:00 ";
    assertThat(
            texts(at + "stdout P one\n" + at + "stderr F two\n", Beginning.OF_LINE, Flush.NOTHING))
        .containsExactly("one", "two");
    assertThat(texts(at + "stdout P one\n", Beginning.OF_LINE, Flush.NOTHING)).isEmpty();
    assertThat(texts(at + "stdout P one\n", Beginning.OF_LINE, Flush.COMPLETE_LINES))
        .containsExactly("one");
    assertThat(record.has(Flag.PARTIAL)).isTrue();
  }

  @Test
  void dockerLinesAreUnwrappedAndTheirPiecesJoined() {
    reader = new EventReader(Framing.AUTO, Multiline.AUTO, 4_096);
    String end = "\",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00.5Z\"}\n";
    String attributes =
        "\",\"stream\":\"stderr\",\"attrs\":{\"a\":\"b\"},\"time\":\"2026-01-01T00:00:00Z\"}\n";
    assertThat(
            all(
                "{\"log\":\"one "
                    + end
                    + "{\"log\":\"\\u003cline\\u003e\\r\\n"
                    + end
                    + "{\"log\":\"\\tat x\\n"
                    + end
                    + "{\"log\":\"{\\\"a\\\":1}\\n"
                    + end
                    + "{\"log\":\"a \\\\n"
                    + attributes))
        .containsExactly("one <line>\n\tat x", "{\"a\":1}", "a \\n");
    assertThat(record.has(Flag.PARTIAL)).isTrue();
  }

  @Test
  void whatIsNearlyDockersIsAnOrdinaryLine() {
    reader = new EventReader(Framing.AUTO, Multiline.AUTO, 4_096);
    String line = "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026\",\"more\":1}";
    assertThat(all(line + "\n")).containsExactly(line);
  }

  private List<String> all(String chunk) {
    return texts(chunk, Beginning.OF_FILE, Flush.EVERYTHING);
  }

  private List<String> texts(String text, Beginning beginning, Flush flush) {
    byte[] chunk = text.getBytes(UTF_8);
    reader.start(chunk, 0, chunk.length, beginning, flush);
    var texts = new ArrayList<String>();
    while (reader.next(record)) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    return new String(record.bytes(), record.from(), record.length(), UTF_8);
  }
}
