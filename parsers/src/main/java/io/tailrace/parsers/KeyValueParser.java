package io.tailrace.parsers;

import org.jspecify.annotations.Nullable;

/**
 * {@code login ok: user=anna, role: 'shop admin'; ip=10.0.0.1}: pairs of name and value somewhere
 * in a line. Looser than {@link LogfmtParser}: separators are the user's, blanks around them do not
 * matter, a value stands between quotes of either kind or ends at a separator, and words that are
 * no pairs may stand anywhere.
 *
 * <p>A name is letters, digits and characters of {@code _.@/-} and does not begin with a digit, so
 * that {@code 12:30} is no pair; nor is {@code http://…}. Values are text. Where there are other
 * words, and no pair is a message, the whole event is: nothing is lost. Refused are lines without
 * any pair.
 */
final class KeyValueParser implements Parser {
  private final PairSeparators separators;
  private final TypedFields fields;

  private byte[] bytes = {};
  private int to;

  /** Where the value that was read last stands, and how. */
  private int valueFrom;

  private int valueTo;
  private ValueKind valueKind = ValueKind.TEXT;

  KeyValueParser(PairSeparators separators, @Nullable TimeFormat time) {
    this.separators = separators;
    this.fields = new TypedFields(time);
  }

  @Override
  public String name() {
    return "kv";
  }

  @Override
  public String refusal() {
    return "no key=value pair";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    fields.begin(record);
    if (takePairs(record) && fields.finish()) {
      return true;
    }
    record.forgetParsed();
    return false;
  }

  private boolean takePairs(LogRecord record) {
    int pairs = 0;
    int words = 0;
    int i = skipBetweenPairs(record.from());
    while (i < to) {
      int nameTo = skipName(i);
      int assign = assignAfter(i, nameTo);
      if (assign < 0) {
        words++;
        i = skipWord(Math.max(nameTo, i + 1));
      } else {
        int end = value(assign + 1);
        if (!fields.text(bytes, i, nameTo, bytes, valueFrom, valueTo, valueKind)) {
          return false;
        }
        pairs++;
        i = end;
      }
      i = skipBetweenPairs(i);
    }
    if (words > 0) {
      record.message(bytes, record.from(), to, ValueKind.TEXT);
    }
    return pairs > 0;
  }

  /** Where the separator stands after a name, perhaps after blanks; -1 if this is no pair. */
  private int assignAfter(int from, int nameTo) {
    if (nameTo == from) {
      return -1;
    }
    int i = skipBlanks(nameTo);
    boolean pair = i < to && separators.isAfterName(bytes[i]);
    return !pair || isAddress(i + 1) ? -1 : i;
  }

  /** {@code //} after a colon is no value but the rest of an address. */
  private boolean isAddress(int from) {
    return from + 1 < to && bytes[from] == '/' && bytes[from + 1] == '/' && bytes[from - 1] == ':';
  }

  /** Reads a value; answers the index after it. */
  private int value(int afterName) {
    int from = skipBlanks(afterName);
    if (from > afterName && separators.isBetweenPairs(bytes[afterName]) && isPair(from)) {
      from = afterName; // "a= b=1": nothing is a's value.
    }
    if (from < to && (bytes[from] == '"' || bytes[from] == '\'')) {
      int end = quoted(from);
      if (end >= 0) {
        return end;
      }
    }
    int end = from;
    while (end < to && !isEnd(bytes[end])) {
      end++;
    }
    int last = end;
    while (last > from && isBlank(bytes[last - 1])) {
      last--; // Where blanks are no separators they may stand before one.
    }
    set(from, last, ValueKind.TEXT);
    return end;
  }

  /** Whether a name and its separator stand here. */
  private boolean isPair(int from) {
    int nameTo = skipName(from);
    return nameTo > from && nameTo < to && separators.isAfterName(bytes[nameTo]);
  }

  /** Reads what stands between two quotes, if a separator follows them; else answers -1. */
  private int quoted(int quote) {
    if (bytes[quote] == '"') {
      int end = JsonScanner.string(bytes, quote, to);
      if (end != JsonScanner.INVALID && isEndAt(end)) {
        set(quote + 1, end - 1, ValueKind.JSON_TEXT);
        return end;
      }
    }
    int close = quote + 1;
    while (close < to && bytes[close] != bytes[quote]) {
      close++;
    }
    if (close == to || !isEndAt(close + 1)) {
      return -1;
    }
    set(quote + 1, close, ValueKind.TEXT);
    return close + 1;
  }

  private void set(int from, int end, ValueKind kind) {
    valueFrom = from;
    valueTo = end;
    valueKind = kind;
  }

  private boolean isEndAt(int i) {
    return i == to || isEnd(bytes[i]) || isBlank(bytes[i]);
  }

  /** A further line's words are none of the value's. */
  private boolean isEnd(byte b) {
    return separators.isBetweenPairs(b) || b == '\n';
  }

  private int skipBetweenPairs(int from) {
    int i = from;
    while (i < to && (isEnd(bytes[i]) || isBlank(bytes[i]))) {
      i++;
    }
    return i;
  }

  private int skipWord(int from) {
    int i = from;
    while (i < to && !isEnd(bytes[i]) && !isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private int skipName(int from) {
    if (from == to || !NamedField.isFirst(bytes[from])) {
      return from;
    }
    int i = from + 1;
    while (i < to && NamedField.isNamePart(bytes[i])) {
      i++;
    }
    return i;
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < to && isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
