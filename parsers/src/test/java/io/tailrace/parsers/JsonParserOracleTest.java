package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our scanner accepts what Jackson accepts, refuses what it refuses, and finds the same fields. */
class JsonParserOracleTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonScanner.MAX_DEPTH)
                          .maxNumberLength(10_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern HUGE = Pattern.compile("[eE]\\+?([3-9]\\d\\d|\\d{4})");

  private final JsonParser parser = new JsonParser();
  private int accepted;

  @Test
  void generatedAndMutatedDocumentsAreJudgedAsJacksonDoes() {
    int runs = 20_000;
    Seeds.each(
        1,
        runs,
        (random, seed) -> {
          var document = new StringBuilder();
          object(random, document, 0);
          String text = random.nextBoolean() ? document.toString() : mutated(random, document);
          if (HUGE.matcher(text).find()) {
            return; // Refused by our own limit.
          }
          // A mutation may have cut a pair of surrogates, which no UTF-8 can hold.
          assertSameAsJackson(new String(text.getBytes(UTF_8), UTF_8));
        });
    assertThat(accepted).isBetween(runs / 3, runs - runs / 10);
  }

  private void assertSameAsJackson(String line) {
    Map<String, JsonNode> expected = fieldsByJackson(line);
    Seen seen = Seen.parsed(parser, line);
    if (expected == null || seen == null) {
      assertThat(seen == null).as(line).isEqualTo(expected == null);
      return;
    }
    var found = new LinkedHashMap<String, JsonNode>();
    seen.fields().forEach((name, value) -> found.put(unescaped(name), JACKSON.readTree(value)));
    assertThat(found).as(line).isEqualTo(expected);
    accepted++;
  }

  private static @Nullable Map<String, JsonNode> fieldsByJackson(String line) {
    try {
      JsonNode tree = JACKSON.readTree(line.getBytes(UTF_8));
      boolean refused = tree == null || !tree.isObject() || tree.has("");
      if (refused || TopLevelNames.anyTwice(line.getBytes(UTF_8))) {
        return null;
      }
      var fields = new LinkedHashMap<String, JsonNode>();
      tree.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      return fields;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static String unescaped(String name) {
    return JACKSON.readTree('"' + name + '"').asString();
  }

  private static void object(Random random, StringBuilder out, int depth) {
    out.append('{');
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      out.append(i > 0 ? "," : "").append(blanks(random));
      name(random, out);
      out.append(blanks(random)).append(':').append(blanks(random));
      value(random, out, depth + 1);
      out.append(blanks(random));
    }
    out.append('}');
  }

  private static void value(Random random, StringBuilder out, int depth) {
    switch (random.nextInt(depth > 5 ? 4 : 7)) {
      case 0 -> string(random, out);
      case 1 -> number(random, out);
      case 2 -> out.append(random.nextBoolean() ? "true" : "false");
      case 3 -> out.append("null");
      case 4 -> object(random, out, depth);
      default -> {
        out.append('[');
        int values = random.nextInt(4);
        for (int i = 0; i < values; i++) {
          out.append(i > 0 ? "," : "").append(blanks(random));
          value(random, out, depth + 1);
        }
        out.append(']');
      }
    }
  }

  /** Few enough names that some are equal; none that is well known or taken apart. */
  private static void name(Random random, StringBuilder out) {
    String[] names = {
      "a",
      "bb",
      "\\u0061",
      "a\\n",
      "a\\u000a",
      "key.of.some.length",
      "é",
      "\\/",
      "/",
      "c",
      "d",
      "e",
      "f",
      "g",
      "h",
      "i",
      "j",
      "k",
      "l",
      "m\\t",
      "n.o",
      "p",
      "q",
      "r",
      "s",
      "u",
      "v",
      "w",
      "x",
      "y"
    };
    out.append('"').append(names[random.nextInt(names.length)]).append('"');
  }

  private static void string(Random random, StringBuilder out) {
    out.append('"');
    int length = random.nextInt(20);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(10)) {
        case 0 -> out.append('\\').append("\"\\/bfnrt".charAt(random.nextInt(8)));
        case 1 -> out.append("\\u%04X".formatted(random.nextInt(0xD800)));
        case 2 -> out.append("\\ud83d\\uDE00");
        case 3 -> out.append("é€😀");
        default -> out.append((char) ('a' + random.nextInt(26)));
      }
    }
    out.append('"');
  }

  private static void number(Random random, StringBuilder out) {
    out.append(random.nextBoolean() ? "-" : "").append(random.nextInt(1_000));
    if (random.nextBoolean()) {
      out.append('.').append(random.nextInt(1_000));
    }
    if (random.nextInt(3) == 0) {
      out.append(random.nextBoolean() ? "e" : "E");
      out.append(new String[] {"", "+", "-"}[random.nextInt(3)]).append(random.nextInt(300));
    }
  }

  private static String blanks(Random random) {
    return new String[] {"", "", "", " ", "\t", " \r\n "}[random.nextInt(6)];
  }

  private static String mutated(Random random, StringBuilder document) {
    String signs = "{}[]\",:\\0123456789-+.eEtruefalsn u/\n\t\0";
    int mutations = 1 + random.nextInt(3);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(document.length() + 1);
      char sign = signs.charAt(random.nextInt(signs.length()));
      if (at == document.length() || random.nextInt(3) == 0) {
        document.insert(at, sign);
      } else if (random.nextBoolean()) {
        document.setCharAt(at, sign);
      } else {
        document.deleteCharAt(at);
      }
      if (document.isEmpty()) {
        document.append(' ');
      }
    }
    return document.toString();
  }
}
