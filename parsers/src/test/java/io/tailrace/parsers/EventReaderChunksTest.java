package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a file is cut into chunks, its events are the same. */
class EventReaderChunksTest {
  private static final int MAX = 100;
  private static final int CAPACITY = 2 * MAX + 8;

  private static final String[] PIECES = {
    "text",
    " indented",
    "\tat a.b.C(D.java)",
    "Caused by: x",
    "... 3 more",
    "a.b.CException: x",
    "a.b.CError",
    "panic: x",
    "goroutine 1 [running]:",
    "main.f()",
    "\t/a.go:1",
    "Traceback (most recent call last):",
    "During handling of the above exception, another exception occurred:",
    "TypeError: x",
    "    at f (a.js:1:2) {",
    "}",
    "/a.js:1",
    "^",
    "Node.js v22.1.0",
    "a.rb:1:in 'b'",
    "PHP Fatal error:  Uncaught x",
    "Stack trace:",
    "#0 {main}",
    "thread 'main' panicked at a.rs:1:2:",
    "note: run with `RUST_BACKTRACE=1`",
    "Unhandled exception:",
    "#0      main (a.dart:1:2)",
    "{\"a\":1}",
    "{",
    "é€😀",
    "\0",
    "\0\0\0",
    "\uFEFF",
    "\r",
    " ",
    "\t",
    "x".repeat(60),
    "2026-01-01T00:00:00.000000000Z stdout F ",
    "2026-01-01T00:00:00.000000000Z stdout P ",
    "2026-01-01T00:00:00.000000000Z stderr F ",
    "2026-01-01T00:00:00.000000000Z stderr P ",
    "{\"log\":\"a\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00Z\"}",
    "{\"log\":\"\\tb\",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00Z\"}",
    "{\"log\":\"{\",\"stream\":\"stderr\",\"time\":\"2026-01-01T00:00:00Z\"}"
  };

  @Test
  void anyChunksGiveTheEventsOfTheWhole() {
    Seeds.each(
        1,
        4_000,
        (random, seed) -> {
          byte[] file = file(random);
          Framing framing = pick(random, Framing.values());
          Multiline multiline = pick(random, Multiline.values());

          List<String> whole = readWhole(new EventReader(framing, multiline, MAX), file);
          List<String> chunked =
              readInChunks(new EventReader(framing, multiline, MAX), file, random);

          assertThat(chunked).as(new String(file, UTF_8)).isEqualTo(whole);
        });
  }

  private static List<String> readWhole(EventReader reader, byte[] file) {
    var events = new ArrayList<String>();
    var record = new LogRecord();
    reader.start(file, 0, file.length, Beginning.OF_FILE, Flush.EVERYTHING);
    int last = 0;
    while (reader.next(record)) {
      assertThat(reader.eventFrom()).isGreaterThanOrEqualTo(last);
      assertNothingBetween(file, last, reader.eventFrom());
      assertThat(reader.eventTo()).isGreaterThan(reader.eventFrom());
      assertThat(reader.consumedTo()).isEqualTo(reader.eventTo());
      last = reader.eventTo();
      events.add(describe(record));
    }
    assertNothingBetween(file, last, file.length);
    assertThat(reader.consumedTo()).isEqualTo(file.length);
    return events;
  }

  /** What lies between two events is blank, a hole, a byte order mark, or a frame of nothing. */
  private static void assertNothingBetween(byte[] file, int from, int to) {
    String between = new String(file, from, to - from, UTF_8);
    assertThat(between.replaceAll("\\d{4}-\\S+Z std(out|err) F", "")).matches("[\\s\\x00\\uFEFF]*");
  }

  private static List<String> readInChunks(EventReader reader, byte[] file, Random random) {
    var events = new ArrayList<String>();
    var record = new LogRecord();
    int offset = 0;
    int available = 0;
    boolean inside = false;
    while (offset < file.length) {
      int before = offset;
      available = Math.min(file.length, Math.max(available, offset) + random.nextInt(80));
      int to = Math.min(available, offset + CAPACITY);
      Flush flush = to == file.length ? Flush.EVERYTHING : Flush.NOTHING;
      // The chunk moves about in its buffer, so that nothing can rely on old positions.
      int shift = random.nextInt(20);
      byte[] chunk = new byte[shift + to - offset + random.nextInt(20)];
      random.nextBytes(chunk);
      System.arraycopy(file, offset, chunk, shift, to - offset);

      reader.start(chunk, shift, shift + to - offset, Beginning.at(offset, inside), flush);
      while (reader.next(record)) {
        events.add(describe(record));
      }
      inside = reader.insideLongLine();
      offset += reader.consumedTo() - shift;
      boolean full = to - before == CAPACITY;
      assertThat(offset > before || !full).as("a full chunk makes progress").isTrue();
    }
    return events;
  }

  private static String describe(LogRecord record) {
    return record.flags() + " " + new String(record.bytes(), record.from(), record.length(), UTF_8);
  }

  private static byte[] file(Random random) {
    var file = new ByteArrayOutputStream();
    int pieces = random.nextInt(40);
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(12)) {
        case 0 -> file.write(random.nextInt(256));
        case 1 -> file.writeBytes("\r\n".getBytes(UTF_8));
        case 2, 3, 4, 5 -> file.write('\n');
        case 6 -> file.writeBytes("y".repeat(random.nextInt(400)).getBytes(UTF_8));
        default -> file.writeBytes(pick(random, PIECES).getBytes(UTF_8));
      }
    }
    return file.toByteArray();
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
