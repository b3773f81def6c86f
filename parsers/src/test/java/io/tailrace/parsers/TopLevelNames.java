package io.tailrace.parsers;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a tree does not tell of a JSON object. */
final class TopLevelNames {
  private TopLevelNames() {}

  /** Whether an object that Jackson takes has two members of one name. */
  static boolean anyTwice(byte[] object) {
    Set<String> names = new HashSet<>();
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), object)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        if (!names.add(json.currentName())) {
          return true;
        }
        json.nextToken();
        json.skipChildren();
      }
    }
    return false;
  }
}
