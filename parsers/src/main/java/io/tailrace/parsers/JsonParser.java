package io.tailrace.parsers;

import java.util.Arrays;

/**
 * A line that is one JSON object: validated strictly (RFC 8259) in one pass where it stands, with
 * its top-level members as fields.
 *
 * <p>Objects at an {@link EcsRoot} are taken apart into dotted names, {@link #FLATTEN_DEPTH} levels
 * deep: {@code "log":{"level":"warn"}} is {@code log.level}. All others stay whole.
 *
 * <p>Refused, besides what is not valid: nesting, numbers and member counts beyond {@link
 * JsonScanner#MAX_DEPTH}, {@link JsonScanner#MAX_NUMBER_BYTES} and {@link Fields#MAX_FIELDS},
 * members without a name, and two members of one name: of these only one could be kept.
 */
final class JsonParser implements Parser {
  /** Deeper objects stay whole: no name of ours has more parts. */
  static final int FLATTEN_DEPTH = 4;

  /** A name that was put together may not be longer, or few bytes could make many. */
  static final int MAX_BUILT_NAME_BYTES = 1_024;

  private static final int INVALID = JsonScanner.INVALID;

  /** The depth of the line's own members. */
  private static final int TOP = 1;

  private final Fields fields = new Fields();

  /** What the top-level members are called if this line is like the last one that was learnt. */
  private final MemberNames expected = new MemberNames();

  /** Where this line's top-level names begin. */
  private final int[] names = new int[MemberNames.MAX_MEMBERS];

  private int member;

  /** Whether all names so far are the expected ones, so that none of them is there twice. */
  private boolean asExpected;

  /** Whether one was another name where one could be expected. */
  private boolean surprised;

  private byte[] bytes = {};
  private int to;

  /**
   * Names that do not stand in the line as they are; slices of earlier arrays stay as they were.
   */
  private byte[] builtNames = new byte[256];

  private int builtLength;

