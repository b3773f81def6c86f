package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {
  private static final JsonMapper JACKSON = JsonMapper.shared();

  @Test
  void whatIsEscapedIsReadByJacksonAndUnescapedAgain() {
    Seeds.each(
        1,
        30_000,
        (random, seed) -> {
          String text = text(random);
          String escaped = escape(text);
          assertThat(JACKSON.readTree('"' + escaped + '"').asString()).isEqualTo(text);
          assertThat(unescape(escaped)).isEqualTo(text);
        });
  }

  @Test
  void whatJacksonEscapesIsUnescaped() {
    Seeds.each(
        1,
        30_000,
        (random, seed) -> {
          String text = text(random);
          String quoted = JACKSON.writeValueAsString(text);
          assertThat(unescape(quoted.substring(1, quoted.length() - 1))).isEqualTo(text);
        });
  }

  @Test
  void everyKindOfEscapeIsUndone() {
    assertThat(unescape("\\\"\\\\\\/\\b\\f\\n\\r\\t")).isEqualTo("\"\\/\b\f\n\r\t");
    assertThat(unescape("\\u0041\\u00e9\\u20AC\\ud83d\\ude00")).isEqualTo("Aé€😀");
  }

  @Test
  void aLoneSurrogateBecomesTheReplacementCharacter() {
    assertThat(unescape("\\ud83d")).isEqualTo("\uFFFD");
    assertThat(unescape("\\ude00x")).isEqualTo("\uFFFDx");
    assertThat(unescape("\\ud83d\\u0041")).isEqualTo("\uFFFDA");
    assertThat(unescape("\\ud83d\\ud83d\\ude00")).isEqualTo("\uFFFD😀");
  }

  private static String escape(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] target = new byte[3 + JsonText.MAX_GROWTH * bytes.length];
    int end = JsonText.escape(bytes, 0, bytes.length, target, 3);
    return new String(target, 3, end - 3, UTF_8);
  }

  private static String unescape(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    byte[] target = new byte[3 + bytes.length];
    int end = JsonText.unescape(bytes, 0, bytes.length, target, 3);
    return new String(target, 3, end - 3, UTF_8);
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append(random.nextBoolean() ? '"' : '\\');
        case 2 -> text.append("é€😀/\u007F");
        default -> text.append("abc defghij".charAt(random.nextInt(11)));
      }
    }
    return text.toString();
  }
}
