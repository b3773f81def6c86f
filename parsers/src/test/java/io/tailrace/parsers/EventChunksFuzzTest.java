package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.Events.Event;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes, whatever the parser, framing and encoding: the events are the same however the file is
 * cut into chunks, though no reader knows of the chunk before; nothing but blanks lies between
 * them; and no record breaks its promises.
 *
 * <p>An input is three bytes that choose, and the file.
 */
class EventChunksFuzzTest {
  private static final int MAX = 100;
  private static final int CAPACITY = 2 * MAX + 8;

  /** The presets, then patterns of a user's and bounds on lines. */
  private static final List<LineJoining> JOININGS =
      Stream.concat(
              Arrays.stream(Multiline.values()).map(LineJoining::of),
              Stream.of(
                  LineJoining.startingWith(LinePattern.of("^\\d|ERROR|^é")),
                  LineJoining.continuedBy(LinePattern.of("^\\s*(at|\\.\\.\\.|\\+)|\\\\$")),
                  LineJoining.startingWith(LinePattern.of("^[^ ]")).upTo(2),
                  LineJoining.of(Multiline.AUTO).upTo(3)))
          .toList();

  @MethodSource
  @FuzzTest
  void anyChunksGiveTheEventsOfTheWhole(byte[] input) {
    if (input.length < 3) {
      return;
    }
    var how = new How(input[0], input[1]);
    byte[] file = Arrays.copyOfRange(input, 3, input.length);
    var random = new Random(input[2]);

    List<Event> whole = Events.whole(how.reader(), file);
    List<Event> chunked =
        Events.inChunks(how::reader, file, CAPACITY, bound -> random.nextInt(Math.min(bound, 90)));

    assertThat(chunked).isEqualTo(whole);
    if (how.encoding == Encoding.UTF_8) {
      assertNothingLost(file, how);
    }
    assertPromises(file, how);
  }

  static Stream<byte[]> anyChunksGiveTheEventsOfTheWhole() {
    String cri = "2026-01-01T00:00:00.000000000Z stdout ";
    String docker = ",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00Z\"}\n";
    Stream<byte[]> traces =
        TraceSamples.LANGUAGES.stream()
            .flatMap(language -> TraceSamples.of(language).stream())
            .map(sample -> input(0, 0, sample.lines()));
    return Stream.concat(traces, handmade(cri, docker));
  }

  private static Stream<byte[]> handmade(String cri, String docker) {
    int encodings = JOININGS.size();
    int patterns = Multiline.values().length;
    return Stream.of(
        input(0, 0, "ERROR x\r\n\tat a.B.c(D.java)\nCaused by: y\n... 3 more\n{\"a\":1}\n\n"),
        input(3, 0, cri + "P one \n" + cri + "F two\n" + cri + "F \tat\n" + cri + "P end"),
        input(4, 0, "{\"log\":\"a\\n\"" + docker + "{\"log\":\"\\tb\\r\\n\"" + docker),
        input(4, 1, "{\"log\":\"a\"" + docker + "{\"log\":\"\\\\n\"" + docker),
        input(0, 0, "\uFEFF\0\0\0\0\0\0\0\0\0late\n" + "x".repeat(250) + "é\nnext\n"),
        input(3, 0, cri + "F panic: x\n" + cri + "F \n" + cri + "F goroutine 1 [a]:\n"),
        input(0, patterns, "1 ERROR\n x\n\n at\n\n2 x\n{\"a\":1}\nERROR\n"),
        input(0, patterns + 1, "a \\\n b\n\n  at x\n... \n+\n\n\nc"),
        input(3, patterns + 2, cri + "F a\n" + cri + "P  b\n" + cri + "F c\n" + cri + "F  d\n"),
        input(0, patterns + 3, "x\n\ty\n\tz\n\ta.b\n\n\tc\n"),
        input(0, encodings, "a\0\n\0b\0"),
        input(2, 2 * encodings, "\0a\0\n\u0001\0"));
  }