  // The name that was read last.
  private byte[] nameBytes = {};
  private boolean nameIsBuilt;
  private int nameFrom;
  private int nameTo;

  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    builtLength = 0;
    member = 0;
    asExpected = true;
    surprised = false;
    fields.begin(record);
    if (isOneObject(record.from()) && fields.finish() && !fields.isRepeated()) {
      if (surprised) {
        expected.expect(bytes, names, member, to);
      }
      return true;
    }
    record.forgetParsed();
    return false;
  }

  private boolean isOneObject(int from) {
    int i = JsonScanner.skipBlanks(bytes, from, to);
    if (i == to || bytes[i] != '{') {
      return false;
    }
    i = members(i, 0, 0, TOP);
    return i != INVALID && JsonScanner.skipBlanks(bytes, i, to) == to;
  }

  private int topMember(int from) {
    if (member < names.length) {
      names[member] = from;
    }
    int i = asExpected ? expected.after(member, bytes, from, to) : MemberNames.OTHER;
    if (i == MemberNames.OTHER) {
      surprised |= asExpected && !expected.isAllThatCanBe(member);
      asExpected = false;
      member = Math.min(member + 1, names.length);
      return member(from, 0, 0, TOP);
    }
    nameBytes = bytes;
    nameIsBuilt = false;
    nameFrom = from + 1;
    nameTo = from + expected.length(member) - 2;
    i = JsonScanner.skipBlanks(bytes, i, to);
    return i == to ? INVALID : expectedValue(member++, i);
  }

  /** Takes a value whose name is known to be no other member's. */
  private int expectedValue(int index, int from) {
    byte first = bytes[from];
    if (first == '{' && expected.isBelowRoot(index)) {
      // It may have members of any name.
      asExpected = false;
      return value(from, TOP);
    }
    int end = JsonScanner.value(bytes, from, to, TOP);
    if (end == INVALID) {
      return INVALID;
    }
    int quote = first == '"' ? 1 : 0;
    boolean fits =
        fields.addNew(
            expected.known(index),
            bytes,
            nameFrom,
            nameTo,
            from + quote,
            end - quote,
            ValueKind.ofJson(first));
    return fits ? end : INVALID;
  }

  /**
   * Takes the members of the object that opens at {@code open}.
   *
   * @param prefixFrom where in {@link #builtNames} the name of the object stands; empty at the top
   * @return the index after its closing brace, or {@link JsonScanner#INVALID}
   */
  private int members(int open, int prefixFrom, int prefixTo, int depth) {
    int i = JsonScanner.skipBlanks(bytes, open + 1, to);
    if (i < to && bytes[i] == '}') {
      return i + 1;
    }
    while (true) {
      i = depth == TOP ? topMember(i) : member(i, prefixFrom, prefixTo, depth);
      if (i == INVALID) {
        return INVALID;
      }
      i = JsonScanner.skipBlanks(bytes, i, to);
      if (i < to && bytes[i] == '}') {
        return i + 1;
      }
      if (i == to || bytes[i] != ',') {
        return INVALID;
      }
      i = JsonScanner.skipBlanks(bytes, i + 1, to);
    }
  }

  private int member(int from, int prefixFrom, int prefixTo, int depth) {
    int i = from < to && bytes[from] == '"' ? readName(from) : INVALID;
    if (i == INVALID || (prefixTo > prefixFrom && !prependPrefix(prefixFrom, prefixTo))) {
      return INVALID;
    }
    i = JsonScanner.skipBlanks(bytes, i, to);
    if (i == to || bytes[i] != ':') {
      return INVALID;
    }
    i = JsonScanner.skipBlanks(bytes, i + 1, to);
    return i == to ? INVALID : value(i, depth);
  }

  /** Reads the name that begins with a quote; answers the index after its closing quote. */
  private int readName(int quote) {
    int special = JsonScanner.indexOfSpecial(bytes, quote + 1, to);
    boolean empty = special == quote + 1 && special < to && bytes[special] == '"';
    if (special == to || empty) {
      return INVALID;
    }
    nameBytes = bytes;
    nameIsBuilt = false;
    nameFrom = quote + 1;
    nameTo = special;
    if (bytes[special] == '"') {
      return special + 1;
    }
    int end = JsonScanner.string(bytes, quote, to);
    return end != INVALID && normaliseName(quote + 1, end - 1) ? end : INVALID;
  }

  /** Writes a name that has escapes in the one way we do, so that equal names are equal bytes. */
  private boolean normaliseName(int from, int to) {
    int length = to - from;
    if (length > MAX_BUILT_NAME_BYTES) {
      return false;
    }
    reserve(length + JsonText.MAX_GROWTH * length);
    int unescapedFrom = builtLength + JsonText.MAX_GROWTH * length;
    int unescapedTo = JsonText.unescape(bytes, from, to, builtNames, unescapedFrom);
    int end = JsonText.escape(builtNames, unescapedFrom, unescapedTo, builtNames, builtLength);
    setBuiltName(builtLength, end);
    return true;
  }

  private boolean prependPrefix(int prefixFrom, int prefixTo) {
    int length = prefixTo - prefixFrom + 1 + nameTo - nameFrom;
    if (length > MAX_BUILT_NAME_BYTES) {
      return false;
    }
    reserve(length);
    int from = builtLength;
    int at = from + prefixTo - prefixFrom;
    System.arraycopy(builtNames, prefixFrom, builtNames, from, prefixTo - prefixFrom);
    builtNames[at++] = '.';
    System.arraycopy(nameBytes, nameFrom, builtNames, at, nameTo - nameFrom);
    setBuiltName(from, from + length);
    return true;
  }

  private void setBuiltName(int from, int to) {
    nameBytes = builtNames;
    nameIsBuilt = true;
    nameFrom = from;
    nameTo = to;
    builtLength = to;
  }

  /**
   * Takes a value. There is one call only that takes a field, for what it calls is large, and is
   * compiled into each place it is called from.
   */
  private int value(int from, int depth) {
    byte first = bytes[from];
    if (first == '{' && isTakenApart(from, depth)) {
      return object(from, depth);
    }
    int end = JsonScanner.value(bytes, from, to, depth);
    if (end == INVALID) {
      return INVALID;
    }
    int quote = first == '"' ? 1 : 0;
    boolean fits =
        fields.add(
            nameBytes, nameFrom, nameTo, bytes, from + quote, end - quote, ValueKind.ofJson(first));
    return fits ? end : INVALID;
  }

  /** Whether the object that opens here is one whose members are fields of their own. */
  private boolean isTakenApart(int from, int depth) {
    int first = JsonScanner.skipBlanks(bytes, from + 1, to);
    boolean empty = first < to && bytes[first] == '}';
    return !empty && depth <= FLATTEN_DEPTH && EcsRoot.covers(nameBytes, nameFrom, nameTo);
  }

  private int object(int i, int depth) {
    int prefixFrom = nameFrom;
    if (!nameIsBuilt) {
      int length = nameTo - nameFrom;
      if (length > MAX_BUILT_NAME_BYTES) {
        return INVALID;
      }
      reserve(length);
      prefixFrom = builtLength;
      System.arraycopy(nameBytes, nameFrom, builtNames, prefixFrom, length);
      setBuiltName(prefixFrom, prefixFrom + length);
    }
    return members(i, prefixFrom, nameTo, depth + 1);
  }

  private void reserve(int more) {
    if (builtNames.length - builtLength < more) {
      builtNames = Arrays.copyOf(builtNames, Math.max(builtLength + more, 2 * builtNames.length));
    }
  }
}
