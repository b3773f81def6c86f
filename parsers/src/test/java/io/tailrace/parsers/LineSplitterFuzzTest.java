package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: lines are what splitting a string at its line feeds gives. */
class LineSplitterFuzzTest {
  private final LineSplitter lines = new LineSplitter();

  @MethodSource
  @FuzzTest
  void splitAsAStringIs(byte[] input) {
    // Looked at in the middle of a buffer whose other bytes are line feeds: none of them counts.
    byte[] buffer = new byte[input.length + 16];
    Arrays.fill(buffer, (byte) '\n');
    System.arraycopy(input, 0, buffer, 8, input.length);
    int end = 8 + input.length;

    List<String> found = new ArrayList<>();
    lines.start(buffer, end);
    int at = 8;
    boolean closed = true;
    while (closed) {
      lines.find(at);
      found.add(new String(buffer, at, lines.to() - at, ISO_8859_1));
      closed = lines.isClosed();
      assertThat(lines.next()).isEqualTo(closed ? lines.feed() + 1 : end);
      at = lines.next();
    }
    assertThat(found).isEqualTo(expected(input));
    assertThat(LineSplitter.afterNuls(buffer, 8, end) - 8).isEqualTo(nuls(input));
  }

  static Stream<byte[]> splitAsAStringIs() {
    return Stream.of(
            "", "\n", "\r\n\r", "a\r\nbcdefghijklmnop\n\n", "\0\0\0\0\0\0\0\0\0x\0", "\u000B")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  private static List<String> expected(byte[] input) {
    return Arrays.stream(new String(input, ISO_8859_1).split("\n", -1))
        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  private static int nuls(byte[] input) {
    int count = 0;
    while (count < input.length && input[count] == 0) {
      count++;
    }
    return count;
  }
}