  private static byte[] input(int parser, int rest, String file) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(parser);
    bytes.write(rest);
    bytes.write(7);
    bytes.writeBytes(file.getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private static final class How {
    private final ParserChoice parser;
    private final LineJoining joining;
    private final Encoding encoding;

    How(byte parser, byte rest) {
      this.parser = of(ParserChoice.values(), parser);
      this.joining = JOININGS.get(Math.floorMod(rest, JOININGS.size()));
      this.encoding = of(Encoding.values(), rest / JOININGS.size());
    }

    private static <T> T of(T[] values, int number) {
      return values[Math.floorMod(number, values.length)];
    }

    RecordReader reader() {
      return new RecordReader(
          ParserSpec.of(parser), joining, encoding, MAX, NamedTimes.NO_REFERENCE);
    }
  }

  private static void assertNothingLost(byte[] file, How how) {
    var reader = new EventReader(how.parser.framing(), how.joining, MAX);
    var record = new LogRecord();
    reader.start(file, 0, file.length, EventReader.Beginning.OF_FILE, Flush.EVERYTHING);
    int last = 0;
    while (reader.next(record)) {
      assertBlank(file, last, reader.eventFrom(), how);
      last = reader.eventTo();
      if (!record.has(Flag.TRUNCATED)) {
        assertThat(new String(record.bytes(), record.from(), record.length(), UTF_8))
            .isEqualTo(textOf(file, reader.eventFrom(), reader.eventTo(), how));
      }
    }
    assertBlank(file, last, file.length, how);
    assertThat(reader.consumedTo()).isEqualTo(file.length);
  }

  /** All lines of an event, each taken out of what it was wrapped in. */
  private static String textOf(byte[] file, int from, int to, How how) {
    var frame = new Frame(how.parser.framing());
    var text = new ByteArrayOutputStream();
    int at = from;
    boolean whole = false;
    while (at < to) {
      int feed = LineSplitter.indexOfLineFeed(file, at, to);
      int end = feed < 0 ? to : feed;
      boolean wrapped = frame.unwrap(file, at, end);
      if (whole) {
        text.write('\n');
      }
      byte[] line = new byte[end - at];
      int length = wrapped ? frame.copyPayload(line, 0) : line.length;
      if (!wrapped) {
        System.arraycopy(file, at, line, 0, length);
      }
      boolean last = end + 1 >= to;
      boolean withoutReturn = !wrapped && last && length > 0 && line[length - 1] == '\r';
      text.write(line, 0, withoutReturn ? length - 1 : length);
      whole = !wrapped || !frame.isPartial();
      at = end + 1;
    }
    return text.toString(UTF_8);
  }

  /** What lies between two events is blank, a hole, a byte order mark, or a frame of nothing. */
  private static void assertBlank(byte[] file, int from, int to, How how) {
    int at = from == 0 ? Utf8.afterByteOrderMark(file, 0, to) : from;
    while (at < to) {
      int line = LineSplitter.afterNuls(file, at, to);
      int feed = LineSplitter.indexOfLineFeed(file, line, to);
      int end = feed < 0 ? to : feed;
      boolean nothing =
          LineSplitter.isBlank(file, line, end) || isFrameOfNothing(file, line, end, how);
      assertThat(nothing).as(new String(file, from, to - from, UTF_8)).isTrue();
      at = end + 1;
    }
  }

  private static boolean isFrameOfNothing(byte[] file, int from, int to, How how) {
    var frame = new Frame(how.parser.framing());
    byte[] payload = new byte[to - from];
    return frame.unwrap(file, from, to)
        && !frame.isPartial()
        && LineSplitter.isBlank(payload, 0, frame.copyPayload(payload, 0));
  }

  private static void assertPromises(byte[] file, How how) {
    var record = new LogRecord();
    RecordReader reader = how.reader();
    reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      assertThat(Utf8.isValid(record.bytes(), record.from(), record.to())).isTrue();
      Seen seen = Seen.of(record); // Fails if two fields have one name.
      assertThat(seen.fields()).doesNotContainKey("").doesNotContainKey("message");
    }
  }
}
