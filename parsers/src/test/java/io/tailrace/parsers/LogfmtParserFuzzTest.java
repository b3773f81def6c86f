package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: our parser finds what a grammar in regular expressions finds. */
class LogfmtParserFuzzTest {
  private static final Pattern PAIR =
      Pattern.compile(
          "([A-Za-z0-9_.@/-]++)(?:=(?:(\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\")|((?!\")[^\\x00-\\x20]*+)))?+(?:[ \\t]+|$)");

  private final LogfmtParser parser = new LogfmtParser(1);

  @MethodSource
  @FuzzTest
  void readAsTheGrammarSays(byte[] input) {
    byte[] line = JsonParserFuzzTest.repaired(input);
    if (line.length > 2_000) {
      return; // Fields are limited in number; and the pattern's own stack is.
    }
    String text = new String(line, UTF_8);
    Seen seen = Seen.parsed(parser, text);
    Map<String, String> expected = byGrammar(text);
    assertThat(seen == null).as(text).isEqualTo(expected == null);
    if (seen != null && expected != null) {
      var found = new LinkedHashMap<>(seen.fields());
      found.keySet().removeIf(LogfmtParserFuzzTest::isTaken);
      expected.keySet().removeIf(LogfmtParserFuzzTest::isTaken);
      assertThat(found).isEqualTo(expected);
    }
  }

  static Stream<byte[]> readAsTheGrammarSays() {
    return Stream.of(
            "level=info msg=\"order \\\"42\\\" sent\" took=12ms cached",
            "a= b=\"\" c=\"\\u00e9\" d=x=y\t e",
            "a=\"x\"y",
            "=x",
            "ts=2026-01-01T00:00:00Z log=1 log=2 a=1 a=2")
        .map(text -> text.getBytes(UTF_8));
  }

  private static @Nullable Map<String, String> byGrammar(String text) {
    var fields = new LinkedHashMap<String, String>();
    Matcher matcher = PAIR.matcher(text);
    int at = 0;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    int first = at;
    boolean pairs = false;
    while (at < text.length()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        return null;
      }
      boolean pair = matcher.group().startsWith("=", matcher.end(1) - at);
      if (at == first && !pair) {
        return null; // A line that begins with a bare name is a sentence.
      }
      pairs |= pair;
      String quoted = matcher.group(2);
      String value = pair ? "'" + matcher.group(3) + "'" : "true";
      fields.put(matcher.group(1), quoted == null ? value : quoted);
      at = matcher.end();
    }
    return pairs ? fields : null;
  }

  private static boolean isTaken(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return EcsRoot.covers(bytes, 0, bytes.length)
        || WellKnown.named(bytes, 0, bytes.length) != null;
  }
}
