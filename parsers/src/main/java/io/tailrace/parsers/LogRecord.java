package io.tailrace.parsers;

import java.util.Arrays;

/**
 * One event and what a parser found in it: a flyweight over the buffer it was read into.
 *
 * <p>One instance is reused for every event of a pipeline and owned by the pipeline's thread. It
 * copies nothing: every slice points into a byte array owned by somebody else and is valid only
 * until the next event, so encoders copy what they need at once.
 *
 * <p>Bounded: at most {@link #MAX_FIELDS} fields; a parser refuses a line that has more.
 *
 * <p>All text is valid UTF-8 (the reader repairs what is not before a parser sees it). Field names
 * are non-empty and always the inside of a JSON string: a parser of another format only takes names
 * that need no escaping. Two fields of one record never have the same name.
 */
public final class LogRecord {
  /** What {@link #timeNanos()} says when the line carries no time that could be read. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** More top-level fields than this is no log line; Elasticsearch stops at 1,000 per index. */
  public static final int MAX_FIELDS = 512;

  private static final byte[] NOTHING = {};
  private static final int BOUNDS = 4;

  private byte[] bytes = NOTHING;
  private int from;
  private int to;
  private int flags;

  private long timeNanos = NO_TIME;
  private boolean timeLocal;
  private boolean timeUnreadable;
  private Severity severity = Severity.UNKNOWN;

  private byte[] messageBytes = NOTHING;
  private int messageFrom;
  private int messageTo;
  private ValueKind messageKind = ValueKind.TEXT;

  private int fieldCount;
  private byte[][] nameBytes = new byte[32][];
  private byte[][] valueBytes = new byte[32][];
  private ValueKind[] valueKind = new ValueKind[32];

  /** Of each field where its name begins and ends, then its value: one array, one bounds check. */
  private int[] bounds = new int[32 * BOUNDS];

