package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.Flag;
import io.tailrace.parsers.LineJoining;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final int MAX = 1_000;

  private record Seen(long first, long last, long offset, String text) {}

  @Test
  void recordsHaveTheirLinesAndOffsets() throws IOException {
    String file = "one\n\n\ntwo\n  indented\n  more\n\nthree";

    assertThat(read(file.getBytes(UTF_8), Encoding.UTF_8))
        .containsExactly(
            new Seen(1, 1, 0, "one"),
            new Seen(4, 6, 6, "two\n  indented\n  more"),
            new Seen(8, 8, 29, "three"));
  }

  @Test
  void inUtf16OnlyLineFeedsAreLineFeeds() throws IOException {
    // U+010A and U+0A0A have the byte of a line feed in them.
    String file = "\uFEFFa\u010A\u0A0A\nb\n\nc\n";

    assertThat(read(file.getBytes(UTF_16LE), Encoding.UTF_16))
        .extracting(Seen::first)
        .containsExactly(1L, 2L, 4L);
  }

  @Test
  void aLineThatIsTooLongIsOneLine() throws IOException {
    String file = "x".repeat(10 * MAX) + "\nnext\n";

    List<Seen> seen = read(file.getBytes(UTF_8), Encoding.UTF_8);

    assertThat(seen).extracting(Seen::first).containsExactly(1L, 2L);
    assertThat(seen).extracting(Seen::last).containsExactly(1L, 2L);
  }

  @Test
  void howeverItIsReadTheNumbersAreThoseOfTheFile() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      StringBuilder file = new StringBuilder();
      List<Seen> expected = new ArrayList<>();
      long line = 1;
      for (int i = 0; i < 2_000; i++) {
        for (int blank = random.nextInt(3); blank > 1; blank--) {
          file.append('\n');
          line++;
        }
        String text = "event %d %s".formatted(i, "y".repeat(random.nextInt(80)));
        int more = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
        text += "\n  more".repeat(more);
        expected.add(new Seen(line, line + more, file.length(), text));
        file.append(text).append('\n');
        line += 1 + more;
      }
      byte[] bytes = file.toString().getBytes(UTF_8);

      assertThat(read(inPieces(bytes, random), Encoding.UTF_8))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected);
    }
  }

  @Test
  void itEndsWhereItIsToldTo() throws IOException {
    var reader = reader();
    var in = new ByteArrayInputStream("a\nb\nc\n".getBytes(UTF_8));
    var events = new EventStream(reader, Encoding.UTF_8, MAX, in, () -> in.available() > 0);

    int count = 0;
    while (events.next()) {
      count++;
    }

    // The last one could go on: that there is nothing more was not said.
    assertThat(count).isEqualTo(2);
  }

  private static InputStream inPieces(byte[] bytes, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int from, int length) throws IOException {
        return super.read(target, from, Math.min(length, 1 + random.nextInt(3_000)));
      }
    };
  }

  private static List<Seen> read(byte[] file, Encoding encoding) throws IOException {
    return read(new ByteArrayInputStream(file), encoding);
  }

  private static List<Seen> read(InputStream in, Encoding encoding) throws IOException {
    var reader =
        new RecordReader(
            ParserSpec.of(ParserChoice.PLAIN),
            LineJoining.of(Multiline.AUTO),
            encoding,
            MAX,
            () -> 0);
    var events = new EventStream(reader, encoding, MAX, in, () -> true);
    List<Seen> seen = new ArrayList<>();
    while (events.next()) {
      LogRecord record = events.record();
      String text = new String(record.bytes(), record.from(), record.length(), UTF_8);
      assertThat(record.has(Flag.MULTILINE)).isEqualTo(events.lastLine() > events.firstLine());
      seen.add(new Seen(events.firstLine(), events.lastLine(), events.offset(), text));
    }
    return seen;
  }

  private static RecordReader reader() {
    return new RecordReader(ParserChoice.PLAIN, Multiline.AUTO, MAX);
  }
}
