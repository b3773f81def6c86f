package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import java.util.Arrays;

/**
 * What each field of one record is to be called, so that no two fields of its document have the
 * same path, and none is a value where other documents have an object. A field that cannot keep its
 * name gets one from {@link Renaming}; none is lost.
 *
 * <p>Owned by one pipeline's thread and reused for each record. Its text grows to a small multiple
 * of the names of one line and no further. All names are only compared with each other for a field
 * that is renamed or written with escapes, which few are; a hostile line of {@link
 * LogRecord#MAX_FIELDS} such fields costs that number squared of comparisons.
 */
final class FieldNames {
  private static final int NOT_YET = -1;
  private static final int AS_IT_IS = -1;
  private static final byte[] NOTHING = {};

  private final Placement placement = new Placement();

  /** Names without escapes and new names, one after the other. */
  private byte[] text = new byte[256];

  private int textSize;

  private final int[] plainFrom = new int[LogRecord.MAX_FIELDS];
  private final int[] plainTo = new int[LogRecord.MAX_FIELDS];
  private final int[] newFrom = new int[LogRecord.MAX_FIELDS];
  private final int[] newTo = new int[LogRecord.MAX_FIELDS];
  private boolean anyRenamed;

  /**
   * Finds the names for a record.
   *
   * @param written the {@link OwnField#bit bits} of the fields that are written besides
   */
  void resolve(LogRecord record, SourceFrame frame, int written) {
    placement.reset(frame, written);
    anyRenamed = false;
    boolean begun = false;
    for (int i = 0; i < record.fieldCount(); i++) {
      if (frame.concerns(record.nameBytes(i), record.nameFrom(i), record.nameTo(i))) {
        if (!begun) {
          begun = true;
          begin(record);
        }
        resolve(record, i);
      }
    }
  }

  /** Whether field {@code i} must be written with {@link #newName}. */
  boolean isRenamed(int i) {
    return anyRenamed && newFrom[i] != AS_IT_IS;
  }

  /** The array that holds new names, as the inside of JSON strings. */
  byte[] newName() {
    return text;
  }

  int newNameFrom(int i) {
    return newFrom[i];
  }

  int newNameTo(int i) {
    return newTo[i];
  }

  /** Whether the record has a field in place of some of the source's. */
  boolean replacesAny() {
    return placement.replacesAny();
  }

  /** Whether the record has a field in place of the source's {@code i}th. */
  boolean replaces(int i) {
    return placement.replaces(i);
  }

  private void begin(LogRecord record) {
    textSize = 0;
    Arrays.fill(plainFrom, 0, record.fieldCount(), NOT_YET);
    Arrays.fill(newFrom, 0, record.fieldCount(), AS_IT_IS);
  }

  private void resolve(LogRecord record, int i) {
    undoEscapes(record, i);
    if (isRepeated(record, i)) {
      moveAway(record, i);
      return;
    }
    byte[] value = record.valueBytes(i);
    Shape shape = Shape.of(record.valueKind(i), value, record.valueFrom(i));
    switch (placement.place(text, plainFrom[i], plainTo[i], shape, value, record.valueFrom(i))) {
      case FITS -> {}
      case TAKEN -> moveAway(record, i);
      case IN_PLACE_OF_OBJECT -> {
        if (!moveInside(record, i)) {
          moveAway(record, i);
        }
      }
    }
  }

  /** Puts the field's name without its escapes into {@link #text}, once. */
  private void undoEscapes(LogRecord record, int i) {
    if (plainFrom[i] == NOT_YET) {
      makeRoom(record.nameTo(i) - record.nameFrom(i));
      plainFrom[i] = textSize;
      textSize =
          JsonText.unescape(
              record.nameBytes(i), record.nameFrom(i), record.nameTo(i), text, textSize);
      plainTo[i] = textSize;
    }
  }

  /** Must be done before a new name is begun, which must be the last thing in {@link #text}. */
  private void undoAllEscapes(LogRecord record) {
    for (int i = 0; i < record.fieldCount(); i++) {
      undoEscapes(record, i);
    }
  }

  private boolean hasEscapes(LogRecord record, int i) {
    return plainTo[i] - plainFrom[i] != record.nameTo(i) - record.nameFrom(i);
  }

  /** Whether a name written with escapes is, without them, also that of another field. */
  private boolean isRepeated(LogRecord record, int i) {
    if (!hasEscapes(record, i)) {
      return false;
    }
    undoAllEscapes(record);
    for (int other = 0; other < record.fieldCount(); other++) {
      if (other != i && relation(plainFrom[i], plainTo[i], other) == Relation.SAME) {
        return true;
      }
    }
    return false;
  }

  /** The value of what is elsewhere an object goes inside that object. */
  private boolean moveInside(LogRecord record, int i) {
    byte[] name = Renaming.valueOf(text, plainFrom[i], plainTo[i]);
    return name.length > 0
        ? tryName(record, i, name, false, NOTHING)
        : tryName(record, i, NOTHING, true, Renaming.VALUE);
  }

  private void moveAway(LogRecord record, int i) {
    boolean moved = tryName(record, i, Renaming.REFUGE, true, NOTHING);
    for (int attempt = 2; !moved; attempt++) {
      byte[] refuge = Renaming.refuge(attempt).getBytes(US_ASCII);
      moved = tryName(record, i, refuge, true, NOTHING);
    }
  }

  /**
   * Gives field {@code i} a new name if that is free: {@code prefix}, its old name if {@code keep},
   * {@code suffix}.
   */
  private boolean tryName(LogRecord record, int i, byte[] prefix, boolean keep, byte[] suffix) {
    undoAllEscapes(record);
    int from = textSize;
    append(prefix, 0, prefix.length);
    if (keep) {
      append(text, plainFrom[i], plainTo[i]);
    }
    append(suffix, 0, suffix.length);
    int to = textSize;
    if (!isFree(record, i, from, to)) {
      textSize = from;
      return false;
    }
    if (keep && hasEscapes(record, i)) {
      append(prefix, 0, prefix.length);
      append(record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
      append(suffix, 0, suffix.length);
      newFrom[i] = to;
    } else {
      newFrom[i] = from;
    }
    newTo[i] = textSize;
    plainFrom[i] = from;
    plainTo[i] = to;
    anyRenamed = true;
    return true;
  }

  private boolean isFree(LogRecord record, int i, int from, int to) {
    for (int other = 0; other < record.fieldCount(); other++) {
      if (other != i && relation(from, to, other) != Relation.APART) {
        return false;
      }
    }
    return placement.take(text, from, to);
  }

  /** How a name in {@link #text} stands to that of a field, which is its new one if it has one. */
  private Relation relation(int from, int to, int field) {
    return Relation.of(text, from, to, text, plainFrom[field], plainTo[field]);
  }

  private void append(byte[] bytes, int from, int to) {
    makeRoom(to - from);
    System.arraycopy(bytes, from, text, textSize, to - from);
    textSize += to - from;
  }

  private void makeRoom(int length) {
    if (text.length - textSize < length) {
      text = Arrays.copyOf(text, Math.max(textSize + length, text.length * 2));
    }
  }
}
