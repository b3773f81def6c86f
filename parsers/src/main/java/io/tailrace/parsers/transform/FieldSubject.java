package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.JsonScanner;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;

/**
 * A field, or a member of an object in a field: {@code a.b.c} is the field of this name, or else
 * {@code b.c} in the object {@code a}, or else {@code c} in the object {@code a.b}; and so on in
 * each object. Of members of one name the first is taken.
 *
 * <p>An object's bytes are looked at once for each part of the name at most, and those are bounded.
 */
final class FieldSubject extends Subject {
  /** Deeper than anybody nests by hand. */
  static final int MAX_PARTS = 16;

  private final byte[] name;
  private final boolean dotted;

  /**
   * @param name of {@link #MAX_PARTS} parts at most
   */
  FieldSubject(String name) {
    byte[] plain = name.getBytes(UTF_8);
    byte[] escaped = new byte[JsonText.MAX_GROWTH * plain.length];
    this.name = Arrays.copyOf(escaped, JsonText.escape(plain, 0, plain.length, escaped, 0));
    this.dotted = name.indexOf('.') >= 0;
  }

  @Override
  boolean find(LogRecord record) {
    int i = record.find(name);
    if (i >= 0) {
      return found(
          record.valueBytes(i), record.valueFrom(i), record.valueTo(i), record.valueKind(i));
    }
    return dotted && findInside(record);
  }

  private boolean findInside(LogRecord record) {
    for (int i = 0; i < record.fieldCount(); i++) {
      int rest =
          record.valueKind(i) == ValueKind.JSON
              ? restAfter(0, record.nameBytes(i), record.nameFrom(i), record.nameTo(i))
              : 0;
      if (rest > 0 && findIn(record.valueBytes(i), record.valueFrom(i), record.valueTo(i), rest)) {
        return kind() != ValueKind.NULL;
      }
    }
    return false;
  }

  /**
   * Where in the name goes on what stands below another name, or 0 if it does not.
   *
   * @param start where the part begins that the other one is compared with
   */
  private int restAfter(int start, byte[] bytes, int from, int to) {
    int dot = start + to - from;
    return dot + 1 < name.length
            && name[dot] == '.'
            && Arrays.equals(name, start, dot, bytes, from, to)
        ? dot + 1
        : 0;
  }

  /** Looks in a value, which is valid JSON, for the name from {@code start} on. */
  private boolean findIn(byte[] bytes, int from, int to, int start) {
    if (bytes[from] != '{') {
      return false;
    }
    int i = JsonScanner.skipBlanks(bytes, from + 1, to);
    while (i < to && bytes[i] == '"') {
      int nameEnd = JsonScanner.string(bytes, i, to);
      int value = nameEnd < 0 ? to : valueAfter(bytes, nameEnd, to);
      int end = value < to ? JsonScanner.value(bytes, value, to, 0) : JsonScanner.INVALID;
      if (end < 0) {
        return false;
      }
      if (isMember(bytes, i + 1, nameEnd - 1, value, end, start)) {
        return true;
      }
      i = JsonScanner.skipBlanks(bytes, end, to);
      i = i < to && bytes[i] == ',' ? JsonScanner.skipBlanks(bytes, i + 1, to) : to;
    }
    return false;
  }

  private static int valueAfter(byte[] bytes, int nameEnd, int to) {
    int colon = JsonScanner.skipBlanks(bytes, nameEnd, to);
    return colon < to ? JsonScanner.skipBlanks(bytes, colon + 1, to) : to;
  }

  private boolean isMember(byte[] bytes, int from, int to, int value, int end, int start) {
    if (Arrays.equals(name, start, name.length, bytes, from, to)) {
      ValueKind kind = ValueKind.ofJson(bytes[value]);
      boolean text = kind == ValueKind.JSON_TEXT;
      found(bytes, text ? value + 1 : value, text ? end - 1 : end, kind);
      return true;
    }
    int rest = restAfter(start, bytes, from, to);
    return rest > 0 && findIn(bytes, value, end, rest);
  }
}
