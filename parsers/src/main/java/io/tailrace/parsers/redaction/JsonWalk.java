package io.tailrace.parsers.redaction;

/**
 * Goes through a text that may be a JSON object and shows a {@link Pass} its texts and numbers, so
 * that what is replaced leaves the object one of the same structure. Names of members are not
 * shown, unless the text ends in one: two of one name would be none. Knows all of RFC 8259 but what
 * is inside of texts.
 */
final class JsonWalk {
  /** Deeper is no JSON to the parsers either. */
  private static final int MAX_DEPTH = 128;

  private enum Expected {
    VALUE,
    VALUE_OR_END,
    NAME,
    NAME_OR_END,
    COLON,
    COMMA_OR_END,
    NOTHING
  }

  private final boolean[] isObject = new boolean[MAX_DEPTH];
  private byte[] bytes = {};
  private int to;
  private int depth;
  private int rule;
  private Expected expected = Expected.VALUE;

  /**
   * Goes through it, to its end or as far as a text that was cut short goes.
   *
   * @return false if it is no JSON object, so that it is a plain text and all that was done with it
   *     is to be forgotten
   */
  boolean walk(byte[] bytes, int from, int to, Pass pass) {
    this.bytes = bytes;
    this.to = to;
    this.depth = 0;
    this.rule = SecretNames.NO_RULE;
    this.expected = Expected.VALUE;
    int i = afterBlanks(from);
    if (i == to || bytes[i] != '{') {
      return false;
    }
    while (i >= 0 && i < to) {
      i = step(i, pass);
      i = i < 0 ? i : afterBlanks(i);
    }
    return i >= 0;
  }

  private int afterBlanks(int i) {
    while (i < to && (bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r'))) {
      i++;
    }
    return i;
  }

  /** Takes what begins at {@code i}; where to go on, or -1 if that cannot stand there. */
  private int step(int i, Pass pass) {
    return switch (bytes[i]) {
      case '{' -> takesValue() ? opened(i, true) : -1;
      case '[' -> takesValue() ? opened(i, false) : -1;
      case '}' -> closed(i, true);
      case ']' -> closed(i, false);
      case '"' -> text(i, pass);
      case ':' -> after(i, Expected.COLON, Expected.VALUE);
      case ',' ->
          after(
              i,
              Expected.COMMA_OR_END,
              depth > 0 && isObject[depth - 1] ? Expected.NAME : Expected.VALUE);
      case 't' -> constant(i, "true");
      case 'f' -> constant(i, "false");
      case 'n' -> constant(i, "null");
      default -> number(i, pass);
    };
  }

  private boolean takesValue() {
    return expected == Expected.VALUE || expected == Expected.VALUE_OR_END;
  }

  private int after(int i, Expected now, Expected next) {
    if (expected != now) {
      return -1;
    }
    expected = next;
    return i + 1;
  }

  private int opened(int i, boolean object) {
    if (depth == MAX_DEPTH) {
      return -1;
    }
    isObject[depth++] = object;
    if (object) {
      rule = SecretNames.NO_RULE;
    }
    expected = object ? Expected.NAME_OR_END : Expected.VALUE_OR_END;
    return i + 1;
  }

  private int closed(int i, boolean object) {
    boolean empty = expected == (object ? Expected.NAME_OR_END : Expected.VALUE_OR_END);
    if (depth == 0
        || isObject[depth - 1] != object
        || (!empty && expected != Expected.COMMA_OR_END)) {
      return -1;
    }
    depth--;
    rule = SecretNames.NO_RULE;
    valueEnded();
    return i + 1;
  }

  private void valueEnded() {
    if (depth == 0) {
      expected = Expected.NOTHING;
      return;
    }
    expected = Expected.COMMA_OR_END;
    if (isObject[depth - 1]) {
      rule = SecretNames.NO_RULE;
    }
  }

  private int text(int i, Pass pass) {
    int end = endOfText(i + 1);
    boolean name = expected == Expected.NAME || expected == Expected.NAME_OR_END;
    if (name && afterBlanks(Math.min(end + 1, to)) == to) {
      pass.text(i + 1, end, true); // Without a colon: cut short, or no JSON and so no name.
      return to;
    }
    if (name) {
      rule = pass.ruleOf(i + 1, end);
      expected = Expected.COLON;
      return end + 1;
    }
    if (!takesValue()) {
      return -1;
    }
    if (rule == SecretNames.NO_RULE) {
      pass.text(i + 1, end, true);
    } else {
      pass.named(i + 1, end, rule, false);
    }
    valueEnded();
    return end + 1;
  }

  /** The index of the quote that ends a text, or the end of all if it was cut short. */
  private int endOfText(int i) {
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, to);
  }

  private int constant(int i, String word) {
    if (!takesValue()) {
      return -1;
    }
    for (int k = 0; k < word.length() && i + k < to; k++) {
      if (bytes[i + k] != word.charAt(k)) {
        return -1;
      }
    }
    valueEnded();
    return Math.min(to, i + word.length());
  }

  private int number(int i, Pass pass) {
    int end = endOfNumber(i);
    if (end < 0 || !takesValue()) {
      return -1;
    }
    if (rule == SecretNames.NO_RULE) {
      pass.number(i, end);
    } else {
      pass.named(i, end, rule, true);
    }
    valueEnded();
    return end;
  }

  /** Where the number that begins at {@code i} ends, or -1 if none does. */
  private int endOfNumber(int i) {
    int digits = bytes[i] == '-' ? i + 1 : i;
    int end = afterDigits(digits);
    if (end == digits) {
      return end == to ? end : -1;
    }
    if (end < to && bytes[end] == '.') {
      end = afterDigits(end + 1);
    }
    if (end < to && (bytes[end] == 'e' || bytes[end] == 'E')) {
      boolean signed = end + 1 < to && (bytes[end + 1] == '+' || bytes[end + 1] == '-');
      end = afterDigits(signed ? end + 2 : end + 1);
    }
    return end;
  }

  private int afterDigits(int i) {
    while (i < to && Spot.isDigit(bytes[i])) {
      i++;
    }
    return Math.min(i, to);
  }
}
