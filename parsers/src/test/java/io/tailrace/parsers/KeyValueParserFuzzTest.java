package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes: what is found stands in the line as a pair, and a line of plain pairs is never
 * refused.
 */
class KeyValueParserFuzzTest {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_@][A-Za-z0-9_.@/-]*");

  private static final Pattern PLAIN_PAIR = Pattern.compile("[A-Za-z]{1,9}=[0-9]{1,9}");

  private final List<Parser> parsers =
      List.of(
          Formats.of("kv").newParser(),
          Formats.of("kv", FormatOption.KV_SEPARATORS, "; =:").newParser());

  @MethodSource
  @FuzzTest
  void pairsAreFoundAndNothingElse(byte[] input) {
    String text = new String(input, UTF_8);
    for (Parser parser : parsers) {
      Seen seen = Seen.parsed(parser, text);
      if (seen != null) {
        seen.fields().forEach((name, value) -> check(text, name, value));
      } else if (text.length() < 500) {
        assertThat(PLAIN_PAIR.matcher(text).matches()).as(text).isFalse();
      }
    }
  }

  private static void check(String text, String name, String value) {
    byte[] bytes = name.getBytes(UTF_8);
    if (!EcsRoot.covers(bytes, 0, bytes.length) && !name.startsWith("event.")) {
      assertThat(text).contains(name);
      assertThat(NAME.matcher(name).matches()).as(name).isTrue();
    }
    assertThat(text).contains(value.substring(1, value.length() - 1));
    if (value.startsWith("\"")) {
      byte[] quoted = value.getBytes(UTF_8);
      assertThat(JsonScanner.string(quoted, 0, quoted.length)).isEqualTo(quoted.length);
    }
  }

  static Stream<byte[]> pairsAreFoundAndNothingElse() {
    return Stream.of(
            "login ok: user=anna, role: 'shop admin'; ip=10.0.0.1",
            "a=\"x \\\"y\" b='z c=\"\\q\" d= e",
            "level=warn time=2026-01-01T00:00:00Z host=x",
            "a=1;b=2;;=;c",
            "http://x a:// b=//",
            "a = b = c")
        .map(text -> text.getBytes(UTF_8));
  }
}
