package io.tailrace.parsers;

import org.jspecify.annotations.Nullable;

/**
 * A value with a well-known name, and what it was read as. Reused from event to event by its {@link
 * Fields}.
 */
final class Candidate {
  private static final byte[] NOTHING = {};

  private @Nullable WellKnown known;
  private byte[] bytes = NOTHING;
  private int from;
  private int to;
  private ValueKind kind = ValueKind.NULL;

  private boolean read;
  private long timeNanos;
  private boolean zoned;
  private Severity severity = Severity.UNKNOWN;

  /** Back to none. */
  void clear() {
    known = null;
    read = false;
  }

  /** Takes a value and reads it as what its name says. */
  void take(WellKnown known, byte[] bytes, int from, int to, ValueKind kind, AnyTimes times) {
    this.known = known;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.kind = kind;
    read =
        switch (known.role()) {
          case TIME -> readTime(times);
          case LEVEL -> readLevel();
          case MESSAGE -> known == WellKnown.MESSAGE ? kind != ValueKind.NULL : isText();
        };
  }

  /** The name, or null if there is no value. */
  @Nullable WellKnown known() {
    return known;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  ValueKind kind() {
    return kind;
  }

  /** Whether there is a value that could be read. */
  boolean isRead() {
    return read;
  }

  /** Whether there is a value, and it cannot be read: one that is empty or a dash is none. */
  boolean isUnreadable() {
    boolean none = kind == ValueKind.NULL || from == to || (to - from == 1 && bytes[from] == '-');
    return known != null && !read && !none;
  }

  /** Whether this value counts rather than the other, which came before it in the event. */
  boolean isBetterThan(Candidate earlier) {
    if (known == null || earlier.known == null || known == earlier.known) {
      return true;
    }
    return read == earlier.read ? known.compareTo(earlier.known) < 0 : read;
  }

  /** Makes the value the record's time, level or message. */
  void fillIn(LogRecord record) {
    if (known == null) {
      return;
    }
    switch (known.role()) {
      case TIME -> record.timeNanos(timeNanos, zoned);
      case LEVEL -> record.severity(severity);
      case MESSAGE ->
          record.message(
              bytes, from, to, kind == ValueKind.JSON_TEXT ? ValueKind.JSON_TEXT : ValueKind.TEXT);
    }
  }

  private boolean readTime(AnyTimes times) {
    timeNanos =
        switch (kind) {
          case TEXT, JSON_TEXT -> times.whole(bytes, from, to);
          case NUMBER -> times.number(bytes, from, to);
          case JSON -> NestedValues.time(bytes, from, to, times);
          case BOOLEAN, NULL -> LogRecord.NO_TIME;
        };
    zoned = times.isZoned();
    return timeNanos != LogRecord.NO_TIME;
  }

  /** Reads a level that could not be read as syslog's number, which other libraries' may not be. */
  void readAsSyslog() {
    if (!read && kind != ValueKind.JSON) {
      severity = Severities.ofSyslog(bytes, from, to);
      read = severity != Severity.UNKNOWN;
    }
  }

  private boolean readLevel() {
    severity =
        switch (kind) {
          case TEXT, JSON_TEXT -> ofText();
          case NUMBER -> ofNumber();
          case BOOLEAN, NULL, JSON -> Severity.UNKNOWN;
        };
    return severity != Severity.UNKNOWN;
  }

  /** The journal writes its numbers as texts. */
  private Severity ofText() {
    boolean number = from < to && Ascii.isDigit(bytes[from]);
    if (number) {
      return ofNumber();
    }
    Severity word = Severities.ofWord(bytes, from, to);
    return word == Severity.UNKNOWN ? Severities.ofDressedWord(bytes, from, to) : word;
  }

  /** A level of 0 is the least of all to one library, to syslog it is an emergency. */
  private Severity ofNumber() {
    boolean syslog = known == WellKnown.SEVERITY || known == WellKnown.JOURNAL_PRIORITY;
    return syslog && to - from == 1
        ? Severities.ofSyslog(bytes, from, to)
        : Severities.ofNumber(bytes, from, to);
  }

  private boolean isText() {
    return switch (kind) {
      case TEXT, JSON_TEXT, NUMBER, BOOLEAN -> true;
      case NULL, JSON -> false;
    };
  }
}