  /** Starts over with an event: {@code bytes[from, to)}, without its line end. */
  public void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.flags = 0;
    forgetParsed();
  }

  /** Has the event be another text from now on, found no more of it yet. Flags stay. */
  public void replaceText(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    forgetParsed();
  }

  /** Gives the event its own text back; what was found in another one stays. */
  void restoreText(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /**
   * Back to the bare event: no time, no level, no fields, the whole event as its message. Flags
   * stay. What a parser does that finds half way that the line is not in its format.
   */
  public void forgetParsed() {
    timeNanos = NO_TIME;
    timeLocal = false;
    timeUnreadable = false;
    severity = Severity.UNKNOWN;
    message(bytes, from, to, ValueKind.TEXT);
    fieldCount = 0;
  }

  /** The array that holds the event's text: see {@link #from()} and {@link #to()}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Index of the event's first byte in {@link #bytes()}. */
  public int from() {
    return from;
  }

  /** Index after the event's last byte in {@link #bytes()}. */
  public int to() {
    return to;
  }

  /** The event's length in bytes. */
  public int length() {
    return to - from;
  }

  /** The {@link Flag#bit() bits} that are set. */
  public int flags() {
    return flags;
  }

  public boolean has(Flag flag) {
    return (flags & flag.bit()) != 0;
  }

  public void flag(Flag flag) {
    flags |= flag.bit();
  }

  /** Takes a flag back. */
  public void unflag(Flag flag) {
    flags &= ~flag.bit();
  }

  /** Nanoseconds since 1970-01-01T00:00:00Z, or {@link #NO_TIME}. */
  public long timeNanos() {
    return timeNanos;
  }

  public void timeNanos(long timeNanos) {
    timeNanos(timeNanos, true);
  }

  /**
   * @param zoned whether the event said of which zone it is; if not, it was read as that of UTC
   */
  public void timeNanos(long timeNanos, boolean zoned) {
    this.timeNanos = timeNanos;
    this.timeLocal = !zoned;
  }

  /** Whether the time was taken as that of UTC for want of a zone. */
  boolean isTimeLocal() {
    return timeLocal;
  }

  /** Says that something stands where the event's time should be, and that it is of no use. */
  void timeUnreadable() {
    timeUnreadable = true;
  }

  /** Whether that was said. */
  boolean isTimeUnreadable() {
    return timeUnreadable;
  }

  /** Takes the time that another parser has found in a part of the event, or that it was none. */
  void timeOf(LogRecord part) {
    timeNanos(part.timeNanos, !part.timeLocal);
    timeUnreadable |= part.timeUnreadable;
  }

  public Severity severity() {
    return severity;
  }

  public void severity(Severity severity) {
    this.severity = severity;
  }

  /** The array that holds the message; it need not be {@link #bytes()}. */
  public byte[] messageBytes() {
    return messageBytes;
  }

  public int messageFrom() {
    return messageFrom;
  }

  public int messageTo() {
    return messageTo;
  }

  /** {@link ValueKind#TEXT} or {@link ValueKind#JSON_TEXT}, never another. */
  public ValueKind messageKind() {
    return messageKind;
  }

  public void message(byte[] bytes, int from, int to, ValueKind kind) {
    messageBytes = bytes;
    messageFrom = from;
    messageTo = to;
    messageKind = kind;
  }

  public int fieldCount() {
    return fieldCount;
  }

  /**
   * Adds a field. The caller sees to it that the name is not there yet.
   *
   * @return false when there are {@link #MAX_FIELDS} already; nothing was added then
   */
  public boolean addField(
      byte[] nameBytes,
      int nameFrom,
      int nameTo,
      byte[] valueBytes,
      int valueFrom,
      int valueTo,
      ValueKind kind) {
    if (fieldCount == MAX_FIELDS) {
      return false;
    }
    if (fieldCount == valueKind.length) {
      grow();
    }
    int i = fieldCount++;
    this.nameBytes[i] = nameBytes;
    this.valueBytes[i] = valueBytes;
    valueKind[i] = kind;
    int at = i * BOUNDS;
    bounds[at + 3] = valueTo;
    bounds[at + 2] = valueFrom;
    bounds[at + 1] = nameTo;
    bounds[at] = nameFrom;
    return true;
  }

  /**
   * Replaces the value of field {@code i}: of equal names in one JSON object the last one counts.
   */
  public void replaceValue(int i, byte[] bytes, int from, int to, ValueKind kind) {
    valueBytes[i] = bytes;
    valueKind[i] = kind;
    bounds[i * BOUNDS + 2] = from;
    bounds[i * BOUNDS + 3] = to;
  }

  /** Gives field {@code i} another name. The caller sees to it that no other field has it. */
  public void renameField(int i, byte[] bytes, int from, int to) {
    nameBytes[i] = bytes;
    bounds[i * BOUNDS] = from;
    bounds[i * BOUNDS + 1] = to;
  }

  /** Puts field {@code i} in the place of another one. Its own place is free then. */
  public void moveField(int i, int place) {
    nameBytes[place] = nameBytes[i];
    valueBytes[place] = valueBytes[i];
    valueKind[place] = valueKind[i];
    System.arraycopy(bounds, i * BOUNDS, bounds, place * BOUNDS, BOUNDS);
  }

  /** Removes field {@code i}; those after it move up. */
  public void removeField(int i) {
    for (int next = i + 1; next < fieldCount; next++) {
      moveField(next, next - 1);
    }
    fieldCount--;
  }

  /** Removes all fields but the first ones. */
  public void keepFields(int count) {
    fieldCount = count;
  }

  public byte[] nameBytes(int i) {
    return nameBytes[i];
  }

  public int nameFrom(int i) {
    return bounds[i * BOUNDS];
  }

  public int nameTo(int i) {
    return bounds[i * BOUNDS + 1];
  }

  public byte[] valueBytes(int i) {
    return valueBytes[i];
  }

  public int valueFrom(int i) {
    return bounds[i * BOUNDS + 2];
  }

  public int valueTo(int i) {
    return bounds[i * BOUNDS + 3];
  }

  public ValueKind valueKind(int i) {
    return valueKind[i];
  }

  /** Whether field {@code i} has this name. */
  public boolean isNamed(int i, byte[] name) {
    return Arrays.equals(nameBytes[i], nameFrom(i), nameTo(i), name, 0, name.length);
  }

  /** The index of the field with this name, or -1. */
  public int find(byte[] name) {
    for (int i = 0; i < fieldCount; i++) {
      if (isNamed(i, name)) {
        return i;
      }
    }
    return -1;
  }

  private void grow() {
    int length = Math.min(valueKind.length * 2, MAX_FIELDS);
    nameBytes = Arrays.copyOf(nameBytes, length);
    valueBytes = Arrays.copyOf(valueBytes, length);
    valueKind = Arrays.copyOf(valueKind, length);
    bounds = Arrays.copyOf(bounds, length * BOUNDS);
  }
}
