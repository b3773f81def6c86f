package io.tailrace.agent.dryrun;

import io.tailrace.outputs.ecs.JsonMembers;
import io.tailrace.parsers.JsonText;
import java.util.Arrays;

/**
 * Goes through the fields of a document as Elasticsearch sees them: {@code {"a":{"b":[1,2]}}} has
 * two values at {@code a.b}, as {@code {"a.b":[1,2]}} has. Used by one thread.
 */
final class DocumentFields {
  /** The default of {@code index.mapping.depth.limit}. */
  static final int MAX_DEPTH = 20;

  /** Is told of each value that is neither null nor an object with members. */
  interface Visitor {
    /**
     * @param path in UTF-8, up to {@code length}; valid during the call
     * @param value the array that holds it from {@code from} to {@code to}, without quotes
     */
    void value(byte[] path, int length, JsonType type, byte[] value, int from, int to);
  }

  private final Visitor visitor;
  private byte[] path = new byte[256];

  DocumentFields(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Goes through the valid JSON object that begins at an index. */
  void walk(byte[] json, int from) {
    object(json, from, 0, 0);
  }

  /**
   * @param length of the object's own path
   */
  private void object(byte[] json, int from, int length, int depth) {
    int name = JsonMembers.nextName(json, from + 1);
    if (depth == MAX_DEPTH || (name < 0 && depth > 0)) {
      JsonType type = name < 0 ? JsonType.OBJECT : JsonType.TOO_DEEP;
      visitor.value(path, length, type, json, from, from);
      return;
    }
    while (name >= 0) {
      int endOfName = JsonMembers.endOfString(json, name);
      int value = JsonMembers.value(json, endOfName);
      int to = append(length, json, name, endOfName);
      int end = value(json, value, to, depth + 1);
      name = JsonMembers.nextName(json, end);
    }
  }

  /** Looks at a value and returns the index after it. */
  private int value(byte[] json, int from, int length, int depth) {
    switch (json[from]) {
      case '{' -> object(json, from, length, depth);
      case '[' -> {
        return array(json, from, length, depth);
      }
      case '"' -> {
        int end = JsonMembers.endOfString(json, from + 1);
        JsonType type = isNumber(json, from + 1, end) ? JsonType.NUMERIC_TEXT : JsonType.TEXT;
        visitor.value(path, length, type, json, from + 1, end);
        return end + 1;
      }
      default -> {
        int end = endOfWord(json, from);
        word(json, from, end, length);
        return end;
      }
    }
    return JsonMembers.endOfValue(json, from);
  }

  /** An array of values is those values to Elasticsearch. */
  private int array(byte[] json, int from, int length, int depth) {
    if (depth == MAX_DEPTH) {
      return JsonMembers.endOfValue(json, from);
    }
    int at = from + 1;
    while (json[at] != ']') {
      at = json[at] <= ' ' || json[at] == ',' ? at + 1 : value(json, at, length, depth + 1);
    }
    return at + 1;
  }

  private void word(byte[] json, int from, int to, int length) {
    switch (json[from]) {
      case 'n' -> {}
      case 't', 'f' -> visitor.value(path, length, JsonType.BOOLEAN, json, from, to);
      default -> visitor.value(path, length, JsonType.NUMBER, json, from, to);
    }
  }

  private static int endOfWord(byte[] json, int from) {
    int at = from;
    while (json[at] > ' ' && json[at] != ',' && json[at] != '}' && json[at] != ']') {
      at++;
    }
    return at;
  }

  /** Such as {@code -17.5}. */
  static boolean isNumber(byte[] text, int from, int to) {
    int at = from < to && text[from] == '-' ? from + 1 : from;
    int digits = 0;
    int points = 0;
    for (; at < to; at++) {
      if (text[at] == '.') {
        points++;
      } else if (text[at] >= '0' && text[at] <= '9') {
        digits++;
      } else {
        return false;
      }
    }
    return digits > 0 && points <= 1;
  }

  private int append(int length, byte[] json, int from, int to) {
    int room = length + 1 + to - from;
    if (path.length < room) {
      path = Arrays.copyOf(path, Math.max(room, path.length * 2));
    }
    int at = length;
    if (length > 0) {
      path[at++] = '.';
    }
    return JsonText.unescape(json, from, to, path, at);
  }
}
