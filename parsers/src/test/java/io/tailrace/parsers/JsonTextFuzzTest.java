package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Any text: repaired as Java repairs it, escaped so that Jackson reads it back, and undone. */
class JsonTextFuzzTest {
  private static final JsonMapper JACKSON = JsonMapper.builder().build();

  @MethodSource
  @FuzzTest
  void readBackAsItWas(byte[] input) {
    byte[] room = new byte[Utf8.MAX_GROWTH * input.length];
    byte[] text = Arrays.copyOf(room, Utf8.repair(input, 0, input.length, room, 0));
    assertThat(text).isEqualTo(new String(input, UTF_8).getBytes(UTF_8));

    byte[] escaped = new byte[JsonText.MAX_GROWTH * text.length];
    int end = JsonText.escape(text, 0, text.length, escaped, 0);
    String json = new String(escaped, 0, end, UTF_8);
    assertThat(json).doesNotContain("\n", "\r");
    assertThat(JACKSON.readTree('"' + json + '"').asString()).isEqualTo(new String(text, UTF_8));

    byte[] undone = new byte[end];
    int length = JsonText.unescape(escaped, 0, end, undone, 0);
    assertThat(Arrays.copyOf(undone, length)).isEqualTo(text);
  }

  static Stream<byte[]> readBackAsItWas() {
    return Stream.of(
            "", "plain", "\u0000\u001f\"\\\n\r\té€😀", "a long text without anything\u007f")
        .map(text -> text.getBytes(UTF_8));
  }
}
