package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any bytes: our parser takes what Jackson takes, but for its own limits, and finds the same. */
class JsonParserFuzzTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonScanner.MAX_DEPTH)
                          .maxNumberLength(100_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What of our own limits may be at work: long numbers, great powers, names that are empty. */
  private static final Pattern BEYOND_LIMITS =
      Pattern.compile("[-+0-9.eE]{101}|[eE]\\+?[0-9]{3}|\"\"\\s*:");

  /** An escape that is, or may be, half of a character. */
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\\\u[dD][89a-fA-F]");

  /**
   * Members and built names are limited too. No input of fewer bytes can have as much of either.
   */
  private static final int SHORT = JsonParser.MAX_BUILT_NAME_BYTES;

  private final JsonParser parser = new JsonParser();

  @MethodSource
  @FuzzTest
  void judgedAsJacksonDoes(byte[] input) {
    byte[] line = repaired(input);
    JsonNode tree = byJackson(line);
    LogRecord record = new LogRecord();
    record.reset(line, 0, line.length);
    boolean taken = parser.parse(record);
    boolean halves = tree == null && HALF_CHARACTER.matcher(new String(line, UTF_8)).find();
    if (taken && halves) {
      return; // Jackson refuses names with these; they become U+FFFD here, as in values.
    }
    if (taken) {
      assertSameFields(Objects.requireNonNull(tree, "what Jackson refuses"), Seen.of(record));
    } else if (tree != null && line.length < SHORT && !hasRepeatedName(tree, line)) {
      assertThat(new String(line, UTF_8)).as("refused").containsPattern(BEYOND_LIMITS);
    }
  }

  /** Also where an object is taken apart, so that its names may be others'. */
  private static boolean hasRepeatedName(JsonNode tree, byte[] line) {
    return !tree.propertyNames().stream().allMatch(JsonParserFuzzTest::isPlain)
        || tree.propertyNames().stream().anyMatch(JsonParserFuzzTest::hasLoneSurrogate)
        || TopLevelNames.anyTwice(line);
  }

  static Stream<byte[]> judgedAsJacksonDoes() {
    return Stream.of(
            "{}",
            "{\"time\":\"2026-01-01T00:00:00Z\",\"level\":\"warn\",\"message\":\"a\\tb\",\"n\":-1.5e3}",
            "{\"log\":{\"level\":\"info\",\"a\":{\"b\":{\"c\":{\"d\":[1,{}]}}}},\"log\":1}",
            "{\"error\":{\"\\u0065\":\"\\ud83d\\ude00\"},\"error.e\":null,\"a\":true,\"a\":false}",
            " {\"a\" : [ [ ] , { } , \"\\\\\" ] } ",
            "{\"a\":1,}",
            "{\"a\":[}",
            "[".repeat(80))
        .map(text -> text.getBytes(UTF_8));
  }

  private static @Nullable JsonNode byJackson(byte[] line) {
    try {
      JsonNode tree = JACKSON.readTree(line);
      return tree.isObject() ? tree : null;
    } catch (JacksonException | NumberFormatException e) {
      return null; // The latter of an exponent that no number can have.
    }
  }

  /** Of names that are the record's own or are taken apart, other tests speak. */
  private static void assertSameFields(JsonNode tree, Seen seen) {
    if (tree.propertyNames().stream().anyMatch(JsonParserFuzzTest::hasLoneSurrogate)) {
      return; // In a name these become U+FFFD, so that two names may become one.
    }
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    tree.properties()
        .forEach(field -> {
          if (isPlain(field.getKey())) {
            expected.put(field.getKey(), field.getValue());
          }
        });
    Map<String, JsonNode> found = new LinkedHashMap<>();
    seen.fields()
        .forEach((name, value) -> {
          String plain = JACKSON.readTree('"' + name + '"').asString();
          if (isPlain(plain)) {
            found.put(plain, JACKSON.readTree(value));
          }
        });
    assertThat(found).isEqualTo(expected);
  }

  private static boolean hasLoneSurrogate(String name) {
    return name.codePoints().anyMatch(c -> c >= 0xD800 && c < 0xE000);
  }

  private static boolean isPlain(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return !EcsRoot.covers(bytes, 0, bytes.length)
        && WellKnown.named(bytes, 0, bytes.length) == null;
  }

  /** Every parser gets valid UTF-8. */
  static byte[] repaired(byte[] input) {
    return new String(input, UTF_8).getBytes(UTF_8);
  }
}
