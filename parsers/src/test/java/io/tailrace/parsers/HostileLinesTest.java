package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Flush;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines that make a reader stand still which goes back to try again: each is the beginning of what
 * some recogniser looks for, over and over, and then not it.
 */
class HostileLinesTest {
  /** What one line may have as long as nobody sets it otherwise. */
  private static final int MAX_LINE = 256 * 1024;

  /**
   * All of it takes some milliseconds. What looks at each byte again for each byte before it would
   * take 10^11 steps, and so minutes; what tries all ways to cut the line would never end.
   */
  @ParameterizedTest
  @Tag("S4")
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ValueSource(
      strings = {
        "a.",
        "a.b.Exception",
        "aaaaaaaaaaaaaaaa",
        "Caused by: ",
        "... 1",
        "\tat ",
        " ",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00Z stdout P ",
        "2026-01-01T00:00:00Z stdout F:",
        "{\"log\":\"",
        "{\"log\":\"\\\\",
        "{\"a\":",
        "{\"error\":{\"a\":1,",
        "[",
        "[\"\",",
        "\"\\u00",
        "a=",
        "a=\"",
        "a=\"\\\\\" ",
        "level=",
        "1",
        "-1e",
        "<ERROR",
        "<34>1 ",
        "<34>1 - - - - - [a b=\"c\"]",
        "<34>1 - - - - - [a b=\"\\",
        "Jan 31 12:00:00 a ",
        "192.0.2.1 - - [",
        "192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] \"",
        "192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] \"GET / HTTP/",
        "2026/01/31 12:00:00 [error] 1#1: , client: ",
        "2026-01-31 12:00:00 [a] ",
        "2026-01-31 12:00:00 - a - ",
        "2026-01-31 12:00:00 UTC [1] a@b:",
        "[2026-01-31 12:00:00] INFO (a.",
        "[Sat Jan 31 12:00:00 2026] [a:error] ",
        "1:M 31 Jan 2026 12:00:00.123 ",
        "I0131 12:00:00.123456 1 a:",
        "INFO:a:",
        "a='",
        "a=\"\\x ",
        "a:a=",
        "\"\"",
        ",",
        "\\",
        "a@a.",
        "1:",
        "::",
        "é",
        "\u0000",
        "Traceback (most recent call last):",
        "  File \"",
        "During handling of the above exception, another exception occurred:",
        "panic: ",
        "runtime: ",
        "goroutine 1 [",
        "a.b(",
        "rax 0x",
        "TypeError: ",
        "TypeError [",
        "/a.js:1",
        "^",
        "a.rb:1:in '",
        "<a",
        "A (b):",
        "Stack trace:",
        "#0 /a(1): b",
        "#0      a)",
        "thread ' panicked at ",
        "Unhandled exception:",
        "Unhandled exception. "
      })
  void eachIsReadInTheTimeItsLengthTakes(String piece) {
    String line = piece.repeat(MAX_LINE / piece.getBytes(UTF_8).length);
    // Short enough that it may be joined to the line before it.
    String third = piece.repeat(MAX_LINE / 3 / piece.getBytes(UTF_8).length) + "!\n";
    byte[] file =
        (line + "!\n" + line + "\ntext\n" + third + third + (piece + "\n").repeat(20_000))
            .getBytes(UTF_8);
    for (ParserSpec parser : parsers()) {
      var reader = new RecordReader(parser, Multiline.AUTO, Encoding.UTF_8, MAX_LINE);
      var record = new LogRecord();
      reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
      while (reader.next(record)) {
        assertThat(record.length()).isLessThanOrEqualTo(3 * MAX_LINE);
      }
      assertThat(reader.consumedTo()).isEqualTo(file.length);
    }
  }

  private static List<ParserSpec> parsers() {
    return Stream.concat(
            Arrays.stream(ParserChoice.values()).map(ParserSpec::of), Formats.configured().stream())
        .toList();
  }
}
