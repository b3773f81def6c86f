package io.tailrace.parsers.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nesting and flattening lose nothing, whatever the names: the same values at the same paths. */
class NestAndFlattenTest {
  private static final JsonMapper JACKSON = new JsonMapper();
  private static final String[] PARTS = {"a", "b", "a-b", "ab", "é", "\\\"", "0"};

  @Test
  void flattenAfterNestGivesTheSameFields() {
    for (long seed = 1; seed <= 3_000; seed++) {
      String line = dotted(new Random(seed));
      assertThat(sorted(Transformed.of("nest; flatten", line)))
          .as("seed %d: %s", seed, line)
          .isEqualTo(sorted(Transformed.of("add x=y; remove x", line)));
    }
  }

  @Test
  void nestAfterFlattenGivesTheSameLeaves() {
    for (long seed = 1; seed <= 3_000; seed++) {
      var random = new Random(seed);
      String line = "{\"r\":" + object(random, 4) + "}";
      assertThat(leaves(JACKSON.readTree(Transformed.of("flatten; nest", line)), ""))
          .as("seed %d: %s", seed, line)
          .isEqualTo(leaves(JACKSON.readTree(line), ""));
    }
  }

  @Test
  void noNameIsLostInANestOfAnyNames() {
    for (long seed = 1; seed <= 3_000; seed++) {
      String line = dotted(new Random(seed));
      assertThat(leaves(JACKSON.readTree(Transformed.of("nest", line)), ""))
          .as("seed %d: %s", seed, line)
          .isEqualTo(leaves(JACKSON.readTree(line), ""));
    }
  }

  private static String dotted(Random random) {
    Map<String, Integer> fields = new TreeMap<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      var name = new StringBuilder(PARTS[random.nextInt(PARTS.length)]);
      for (int k = random.nextInt(11); k > 0; k--) {
        name.append('.').append(PARTS[random.nextInt(random.nextBoolean() ? 2 : PARTS.length)]);
        if (random.nextInt(30) == 0) {
          name.append('.');
        }
      }
      fields.put(name.toString(), i);
    }
    var line = new StringBuilder("{");
    fields.forEach((name, value) ->
        line.append(line.length() > 1 ? "," : "")
            .append('"')
            .append(name)
            .append("\":")
            .append(value));
    return line.append('}').toString();
  }

  private static String object(Random random, int depth) {
    Map<String, String> members = new TreeMap<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String value =
          depth > 0 && random.nextBoolean()
              ? object(random, depth - 1)
              : random.nextBoolean() ? "\"x\\n" + i + "\"" : "[" + i + ",{\"z\":1}]";
      members.put(PARTS[random.nextInt(PARTS.length)], value);
    }
    var text = new StringBuilder("{");
    members.forEach((name, value) ->
        text.append(text.length() > 1 ? "," : "")
            .append('"')
            .append(name)
            .append("\":")
            .append(value));
    return text.append('}').toString();
  }

  private static Map<String, JsonNode> sorted(String record) {
    Map<String, JsonNode> fields = new TreeMap<>();
    JACKSON
        .readTree(record)
        .properties()
        .forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }

  private static Map<String, JsonNode> leaves(JsonNode node, String path) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      if (member.getValue().isObject()) {
        leaves.putAll(leaves(member.getValue(), name));
      } else {
        leaves.put(name, member.getValue());
      }
    }
    return leaves;
  }
}
