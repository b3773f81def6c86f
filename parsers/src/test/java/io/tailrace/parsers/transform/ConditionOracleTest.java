package io.tailrace.parsers.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.LogRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Random conditions on random records say what the plainest way of asking says. */
class ConditionOracleTest {
  private static final int ROUNDS = 20_000;
  private static final JsonMapper JACKSON = JsonMapper.shared();

  private static final List<String> NAMES = List.of("a", "b", "a.b", "a.b.c", "a.c", "d");
  private static final List<String> TEXTS =
      List.of(
          "", "x", "xy", "/orders/7", "é\"\\n", "a.b", "200", "-1.5", "true", "\u0001\n\t", "Z");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "200",
          "2e2",
          "200.00",
          "-1.5",
          "-15e-1",
          "0.001",
          "1e-3",
          "1e300",
          "12345678901234567890",
          "12345678901234567891",
          "100",
          "1000");
  private static final List<String> PATTERNS =
      List.of(
          "x",
          "^x",
          "x$",
          "^x$",
          "^/orders/\\d+$",
          "\\.",
          "é",
          "[xy]",
          "^$",
          "a\\.b",
          "\\n",
          "0+$",
          "^",
          "y|Z");

  /** A condition's text and what it means. */
  private record Asked(String text, Predicate<JsonNode> meaning) {}

  @Test
  void conditionsSayWhatThePlainestWaySays() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    int held = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode line = object(random, 0);
      LogRecord record = Records.of(JACKSON.writeValueAsString(line));
      Asked asked = condition(random, 0);

      boolean holds = Records.condition(asked.text()).holds(record);

      assertThat(holds)
          .as("seed %d, round %d: %s of %s", seed, round, asked.text(), line)
          .isEqualTo(asked.meaning().test(line));
      held += holds ? 1 : 0;
    }
    assertThat(held).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = JACKSON.createObjectNode();
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        object.set(name, value(random, depth));
      }
    }
    if (depth == 0) {
      object.put("z", 1); // A line of JSON with nothing in it is none.
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 2 ? 4 : 7)) {
      case 0 -> JACKSON.getNodeFactory().numberNode(new BigDecimal(pick(random, NUMBERS)));
      case 1 -> JACKSON.getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> JACKSON.nullNode();
      case 3 -> JACKSON.getNodeFactory().stringNode(pick(random, TEXTS));
      default -> object(random, depth + 1);
    };
  }

  private static Asked condition(Random random, int depth) {
    int kind = random.nextInt(depth > 3 ? 1 : 4);
    if (kind == 0) {
      return test(random);
    }
    Asked left = condition(random, depth + 1);
    if (kind == 1) {
      return new Asked("!(" + left.text() + ")", left.meaning().negate());
    }
    Asked right = condition(random, depth + 1);
    return kind == 2
        ? new Asked(
            "(%s) && (%s)".formatted(left.text(), right.text()),
            left.meaning().and(right.meaning()))
        : new Asked(
            "(%s) || (%s)".formatted(left.text(), right.text()),
            left.meaning().or(right.meaning()));
  }

  private static Asked test(Random random) {
    String name = pick(random, NAMES);
    return switch (random.nextInt(5)) {
      case 0 ->
          new Asked(
              name,
              line -> {
                JsonNode found = find(line, name);
                return found != null && !(found.isBoolean() && !found.asBoolean());
              });
      case 1 -> number(name, pick(random, NUMBERS), random.nextInt(6));
      case 2 -> text(name, pick(random, TEXTS), random.nextInt(6));
      case 3 -> pattern(name, pick(random, PATTERNS), random.nextBoolean());
      default -> oneOf(random, name);
    };
  }

  private static Asked number(String name, String number, int operator) {
    return new Asked(
        name + OPERATORS.get(operator) + number,
        line -> {
          BigDecimal value = asNumber(find(line, name));
          return value == null
              ? operator == 1
              : compares(value.compareTo(new BigDecimal(number)), operator);
        });
  }

  private static Asked text(String name, String text, int operator) {
    String quoted = '"' + text.replace("\"", "\\\"") + '"';
    return new Asked(
        name + " " + OPERATORS.get(operator) + " " + quoted,
        line -> {
          String value = asText(find(line, name));
          // All of it is in the basic plane, where code units have the order of code points.
          return value == null ? operator == 1 : compares(value.compareTo(text), operator);
        });
  }

  private static Asked pattern(String name, String pattern, boolean found) {
    return new Asked(
        name + (found ? "~'" : "!~'") + pattern + "'",
        line -> {
          String value = asText(find(line, name));
          boolean is =
              value != null
                  && Pattern.compile(pattern.replace("$", "\\z"), Pattern.DOTALL)
                      .matcher(value)
                      .find();
          return is == found;
        });
  }

  private static Asked oneOf(Random random, String name) {
    List<Asked> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      parts.add(
          random.nextBoolean()
              ? number(name, pick(random, NUMBERS), 0)
              : text(name, pick(random, TEXTS), 0));
    }
    String values =
        String.join(
            ", ",
            parts.stream()
                .map(part -> part.text().substring(part.text().indexOf("==") + 2))
                .toList());
    return new Asked(
        name + " in (" + values + ")",
        line -> parts.stream().anyMatch(part -> part.meaning().test(line)));
  }

  private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=");

  private static boolean compares(int order, int operator) {
    return switch (operator) {
      case 0 -> order == 0;
      case 1 -> order != 0;
      case 2 -> order < 0;
      case 3 -> order <= 0;
      case 4 -> order > 0;
      default -> order >= 0;
    };
  }

  /** The value under a name, dotted or nested; null if there is none, or it is null. */
  private static @Nullable JsonNode find(JsonNode object, String name) {
    JsonNode found = findAny(object, name);
    return found == null || found.isNull() ? null : found;
  }

  private static @Nullable JsonNode findAny(JsonNode object, String name) {
    if (object.has(name)) {
      return object.get(name);
    }
    for (String member : object.propertyNames()) {
      if (name.startsWith(member + ".") && object.get(member).isObject()) {
        JsonNode found = findAny(object.get(member), name.substring(member.length() + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable BigDecimal asNumber(@Nullable JsonNode value) {
    String text = value == null || value.isObject() ? null : asText(value);
    return text != null && text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
        ? new BigDecimal(text)
        : null;
  }

  private static @Nullable String asText(@Nullable JsonNode value) {
    return value == null ? null : value.isString() ? value.stringValue() : value.toString();
  }

  private static String pick(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
