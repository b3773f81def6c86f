package io.tailrace.parsers;

import java.util.Arrays;

/**
 * The structured data of RFC 5424, section 6.3, as a JSON object:
 *
 * <pre>
 * [exampleSDID@32473 iut="3" eventSource="App"][x a="1"]
 * {"exampleSDID@32473":{"iut":"3","eventSource":"App"},"x":{"a":"1"}}
 * </pre>
 *
 * <p>Names that are there twice make no object, nor do more than {@link #MAX_NAMES}; what is longer
 * than {@link #MAX_BYTES} is not read. Belongs to one parser; its array is reused.
 */
final class StructuredData {
  static final int INVALID = Scan.NONE;

  /** Ten times what one packet of syslog must hold. */
  static final int MAX_BYTES = 4_800;

  /** Of elements, and of parameters in one: each name is compared with all before it. */
  static final int MAX_NAMES = 32;

  private static final int BOUNDS = 2;

  private final int[] elements = new int[MAX_NAMES * BOUNDS];
  private final int[] parameters = new int[MAX_NAMES * BOUNDS];
  private int elementCount;
  private int parameterCount;

  private byte[] json = {};
  private int length;
  private boolean object;

  private byte[] bytes = {};
  private int to;

  /**
   * Reads one element or several.
   *
   * @return the index after the last bracket, or {@link #INVALID}
   */
  int read(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.to = Math.min(to, from + MAX_BYTES);
    reserve();
    length = 0;
    elementCount = 0;
    object = true;
    put('{');
    int i = from;
    while (i < this.to && bytes[i] == '[') {
      i = element(i + 1);
      if (i == INVALID) {
        return INVALID;
      }
    }
    put('}');
    return i == from ? INVALID : i;
  }

  /** Whether what was read can be an object: then it is {@code json()[0, length())}. */
  boolean isObject() {
    return object;
  }

  byte[] json() {
    return json;
  }

  int length() {
    return length;
  }

  /** Each byte may become an escape, and each name gets a comma, quotes, a colon and braces. */
  private void reserve() {
    if (json.length == 0) {
      json = new byte[(JsonText.MAX_GROWTH + 1) * MAX_BYTES + 16];
    }
  }

  private int element(int from) {
    int nameTo = nameEnd(from);
    if (nameTo == from) {
      return INVALID;
    }
    elementCount = note(elements, elementCount, from, nameTo);
    parameterCount = 0;
    separate(elementCount);
    putQuoted(from, nameTo);
    put(':');
    put('{');
    int i = nameTo;
    while (i < to && bytes[i] == ' ') {
      i = parameter(i + 1);
      if (i == INVALID) {
        return INVALID;
      }
    }
    put('}');
    return i < to && bytes[i] == ']' ? i + 1 : INVALID;
  }

  private int parameter(int from) {
    int nameTo = nameEnd(from);
    if (nameTo == from || nameTo + 1 >= to || bytes[nameTo] != '=' || bytes[nameTo + 1] != '"') {
      return INVALID;
    }
    int value = nameTo + 2;
    int valueTo = Scan.closingQuote(bytes, value, to);
    if (valueTo == Scan.NONE) {
      return INVALID;
    }
    parameterCount = note(parameters, parameterCount, from, nameTo);
    separate(parameterCount);
    putQuoted(from, nameTo);
    put(':');
    putValue(value, valueTo);
    return valueTo + 1;
  }

  private int nameEnd(int from) {
    int i = from;
    while (i < to && isNamePart(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isNamePart(byte b) {
    return b > ' ' && b < 0x7F && b != '=' && b != ']' && b != '"';
  }

  /** Remembers a name; one that is there already is found. */
  private int note(int[] names, int count, int from, int nameTo) {
    if (count == MAX_NAMES) {
      object = false;
      return count;
    }
    for (int i = 0; i < count; i++) {
      int otherFrom = names[i * BOUNDS];
      int otherTo = names[i * BOUNDS + 1];
      if (Arrays.equals(bytes, otherFrom, otherTo, bytes, from, nameTo)) {
        object = false;
      }
    }
    names[count * BOUNDS] = from;
    names[count * BOUNDS + 1] = nameTo;
    return count + 1;
  }

  private void separate(int number) {
    if (number > 1) {
      put(',');
    }
  }

  private void putQuoted(int from, int end) {
    put('"');
    length = JsonText.escape(bytes, from, end, json, length);
    put('"');
  }

  /** A backslash stands for itself, but before a quote, a bracket and another backslash. */
  private void putValue(int from, int end) {
    put('"');
    int run = from;
    for (int i = from; i < end - 1; i++) {
      if (bytes[i] == '\\'
          && (bytes[i + 1] == '"' || bytes[i + 1] == '\\' || bytes[i + 1] == ']')) {
        length = JsonText.escape(bytes, run, i, json, length);
        i++;
        run = i;
      }
    }
    length = JsonText.escape(bytes, run, end, json, length);
    put('"');
  }

  private void put(char c) {
    json[length++] = (byte) c;
  }
}
