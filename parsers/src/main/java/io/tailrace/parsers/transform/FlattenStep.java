package io.tailrace.parsers.transform;

import io.tailrace.parsers.Flag;
import io.tailrace.parsers.JsonScanner;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.NameIndex;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.SideText;
import io.tailrace.parsers.ValueKind;
import java.util.List;

/**
 * {@code flatten}: the members of objects become fields with dotted names, {@code
 * "a":{"b":1,"c":2}} is {@code "a.b":1,"a.c":2}, after all other fields.
 *
 * <p>Objects in an array, empty ones, and those below {@link #MAX_DEPTH} others stay whole. So does
 * a field whose members would have a name that is there already, have none, or do not all find
 * room; the record is flagged then.
 */
final class FlattenStep implements RecordStep {
  /** As deep as {@link NestStep} makes them. */
  static final int MAX_DEPTH = NestStep.MAX_DEPTH;

  /** Names are looked up anew after each field that has to stay, which must not be done often. */
  private static final int MAX_FAILURES = 8;

  private static final int INVALID = JsonScanner.INVALID;

  private final byte[][] only;
  private final SideText side;
  private final NameIndex names = new NameIndex();
  private final Removals removals = new Removals();
  private LogRecord record = new LogRecord();
  private byte[] bytes = {};
  private int to;

  /**
   * @param only the names of the fields; all are if there is none
   */
  FlattenStep(List<FieldName> only, SideText side) {
    this.only = only.stream().map(FieldName::bytes).toArray(byte[][]::new);
    this.side = side;
  }

  @Override
  public boolean apply(LogRecord record) {
    this.record = record;
    int count = record.fieldCount();
    boolean indexed = false;
    int failures = 0;
    for (int i = 0; i < count && failures < MAX_FAILURES; i++) {
      if (!isWanted(i)) {
        continue;
      }
      if (!indexed) {
        indexNames();
        indexed = true;
      }
      if (isFlattened(i)) {
        removals.mark(i);
      } else {
        failures++;
        indexNames();
        record.flag(Flag.TRANSFORM_ERROR);
      }
    }
    removals.apply(record);
    return true;
  }

  private boolean isWanted(int i) {
    if (record.valueKind(i) != ValueKind.JSON
        || !isObjectWithMembers(record.valueBytes(i), record.valueFrom(i), record.valueTo(i))) {
      return false;
    }
    for (byte[] name : only) {
      if (record.isNamed(i, name)) {
        return true;
      }
    }
    return only.length == 0;
  }

  private static boolean isObjectWithMembers(byte[] bytes, int from, int to) {
    if (bytes[from] != '{') {
      return false;
    }
    int first = JsonScanner.skipBlanks(bytes, from + 1, to);
    return first < to && bytes[first] == '"';
  }

  private void indexNames() {
    names.clear();
    for (int i = 0; i < record.fieldCount(); i++) {
      names.add(record, i);
    }
  }

  private boolean isFlattened(int i) {
    bytes = record.valueBytes(i);
    to = record.valueTo(i);
    int fields = record.fieldCount();
    int start = side.length();
    side.append(record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
    if (members(record.valueFrom(i), start, side.length(), 1) != INVALID) {
      return true;
    }
    record.keepFields(fields);
    return false;
  }

  /**
   * Takes the members of the object that opens at {@code open}.
   *
   * @param prefixFrom where on the side the name of the object begins
   * @return the index after the object, or {@link #INVALID} if it has to stay whole
   */
  private int members(int open, int prefixFrom, int prefixTo, int depth) {
    int i = JsonScanner.skipBlanks(bytes, open + 1, to);
    while (i < to && bytes[i] == '"') {
      i = member(i, prefixFrom, prefixTo, depth);
      if (i == INVALID) {
        return INVALID;
      }
      i = JsonScanner.skipBlanks(bytes, i, to);
      if (i < to && bytes[i] == '}') {
        return i + 1;
      }
      i = JsonScanner.skipBlanks(bytes, i + 1, to);
    }
    return INVALID;
  }

  private int member(int quote, int prefixFrom, int prefixTo, int depth) {
    int nameEnd = JsonScanner.string(bytes, quote, to);
    int nameFrom = side.length();
    if (nameEnd == INVALID || !name(quote + 1, nameEnd - 1, prefixFrom, prefixTo)) {
      return INVALID;
    }
    int nameTo = side.length();
    int value = JsonScanner.skipBlanks(bytes, nameEnd, to) + 1;
    value = JsonScanner.skipBlanks(bytes, value, to);
    if (value >= to) {
      return INVALID;
    }
    return depth < MAX_DEPTH && isObjectWithMembers(bytes, value, to)
        ? members(value, nameFrom, nameTo, depth + 1)
        : field(nameFrom, nameTo, value);
  }

  /** Writes the dotted name of a member, in the one way that names are escaped. */
  private boolean name(int from, int end, int prefixFrom, int prefixTo) {
    int prefix = prefixTo - prefixFrom;
    int length = end - from;
    if (length == 0 || prefix + 1 + length > FieldName.MAX_BYTES) {
      return false;
    }
    side.append(side.bytes(), prefixFrom, prefixTo);
    side.append((byte) '.');
    if (JsonText.indexOfBackslash(bytes, from, end) == end) {
      side.append(bytes, from, end);
      return true;
    }
    side.reserve((1 + JsonText.MAX_GROWTH) * length);
    int plainFrom = side.length() + JsonText.MAX_GROWTH * length;
    int plainTo = JsonText.unescape(bytes, from, end, side.bytes(), plainFrom);
    side.appendedTo(JsonText.escape(side.bytes(), plainFrom, plainTo, side.bytes(), side.length()));
    return true;
  }

  private int field(int nameFrom, int nameTo, int value) {
    int end = JsonScanner.value(bytes, value, to, 1);
    if (end == INVALID || names.find(record, side.bytes(), nameFrom, nameTo) >= 0) {
      return INVALID;
    }
    int quote = bytes[value] == '"' ? 1 : 0;
    int i = record.fieldCount();
    boolean fits =
        record.addField(
            side.bytes(),
            nameFrom,
            nameTo,
            bytes,
            value + quote,
            end - quote,
            ValueKind.ofJson(bytes[value]));
    if (!fits) {
      return INVALID;
    }
    names.put(i);
    return end;
  }
}
