package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file of labels: each line is read or said, and what was quoted comes back. */
class PodInfoFileFuzzTest {
  @MethodSource
  @FuzzTest
  void valuesOrTroubles(byte[] input) {
    String text = new String(input, UTF_8);
    List<String> troubles = new ArrayList<>();
    Map<String, String> values = PodInfoFile.parse("labels", text, troubles::add);

    long lines = Stream.of(text.split("\n", -1)).filter(line -> !line.isEmpty()).count();
    assertThat(values.size() + (long) troubles.size()).isGreaterThanOrEqualTo(Math.min(lines, 6));
    assertThat(troubles).hasSizeLessThanOrEqualTo(6);
    assertThat(values.keySet()).allMatch(key -> PodInfoFile.KEY.matcher(key).matches());

    List<String> none = new ArrayList<>();
    assertThat(PodInfoFile.parse("labels", "key=" + quoted(text), none::add))
        .containsExactly(Map.entry("key", text));
    assertThat(none).isEmpty();
  }

  /** As Go quotes it, with more escapes than it needs. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\').appendCodePoint(c);
          } else if (c < ' ') {
            out.append("\\x%02x".formatted(c));
          } else if (c > 0xffff) {
            out.append("\\U%08x".formatted(c));
          } else if (c % 2 == 0) {
            out.append("\\u%04x".formatted(c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.append('"').toString();
  }

  static Stream<byte[]> valuesOrTroubles() {
    return Stream.of(
            "app=\"shop\"\napp.kubernetes.io/name=\"a\\\"b\\\\\\n\\u00e4\\U0001F600\\x07\"\n",
            "a=b\n=\na=\"\na=\"\\\"\na=\"\\x\"\na=\"\\uD800\"\n\nb=\"1\"\nb=\"2\"",
            "\uFFFD\r\nk=\"v\"\r\n\uD83D\uDE00")
        .map(text -> text.getBytes(UTF_8));
  }
}
