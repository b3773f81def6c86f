package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a pattern or is refused with words; any pattern can be looked for in any bytes. */
class LinePatternFuzzTest {
  /** Longer ones can count to more than a machine holds: that is for whoever sets one. */
  private static final int MAX_EXPRESSION = 12;

  @MethodSource
  @FuzzTest
  void anyPatternIsLookedForInAnyBytes(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int to = Math.min(input.length, 1 + Math.floorMod(input[0], MAX_EXPRESSION));
    String expression = new String(input, 1, to - 1, UTF_8);
    LinePattern pattern;
    try {
      pattern = LinePattern.of(expression);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(" at character ");
      return;
    }
    LinePattern.Search search = pattern.newSearch();
    boolean found = search.isIn(input, to, input.length);
    byte[] alone = Arrays.copyOfRange(input, to, input.length);
    assertThat(search.isIn(alone, 0, alone.length)).isEqualTo(found);
    assertThat(pattern.newSearch().isIn(alone, 0, alone.length)).isEqualTo(found);
  }

  static Stream<byte[]> anyPatternIsLookedForInAnyBytes() {
    return Stream.of(
        input("^\\d{4}-", "2026-01-01 a"),
        input("(?i)é\\b", "É \uFFFD"),
        input("a)b", ""),
        input("[^\\pL]$", "a\0"),
        input("\\", "x"),
        input("(", "x"),
        input("(?P<a>x)|y", "\uD83D\uDE00y"));
  }

  private static byte[] input(String expression, String line) {
    byte[] rest = (expression + line).getBytes(UTF_8);
    byte[] input = new byte[rest.length + 1];
    input[0] = (byte) expression.getBytes(UTF_8).length;
    System.arraycopy(rest, 0, input, 1, rest.length);
    return input;
  }
}
