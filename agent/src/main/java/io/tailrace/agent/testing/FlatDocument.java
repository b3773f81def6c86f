package io.tailrace.agent.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A document as Elasticsearch takes it: {@code {"user":{"name":"x"}}} and {@code {"user.name":"x"}}
 * are the same. An empty object and an array are values.
 *
 * @param values by the whole name, in the document's order
 */
record FlatDocument(Map<String, JsonNode> values) {
  /**
   * @param twice is told a name that the document has more than once; the last one counts
   */
  static FlatDocument of(JsonNode object, Consumer<String> twice) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    put("", object, values, twice);
    return new FlatDocument(values);
  }

  private static void put(
      String prefix, JsonNode object, Map<String, JsonNode> values, Consumer<String> twice) {
    object.forEachEntry((member, value) -> {
      String name = prefix + member;
      if (value.isObject() && !value.isEmpty()) {
        put(name + ".", value, values, twice);
      } else if (values.put(name, value) != null) {
        twice.accept(name);
      }
    });
  }

  /** The value of that name, unless it is null: that is as good as none. */
  Optional<JsonNode> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
  }
}
