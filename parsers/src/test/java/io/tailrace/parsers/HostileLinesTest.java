package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Flush;
import java.util.concurrent.TimeUnit;
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
    for (ParserChoice parser : ParserChoice.values()) {
      var reader = new RecordReader(parser, Multiline.AUTO, MAX_LINE);
      var record = new LogRecord();
      reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
      while (reader.next(record)) {
        assertThat(record.length()).isLessThanOrEqualTo(3 * MAX_LINE);
      }
      assertThat(reader.consumedTo()).isEqualTo(file.length);
    }
  }
}
