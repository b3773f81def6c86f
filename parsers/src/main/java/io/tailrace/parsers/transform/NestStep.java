package io.tailrace.parsers.transform;

import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.SideText;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code nest}: dotted names become objects, {@code "a.b":1,"a.c":2} is {@code "a":{"b":1,"c":2}},
 * in the place of the first of them and with the members in the order of their names.
 *
 * <p>What cannot stand in an object stays dotted: {@code a.b} where there is a field {@code a} too,
 * a name with an empty part, parts beyond {@link #MAX_DEPTH}. No value is lost, and {@link
 * FlattenStep} gives the same fields again.
 */
final class NestStep implements RecordStep {
  /** No schema has names of more parts; deeper ones keep their dots in the innermost object. */
  static final int MAX_DEPTH = 8;

  private static final int NONE = -1;

  private final byte[][] parents;
  private final SideText side;
  private final NameOrder order = new NameOrder();
  private final Removals removals = new Removals();
  private LogRecord record = new LogRecord();

  /**
   * @param parents the names whose fields are nested; all are if there is none
   */
  NestStep(List<FieldName> parents, SideText side) {
    this.parents = parents.stream().map(FieldName::bytes).toArray(byte[][]::new);
    this.side = side;
  }

  @Override
  public boolean apply(LogRecord record) {
    this.record = record;
    if (parents.length == 0) {
      nestAll();
    }
    for (byte[] parent : parents) {
      nestBelow(parent);
    }
    return true;
  }

  private void nestAll() {
    if (!collect(null)) {
      return;
    }
    int place = 0;
    int leaf = NONE;
    while (place < order.size()) {
      int dot = dot(place, 0);
      int end = dot == NONE ? place + 1 : endOfGroup(place, order.size(), 0, dot);
      if (dot == NONE) {
        leaf = place;
      } else if (!isSame(leaf, place, 0, dot)) {
        int name = order.at(place);
        replace(
            place, end, record.nameBytes(name), record.nameFrom(name), record.nameFrom(name) + dot);
      }
      place = end;
    }
    removals.apply(record);
  }

  private void nestBelow(byte[] parent) {
    if (record.find(parent) < 0 && collect(parent)) {
      replace(0, order.size(), parent, 0, parent.length);
      removals.apply(record);
    }
  }

  /** Puts the fields in question in order; whether any of them is to be nested. */
  private boolean collect(byte @Nullable [] parent) {
    order.clear();
    boolean dotted = false;
    for (int i = 0; i < record.fieldCount(); i++) {
      int dots = dots(record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
      if (dots >= 0 && (parent == null || isBelow(i, parent))) {
        order.add(i);
        dotted |= dots > 0;
      }
    }
    if (dotted) {
      order.sort(record);
    }
    return dotted;
  }

  /** How many dots part a name, or {@link #NONE} if some part of it is empty. */
  private static int dots(byte[] name, int from, int to) {
    int dots = 0;
    boolean empty = true;
    for (int i = from; i < to; i++) {
      if (name[i] != '.') {
        empty = false;
      } else if (empty) {
        return NONE;
      } else {
        dots++;
        empty = true;
      }
    }
    return empty ? NONE : dots;
  }

  private boolean isBelow(int i, byte[] parent) {
    byte[] name = record.nameBytes(i);
    int from = record.nameFrom(i);
    int dot = from + parent.length;
    return dot < record.nameTo(i)
        && name[dot] == '.'
        && Arrays.equals(name, from, dot, parent, 0, parent.length);
  }

  /** Makes one object of the fields at these places, whose name may be a part of theirs. */
  private void replace(int place, int end, byte[] nameBytes, int nameFrom, int nameTo) {
    int from = side.length();
    members(place, end, nameTo - nameFrom + 1, 1);
    int first = order.at(place);
    for (int k = place + 1; k < end; k++) {
      removals.mark(Math.max(first, order.at(k)));
      first = Math.min(first, order.at(k));
    }
    record.renameField(first, nameBytes, nameFrom, nameTo);
    record.replaceValue(first, side.bytes(), from, side.length(), ValueKind.JSON);
  }

  /**
   * Writes the object of the fields at these places.
   *
   * @param skip the length of what their names have in common and the object stands below
   */
  private void members(int place, int end, int skip, int depth) {
    side.append((byte) '{');
    int leaf = NONE;
    int next = place;
    while (next < end) {
      if (next > place) {
        side.append((byte) ',');
      }
      int dot = depth < MAX_DEPTH ? dot(next, skip) : NONE;
      if (dot == NONE) {
        leaf = next;
      }
      if (dot == NONE || isSame(leaf, next, skip, dot)) {
        name(next, skip, record.nameTo(order.at(next)) - record.nameFrom(order.at(next)));
        value(order.at(next));
        next++;
      } else {
        int endOfGroup = endOfGroup(next, end, skip, dot);
        name(next, skip, dot);
        members(next, endOfGroup, dot + 1, depth + 1);
        next = endOfGroup;
      }
    }
    side.append((byte) '}');
  }

  /** Where in a name, after its first {@code skip} bytes, the next dot is, or {@link #NONE}. */
  private int dot(int place, int skip) {
    int field = order.at(place);
    byte[] name = record.nameBytes(field);
    int from = record.nameFrom(field);
    for (int i = from + skip; i < record.nameTo(field); i++) {
      if (name[i] == '.') {
        return i - from;
      }
    }
    return NONE;
  }

  /** Whether the whole name at one place is that of another one before its dot. */
  private boolean isSame(int leaf, int place, int skip, int dot) {
    return leaf != NONE
        && record.nameTo(order.at(leaf)) - record.nameFrom(order.at(leaf)) == dot
        && isSamePart(order.at(leaf), order.at(place), skip, dot);
  }

  private int endOfGroup(int place, int end, int skip, int dot) {
    int next = place + 1;
    while (next < end
        && record.nameTo(order.at(next)) - record.nameFrom(order.at(next)) > dot
        && isSamePart(order.at(place), order.at(next), skip, dot + 1)) {
      next++;
    }
    return next;
  }

  private boolean isSamePart(int a, int b, int from, int to) {
    return Arrays.equals(
        record.nameBytes(a),
        record.nameFrom(a) + from,
        record.nameFrom(a) + to,
        record.nameBytes(b),
        record.nameFrom(b) + from,
        record.nameFrom(b) + to);
  }

  private void name(int place, int from, int to) {
    int field = order.at(place);
    int start = record.nameFrom(field);
    side.append((byte) '"');
    side.append(record.nameBytes(field), start + from, start + to);
    side.append((byte) '"');
    side.append((byte) ':');
  }

  private void value(int i) {
    byte[] bytes = record.valueBytes(i);
    int from = record.valueFrom(i);
    int to = record.valueTo(i);
    switch (record.valueKind(i)) {
      case TEXT -> {
        side.append((byte) '"');
        side.reserve(Math.multiplyExact(JsonText.MAX_GROWTH, to - from));
        side.appendedTo(JsonText.escape(bytes, from, to, side.bytes(), side.length()));
        side.append((byte) '"');
      }
      case JSON_TEXT -> {
        side.append((byte) '"');
        side.append(bytes, from, to);
        side.append((byte) '"');
      }
      case NUMBER, BOOLEAN, NULL, JSON -> side.append(bytes, from, to);
    }
  }
}
