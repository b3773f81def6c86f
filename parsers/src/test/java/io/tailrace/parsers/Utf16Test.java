package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.Events.Event;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that are written with two bytes for each character. */
class Utf16Test {
  private static final int MAX = 100;
  private static final int CAPACITY = 2 * MAX + 8;

  @Test
  void linesOfEitherOrderAreReadByTheirByteOrderMark() {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      byte[] file = "\uFEFFeins\r\nzwei äöü €\n\nΩ 😀\n".getBytes(charset);

      assertThat(Events.whole(reader(Encoding.UTF_16), file))
          .containsExactly(
              new Event(2, 14, 0, "eins"),
              new Event(14, 36, 0, "zwei äöü €"),
              new Event(38, 48, 0, "Ω 😀"));
    }
  }

  @Test
  void withoutAMarkTheLowerByteIsFirst() {
    assertThat(texts(Encoding.UTF_16, "a\nb\n".getBytes(UTF_16LE))).containsExactly("a", "b");
    assertThat(texts(Encoding.UTF_16LE, "a\nb\n".getBytes(UTF_16LE))).containsExactly("a", "b");
    assertThat(texts(Encoding.UTF_16BE, "a\nb\n".getBytes(UTF_16BE))).containsExactly("a", "b");
  }

  @Test
  void lineFeedIsACharacterAndNotAByte() {
    // U+0A0A, and U+0A41 with an A before it, have bytes of a line feed at either place.
    String text = "A\u0A41\u0A0A\u410A.\nnext\n";
    assertThat(texts(Encoding.UTF_16LE, text.getBytes(UTF_16LE)))
        .containsExactly("A\u0A41\u0A0A\u410A.", "next");
    assertThat(texts(Encoding.UTF_16BE, text.getBytes(UTF_16BE)))
        .containsExactly("A\u0A41\u0A0A\u410A.", "next");
  }

  @Test
  void surrogateWithoutItsOtherHalfIsReplacedFlaggedAndCounted() {
    var reader = reader(Encoding.UTF_16LE);
    byte[] file = utf16le('a', 0xD83D, 'b', 0xDE00, '\n', 0xDE00, 0xD83D, '\n', 'c', '\n');

    assertThat(Events.whole(reader, file))
        .containsExactly(
            new Event(0, 10, Flag.INVALID_UTF8.bit(), "a\uFFFDb\uFFFD"),
            new Event(10, 16, Flag.INVALID_UTF8.bit(), "\uFFFD\uFFFD"),
            new Event(16, 20, 0, "c"));
    assertThat(reader.invalidUtf8()).isEqualTo(2);
  }

  @Test
  void halfACharacterAtTheEndIsShippedAsSuchAndItsRestSaysNothing() {
    byte[] file = "ab\n".getBytes(UTF_16LE);
    byte[] cut = Arrays.copyOf(file, 3);
    List<Event> partial = Events.whole(reader(Encoding.UTF_16LE), cut);
    assertThat(partial)
        .containsExactly(new Event(0, 3, Flag.INVALID_UTF8.bit() | Flag.PARTIAL.bit(), "a\uFFFD"));

    var reader = reader(Encoding.UTF_16LE);
    var record = new LogRecord();
    byte[] rest = Arrays.copyOfRange("ab\nc\n".getBytes(UTF_16LE), 3, 10);
    reader.start(
        rest,
        0,
        rest.length,
        new ChunkPlace(3, false, ChunkPlace.NO_HEAD),
        EventReader.Flush.COMPLETE_LINES);
    assertThat(reader.next(record)).isTrue();
    assertThat(new String(record.bytes(), record.from(), record.length(), UTF_8)).isEqualTo("c");
    assertThat(reader.eventFrom()).isEqualTo(3);
  }

  @Test
  void holeOfNulsIsPassedOver() {
    byte[] line = "late\n".getBytes(UTF_16LE);
    byte[] file = new byte[10_000 + line.length];
    System.arraycopy(line, 0, file, 10_000, line.length);

    assertThat(Events.whole(reader(Encoding.UTF_16LE), file))
        .containsExactly(new Event(10_000, 10_010, 0, "late"));
  }

  @Test
  void stackTraceIsOneEvent() {
    String trace = "ERROR boom\r\n\tat a.B.c(B.java:1)\r\nCaused by: x\r\n";
    byte[] file = (trace + "INFO next\r\n").getBytes(UTF_16BE);

    assertThat(Events.whole(reader(Encoding.UTF_16BE), file))
        .extracting(Event::to)
        .containsExactly(2L * trace.length(), (long) file.length);
  }

  @Test
  @Tag("T15")
  void anyChunksGiveTheEventsThatTheSameTextHasInUtf8() {
    Seeds.each(
        1,
        3_000,
        (random, seed) -> {
          Encoding encoding = random.nextBoolean() ? Encoding.UTF_16LE : Encoding.UTF_16BE;
          Multiline multiline = random.nextBoolean() ? Multiline.AUTO : Multiline.NONE;
          String text = text(random);
          byte[] file = text.getBytes(encoding == Encoding.UTF_16LE ? UTF_16LE : UTF_16BE);

          List<Event> expected =
              Events.whole(
                  new RecordReader(ParserChoice.AUTO, multiline, MAX), text.getBytes(UTF_8));
          List<Event> found =
              Events.inChunks(
                  () -> new RecordReader(ParserChoice.AUTO, multiline, encoding, MAX),
                  file,
                  CAPACITY,
                  bound -> random.nextInt(Math.min(bound, 80)));

          assertThat(found).as(text).isEqualTo(inUtf16(expected, text));
        });
  }

  /** The same events at the offsets that they have in UTF-16. */
  private static List<Event> inUtf16(List<Event> events, String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return events.stream()
        .map(event ->
            new Event(
                inUtf16(event.from(), utf8),
                inUtf16(event.to(), utf8),
                event.flags(),
                event.text()))
        .toList();
  }

  private static long inUtf16(long offset, byte[] utf8) {
    return offset == Events.UNTOLD
        ? offset
        : 2L * new String(utf8, 0, (int) offset, UTF_8).length();
  }

  private static String text(Random random) {
    String[] pieces = {
      "text",
      "\n",
      "\r\n",
      "\n",
      "\tat a.b(C)",
      "äöü€",
      "😀",
      "\0\0",
      "{\"a\":1}",
      "x".repeat(60),
      "\uFEFF",
      " ",
      "\u0A0A",
      "2026-01-01T00:00:00.000000000Z stdout P "
    };
    var text = new StringBuilder();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static List<String> texts(Encoding encoding, byte[] file) {
    return Events.whole(reader(encoding), file).stream().map(Event::text).toList();
  }

  private static RecordReader reader(Encoding encoding) {
    return new RecordReader(ParserChoice.AUTO, Multiline.AUTO, encoding, MAX);
  }

  private static byte[] utf16le(int... units) {
    byte[] bytes = new byte[2 * units.length];
    for (int i = 0; i < units.length; i++) {
      bytes[2 * i] = (byte) units[i];
      bytes[2 * i + 1] = (byte) (units[i] >> 8);
    }
    return bytes;
  }
}
