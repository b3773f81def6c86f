package io.tailrace.agent.testing;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A field that is not as expected.
 *
 * @param expected empty if it should not be there
 * @param actual empty if it is not there
 */
record Difference(String name, Optional<JsonNode> expected, Optional<JsonNode> actual) {
  static final String TIME = "@timestamp";

  /** All the differences, in the order of what is expected. */
  static List<Difference> between(Expectation.Fields fields, TestEvent event) {
    FlatDocument actual = event.document();
    Map<String, JsonNode> expected = fields.document().values();
    List<Difference> differences = new ArrayList<>();
    expected.forEach((name, value) -> {
      if (value.isNull()) {
        absent(name, actual, differences);
      } else if (actual.find(name).filter(found -> isSame(name, value, found)).isEmpty()) {
        differences.add(new Difference(name, Optional.of(value), actual.find(name)));
      }
    });
    if (fields.exact()) {
      actual.values().keySet().stream()
          .filter(name -> !event.ofTheRun().contains(name) && !isNamed(name, expected))
          .forEach(name -> absent(name, actual, differences));
    }
    return differences;
  }

  /** Neither a value nor an object of that name is to be there. */
  private static void absent(String name, FlatDocument actual, List<Difference> differences) {
    actual.values().keySet().stream()
        .filter(found -> isOrIsIn(found, name))
        .forEach(found ->
            actual
                .find(found)
                .ifPresent(value ->
                    differences.add(new Difference(found, Optional.empty(), Optional.of(value)))));
  }

  private static boolean isNamed(String name, Map<String, JsonNode> expected) {
    return expected.entrySet().stream()
        .anyMatch(entry ->
            name.equals(entry.getKey())
                || (entry.getValue().isNull() && isOrIsIn(name, entry.getKey())));
  }

  private static boolean isOrIsIn(String name, String object) {
    return name.equals(object) || name.startsWith(object + ".");
  }

  private static boolean isSame(String name, JsonNode expected, JsonNode actual) {
    boolean isTime = name.equals(TIME) && expected.isString() && actual.isString();
    return (isTime && isSameTime(expected.asString(), actual.asString()))
        || expected.equals(BY_NUMBER, actual);
  }

  /** 12:00:00Z is 12:00:00.000Z. */
  private static boolean isSameTime(String expected, String actual) {
    try {
      return OffsetDateTime.parse(expected).isEqual(OffsetDateTime.parse(actual));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** 1.50 is 1.5. */
  private static final Comparator<JsonNode> BY_NUMBER =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;
}
