package io.tailrace.parsers;

/** Reads any value as a record's level or time, as parsers do. Owned by one thread. */
public final class LevelAndTime {
  private final AnyTimes times = new AnyTimes();

  /** The severity that a value names, or {@link Severity#UNKNOWN}. */
  public Severity level(byte[] bytes, int from, int to, ValueKind kind) {
    return switch (kind) {
      case TEXT, JSON_TEXT ->
          from < to && Ascii.isDigit(bytes[from])
              ? Severities.ofNumber(bytes, from, to)
              : Severities.ofWord(bytes, from, to);
      case NUMBER -> Severities.ofNumber(bytes, from, to);
      case BOOLEAN, NULL, JSON -> Severity.UNKNOWN;
    };
  }

  /** Whether the time that was read last said of which zone it is: if not, it was read as UTC's. */
  public boolean isZoned() {
    return times.isZoned();
  }

  /**
   * The point in time that a value names.
   *
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  public long time(byte[] bytes, int from, int to, ValueKind kind) {
    return switch (kind) {
      case TEXT, JSON_TEXT -> times.whole(bytes, from, to);
      case NUMBER -> times.number(bytes, from, to);
      case BOOLEAN, NULL, JSON -> LogRecord.NO_TIME;
    };
  }
}
