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
  private Severity severity = Severity.UNKNOWN;

  /** Back to none. */
  void clear() {
    known = null;
    read = false;
  }

  /** Takes a value and reads it as what its name says. */
  void take(
      WellKnown known, byte[] bytes, int from, int to, ValueKind kind, Timestamps timestamps) {
    this.known = known;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.kind = kind;
    read =
        switch (known.role()) {
          case TIME -> readTime(timestamps);
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
      case TIME -> record.timeNanos(timeNanos);
      case LEVEL -> record.severity(severity);
      case MESSAGE ->
          record.message(
              bytes, from, to, kind == ValueKind.JSON_TEXT ? ValueKind.JSON_TEXT : ValueKind.TEXT);
    }
  }

  private boolean readTime(Timestamps timestamps) {
    timeNanos =
        switch (kind) {
          case TEXT, JSON_TEXT -> timestamps.whole(bytes, from, to);
          case NUMBER -> timestamps.number(bytes, from, to);
          case BOOLEAN, NULL, JSON -> LogRecord.NO_TIME;
        };
    return timeNanos != LogRecord.NO_TIME;
  }

  private boolean readLevel() {
    severity =
        switch (kind) {
          case TEXT, JSON_TEXT -> Severities.ofWord(bytes, from, to);
          case NUMBER -> Severities.ofNumber(bytes, from, to);
          case BOOLEAN, NULL, JSON -> Severity.UNKNOWN;
        };
    return severity != Severity.UNKNOWN;
  }

  private boolean isText() {
    return switch (kind) {
      case TEXT, JSON_TEXT, NUMBER, BOOLEAN -> true;
      case NULL, JSON -> false;
    };
  }
}
