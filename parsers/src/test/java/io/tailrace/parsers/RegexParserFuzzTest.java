package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes: each pattern finds in a line what Java's own engine finds; any text is a pattern or
 * none.
 */
class RegexParserFuzzTest {
  private static final List<String> PATTERNS =
      List.of(
          "^(?<one>\\S+) (?<two>\\w+) (?<three>.*)$",
          "(?<one>[^ =]+)=(?:\"(?<two>[^\"]*)\"|(?<three>\\S*))",
          "(?:^|,)(?<one>[a-z]+)(?:,|$)",
          "(?<one>a*)(?<two>b*?)(?<three>c?)$",
          "\\b(?<one>\\d{1,3})\\.(?<two>\\d{1,3})\\b",
          "é(?<one>.)");

  private static final String[] NAMES = {"one", "two", "three"};

  private final List<Parser> parsers =
      PATTERNS.stream()
          .map(pattern -> Formats.of("regex", FormatOption.PATTERN, pattern).newParser())
          .toList();

  /** Java takes a vertical tab for a blank, RE2 does not. */
  private final List<Pattern> oracles =
      PATTERNS.stream()
          .map(pattern -> pattern.replace("\\S", "[^\\t\\n\\f\\r ]"))
          .map(pattern -> Pattern.compile(pattern, Pattern.DOTALL))
          .toList();

  @MethodSource
  @FuzzTest
  void findsWhatJavaFinds(byte[] input) {
    byte[] line = JsonParserFuzzTest.repaired(input);
    if (line.length > 1_000) {
      return; // Java's engine goes back to try again.
    }
    // Java takes a last line feed for the end of a text, and words of any language for words.
    String text = new String(line, UTF_8).strip();
    for (int i = 0; i < parsers.size(); i++) {
      Seen seen = Seen.parsed(parsers.get(i), text);
      assertThat(seen == null ? null : seen.fields())
          .as("%s in %s", PATTERNS.get(i), text)
          .isEqualTo(byJava(oracles.get(i), text));
    }
  }

  static Stream<byte[]> findsWhatJavaFinds() {
    return Stream.of(
            "2026-01-01T00:00:00Z WARN low on stock",
            "key=\"a b\" other=1",
            "a,b,c",
            "éabc😀 日本語 é😀",
            "10.0.0.1 aabbcc",
            "x\u00e9 y z",
            "1=b\u000Bc d\fe")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource
  @FuzzTest
  void anyTextIsAPatternOrRefusedWithItsPlace(byte[] input) {
    String text = new String(input, UTF_8);
    if (text.isEmpty() || text.length() > 200) {
      return;
    }
    judge("regex", text);
    judge("grok", text);
  }

  static Stream<byte[]> anyTextIsAPatternOrRefusedWithItsPlace() {
    return Stream.of(
            "^(?P<time>\\S+) (?P<level>\\w+) (?P<msg>.*)$",
            "%{IPORHOST:client} %{WORD:verb} %{NUMBER:bytes:int}",
            "%{COMBINEDAPACHELOG}",
            "%{",
            "%{WORD:a:",
            "(?P<a>[[:alpha:]\\d]{3,5}\\Q.*\\E\\p{Greek}\\x{10FFFF}",
            "((a{9}){9}){999}",
            "[]a]\\",
            "(?i-s:x)(?")
        .map(text -> text.getBytes(UTF_8));
  }

  private static void judge(String parser, String pattern) {
    try {
      Parser made = Formats.read(parser, FormatOption.PATTERN, pattern).newParser();
      Seen.parsed(made, "10.0.0.1 GET 17 \"x\" é😀");
      Seen.parsed(made, "");
    } catch (BadFormat e) {
      if (e.sentences().startsWith("Column ")) {
        int column = Integer.parseInt(e.sentences().substring(7, e.sentences().indexOf(':')));
        assertThat(column).as(e.sentences()).isBetween(1, pattern.length());
      }
    }
  }

  private static @Nullable Map<String, String> byJava(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : NAMES) {
      if (pattern.namedGroups().containsKey(name)) {
        String value = matcher.group(name);
        if (value != null && !value.isEmpty()) {
          fields.put(name, "'" + value + "'");
        }
      }
    }
    return fields;
  }
}
