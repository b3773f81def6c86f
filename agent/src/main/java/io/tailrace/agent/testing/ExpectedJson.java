package io.tailrace.agent.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the documents of a test file, and those that its lines become. */
final class ExpectedJson {
  /** A longer document has its fields below each other. */
  private static final int LONGEST = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final JsonMapper ACTUAL =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private ExpectedJson() {}

  /** What a person wrote, perhaps on several lines. */
  static FlatDocument read(String text) throws BadTest {
    if (text.isBlank()) {
      throw new BadTest("The fields follow, as JSON: {\"log.level\":\"error\"}");
    }
    List<String> twice = new ArrayList<>();
    JsonNode node = parsed(text);
    if (!node.isObject()) {
      throw new BadTest("It must be one JSON object, such as {\"log.level\":\"error\"}.");
    }
    FlatDocument document = FlatDocument.of(node, twice::add);
    if (!twice.isEmpty()) {
      throw new BadTest("It has the field %s twice: leave one out.".formatted(twice.getFirst()));
    }
    return document;
  }

  /** As {@link #read} takes it: on one line if it is short, else a field on each. */
  static List<String> written(String word, Map<String, JsonNode> fields) {
    List<String> members = new ArrayList<>();
    fields.forEach((name, value) -> members.add(MAPPER.writeValueAsString(name) + ": " + value));
    String line = word + " {" + String.join(", ", members) + "}";
    if (line.length() <= LONGEST) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>(List.of(word + " {"));
    for (int i = 0; i < members.size(); i++) {
      lines.add("  " + members.get(i) + (i + 1 < members.size() ? "," : ""));
    }
    lines.add("}");
    return lines;
  }

  /** What the program wrote. */
  static FlatDocument actual(String json) {
    return FlatDocument.of(ACTUAL.readTree(json), _ -> {});
  }

  private static JsonNode parsed(String text) throws BadTest {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      int below = place == null ? 0 : Math.max(0, place.getLineNr() - 1);
      String more =
          e instanceof UnexpectedEndOfInputException
              ? ". An object goes on over lines that are indented or begin with }."
              : "";
      throw new BadTest("It is no JSON: " + e.getOriginalMessage() + more, below);
    }
  }
}
