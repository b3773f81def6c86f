package io.tailrace.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The members of a JSON object, each value exactly as it is written: a number of any length, a name
 * that is there twice and the order of names stay as they are, which a tree would not keep.
 *
 * @param members by their names; what is there twice counts by its last
 */
public record RawJson(Map<String, String> members) {
  /** Whatever was parsed and shipped once is to be read again; nothing here descends into it. */
  private static final int MAX_DEPTH = 100_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException when that is not one whole JSON object and nothing else
   */
  public static RawJson parse(byte[] json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "no JSON object");
      var members = new LinkedHashMap<String, String>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        parser.skipChildren();
        int to = (int) parser.currentLocation().getByteOffset();
        members.put(name, new String(json, from, to - from, UTF_8));
      }
      require(parser.currentToken() == JsonToken.END_OBJECT, "no whole JSON object");
      require(parser.nextToken() == null, "more than one JSON object");
      return new RawJson(members);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no whole JSON object", e);
    }
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new IllegalArgumentException(complaint);
    }
  }

  /**
   * A member that is text, unescaped.
   *
   * @throws IllegalArgumentException when it is not there or not text
   */
  public String text(String name) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value(name))) {
      require(parser.nextToken() == JsonToken.VALUE_STRING, "\"" + name + "\" is not text");
      return parser.getString();
    }
  }

  /**
   * A member that is a whole number.
   *
   * @throws IllegalArgumentException when it is not there or none
   */
  public long number(String name) {
    try {
      return Long.parseLong(value(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + name + "\" is no whole number", e);
    }
  }

  /**
   * A member that is an object, as it is written.
   *
   * @throws IllegalArgumentException when it is not there or none
   */
  public String object(String name) {
    require(value(name).startsWith("{"), "\"" + name + "\" is no object");
    return value(name);
  }

  private String value(String name) {
    String value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no \"" + name + "\"");
    }
    return value;
  }
}
