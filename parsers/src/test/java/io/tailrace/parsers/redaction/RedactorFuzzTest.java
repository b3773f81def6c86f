package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any text: what comes out is UTF-8, bounded, JSON if it was, and comes out the same again. */
class RedactorFuzzTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Redactor masking = Redacting.redactor(RedactionStyle.MASK);
  private final Redactor hashing = Redacting.redactor(RedactionStyle.HASH);
  private final Redactor removing = Redacting.redactor(RedactionStyle.REMOVE);
  private final Redactor pattern = Redacting.patterns(Map.of("p", "[0-9u\\\\]+|e"));

  @MethodSource
  @FuzzTest
  void textStaysWhole(byte[] input) {
    String text = new String(input, UTF_8);
    String masked = check(masking, text);
    assertThat(Redacting.redacted(masking, masked)).isEqualTo(masked);
    String hashed = check(hashing, text);
    assertThat(Redacting.redacted(hashing, hashed)).isEqualTo(hashed);
    check(removing, text);
    check(pattern, text);
  }

  private static String check(Redactor redactor, String text) {
    String redacted = Redacting.redacted(redactor, text);
    int bytes = redacted.getBytes(UTF_8).length;
    assertThat(replacements(redacted)).isLessThanOrEqualTo(replacements(text));
    assertThat(bytes).isLessThanOrEqualTo(4 * text.getBytes(UTF_8).length + 256);
    JsonNode before = json(text);
    if (before != null) {
      RedactionPropertyTest.assertSameStructure(before, JACKSON.readTree(redacted), 0);
    }
    return redacted;
  }

  /** No character is cut into pieces. */
  private static long replacements(String text) {
    return text.chars().filter(c -> c == 0xFFFD).count();
  }

  private static @Nullable JsonNode json(String text) {
    try {
      JsonNode node = JACKSON.readTree(text);
      return node.isObject() ? node : null;
    } catch (JacksonException | NumberFormatException e) {
      return null;
    }
  }

  static Stream<byte[]> textStaysWhole() {
    Stream<String> texts =
        Stream.of(
            "",
            "{",
            "{\"",
            "{\"a\":\"\\",
            "4   177::B.3@W.eyJ.",
            "{\"password\":\"\\\"\\\\\"}",
            "{\"m\":\"\\\"password\\\":\\\"x\\\\\\\"y\\\\\\\\\\\"\"}",
            "{\"a\":{\"b\":[1,{\"token\":[\"x\",[\"y\"],{\"z\":1}]}]},\"c\":-1.5e+3}",
            "{\"a\":\"\\é\\u00€e\\😀\\",
            "password='it's, token=\"x",
            "password=\\\"a\\\\\\\"b\\\" x=\\",
            "4111 1111 1111 1111 411 ::1.2.3.4 a@b.c@d.ee://x:y@z@w eyJ.eyJ.",
            "Bearer Bearer bearer: bearer=x Authorization: authorization=Authorization",
            "::::1::2:3%40.@.a%40b.cc",
            "[secret] [email:0123456789abcdef] password=[secret]x password=[secret:0123456789abcdef]");
    return Stream.concat(
        texts.map(text -> text.getBytes(UTF_8)), Stream.of(RedactionPropertyTest.bytes(7)));
  }
}
