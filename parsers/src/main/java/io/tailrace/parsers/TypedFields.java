package io.tailrace.parsers;

import org.jspecify.annotations.Nullable;

/**
 * {@link Fields} of which a user says what they are called, of what type they are and how their
 * time is written.
 *
 * <p>A value of a type that is empty or {@code -} is no value, and its field is left out. A time in
 * the user's format is given to the fields as RFC 3339; one that is not in it is read as any other.
 * Owned by one parser.
 */
final class TypedFields {
  private final Fields fields = new Fields();
  private final SideText side = new SideText();
  private final TypedValue value = new TypedValue(side);
  private final @Nullable TimeReader time;

  TypedFields(@Nullable TimeFormat time) {
    this.time = time == null ? null : new TimeReader(time);
  }

  /** As {@link Fields#begin}. */
  void begin(LogRecord record) {
    side.clear();
    fields.begin(record);
  }

  /** What belongs to this event and does not stand in it. */
  SideText side() {
    return side;
  }

  /** Takes one field; false if its value is not of its type, or there is no room for it. */
  boolean add(NamedField field, byte[] bytes, int from, int to) {
    byte[] name = field.name();
    if (field.type() == ValueType.TEXT) {
      return text(name, 0, name.length, bytes, from, to, ValueKind.TEXT);
    }
    if (from == to || (to - from == 1 && bytes[from] == '-')) {
      return true;
    }
    return value.read(field.type(), bytes, from, to)
        && fields.add(name, 0, name.length, value.bytes(), value.from(), value.to(), value.kind());
  }

  /** Takes a text, which may be a time; false if there is no room for it. */
  boolean text(
      byte[] nameBytes, int nameFrom, int nameTo, byte[] bytes, int from, int to, ValueKind kind) {
    if (time != null && isTime(nameBytes, nameFrom, nameTo) && time.read(bytes, from, to)) {
      int at = side.length();
      side.append(time.text(), 0, TimeReader.LENGTH);
      return fields.add(
          nameBytes, nameFrom, nameTo, side.bytes(), at, side.length(), ValueKind.TEXT);
    }
    return fields.add(nameBytes, nameFrom, nameTo, bytes, from, to, kind);
  }

  /** As {@link Fields#finish}. */
  boolean finish() {
    return fields.finish();
  }

  private static boolean isTime(byte[] bytes, int from, int to) {
    WellKnown known = WellKnown.named(bytes, from, to);
    return known != null && known.role() == WellKnown.Role.TIME;
  }
}
