package io.tailrace.parsers.redaction;

/**
 * A secret that is itself the name of another one, as in {@code credentials: password: x} and
 * {@code Authorization: Basic token: x}: what follows it is secret too. Once the name is redacted
 * nothing would say so, so both are redacted as one.
 */
final class ValueOfValue {
  private static final int NONE = -1;

  private final SecretNames names;
  private final Marks marks;

  ValueOfValue(SecretNames names, Marks marks) {
    this.names = names;
    this.marks = marks;
  }

  /** Where what was found at the spot ends, with all that it is the name of. */
  int end(Spot spot) {
    int name = spot.from;
    int end = spot.end;
    int value = valueOf(spot, name, end);
    while (value != NONE) {
      int next = valueEnd(spot, value);
      if (next <= value) {
        return end;
      }
      name = value;
      end = next;
      value = valueOf(spot, name, end);
    }
    return end;
  }

  /** Where the value of that name begins; {@link #NONE} if it has none, or is no such name. */
  private int valueOf(Spot spot, int name, int end) {
    boolean signed = end > name && isSign(spot.bytes[end - 1]);
    int nameTo = signed ? end - 1 : end;
    if (names.ruleOf(spot.bytes, name, nameTo) == SecretNames.NO_RULE) {
      return NONE;
    }
    int sign = signed ? nameTo : spot.afterBlanks(afterQuote(spot, end));
    boolean assigns = sign < spot.to && isSign(spot.bytes[sign]) && !isSign(after(spot, sign));
    int value = assigns ? spot.afterBlanks(sign + 1) : spot.to;
    return value < spot.to ? value : NONE;
  }

  private int valueEnd(Spot spot, int value) {
    int quote = value;
    while (quote < spot.to && spot.bytes[quote] == '\\') {
      quote++;
    }
    int from = value;
    if (quote < spot.to && isQuote(spot.bytes[quote])) {
      int end = QuotedText.end(spot, quote + 1, quote - value);
      if (end >= 0) {
        return end;
      }
      from = quote + 1;
    }
    return BareValue.end(spot, marks.after(spot.bytes, from, spot.to));
  }

  /** After the quote, escaped or not, that stands there, if one does. */
  private static int afterQuote(Spot spot, int i) {
    int quote = i;
    while (quote < spot.to && spot.bytes[quote] == '\\') {
      quote++;
    }
    return quote < spot.to && isQuote(spot.bytes[quote]) ? quote + 1 : i;
  }

  private static byte after(Spot spot, int i) {
    return i + 1 < spot.to ? spot.bytes[i + 1] : 0;
  }

  private static boolean isSign(byte b) {
    return b == ':' || b == '=';
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'';
  }
}
