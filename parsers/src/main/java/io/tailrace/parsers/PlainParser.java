package io.tailrace.parsers;

import java.util.function.LongSupplier;

/**
 * Text: the whole event is the message. A time at its beginning and a level among its first words
 * are read, and stay in it.
 *
 * <pre>
 * 2026-01-01 12:00:00,123 [main] WARN  o.e.Shop - low on stock
 * [2026-01-01T12:00:00Z] [error] closed
 * Jan  1 12:00:00 INFO started
 * INFO: started
 * INFO  [main] 2026-01-01 12:00:00,123 started
 * </pre>
 */
final class PlainParser implements Parser {
  /** A time that stands further behind is one that the message tells of. */
  private static final int MAX_BEFORE_TIME = 128;

  /** Of brackets and levels before it. */
  private static final int MAX_GROUPS = 3;

  private static final String MARKS = " \t[|:,-";

  private final Timestamps timestamps = new Timestamps();
  private final NamedTimes named;

  /** Reads no time without a year. */
  PlainParser() {
    this(NamedTimes.NO_REFERENCE);
  }

  /**
   * @param reference as of {@link NamedTimes}
   */
  PlainParser(LongSupplier reference) {
    this.named = new NamedTimes(reference);
  }

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int from = record.from() + (Scan.isAt(bytes, record.from(), to, '[') ? 1 : 0);
    long nanos = timestamps.prefix(bytes, from, to);
    if (nanos != LogRecord.NO_TIME) {
      return parseAfter(record, nanos, timestamps.isZoned(), timestamps.end());
    }
    nanos = named.prefix(bytes, from, to);
    if (nanos != LogRecord.NO_TIME) {
      return parseAfter(record, nanos, named.isZoned(), named.end());
    }
    parseAfter(record, LogRecord.NO_TIME, false, record.from());
    laterTime(record);
    if (record.timeNanos() == LogRecord.NO_TIME && TimeShape.isAt(bytes, from, to)) {
      record.timeUnreadable();
    }
    return true;
  }

  /** Looks for a time behind a level and what stands in brackets, or in a server's brackets. */
  private void laterTime(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from();
    if (from == record.to()) {
      return;
    }
    if (Ascii.isDigit(bytes[from])) {
      int open = Scan.indexOf(bytes, from, Math.min(record.to(), from + MAX_BEFORE_TIME), '[');
      long nanos =
          open == Scan.NONE ? LogRecord.NO_TIME : named.access(bytes, open + 1, record.to());
      if (nanos != LogRecord.NO_TIME) {
        record.timeNanos(nanos, named.isZoned());
      }
    } else if (bytes[from] == '[' || record.severity() != Severity.UNKNOWN) {
      timeAfterLevel(record);
    }
  }

  private void timeAfterLevel(LogRecord record) {
    byte[] bytes = record.bytes();
    int to = Math.min(record.to(), record.from() + MAX_BEFORE_TIME);
    int i = record.from();
    for (int group = 0; group <= MAX_GROUPS && i < to; group++) {
      i = afterMarks(bytes, i, to);
      if (i < to && Ascii.isDigit(bytes[i])) {
        long nanos = timestamps.prefix(bytes, i, record.to());
        if (nanos != LogRecord.NO_TIME) {
          record.timeNanos(nanos, timestamps.isZoned());
          return;
        }
      }
      i = afterGroup(bytes, record.from(), i, to);
    }
  }

  private static int afterMarks(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && MARKS.indexOf(bytes[i]) >= 0) {
      i++;
    }
    return i;
  }

  /** The index after brackets, a level or Ruby's letter for one; the end after anything else. */
  private static int afterGroup(byte[] bytes, int from, int i, int to) {
    if (i > from && bytes[i - 1] == '[') {
      int close = Scan.indexOf(bytes, i, to, ']');
      return close == Scan.NONE ? to : close + 1;
    }
    int end = i;
    while (end < to && Scan.isLetter(bytes[end])) {
      end++;
    }
    boolean letter = end == from + 1 && Scan.isAt(bytes, end, to, ',');
    return letter || Severities.ofWord(bytes, i, end) != Severity.UNKNOWN ? end : to;
  }

  /** As {@link #parse}, of an event whose time was looked for and ended there if it was found. */
  boolean parseAfter(LogRecord record, long timeNanos, boolean zoned, int head) {
    boolean timed = timeNanos != LogRecord.NO_TIME;
    record.timeNanos(timeNanos, zoned);
    record.severity(LevelWords.in(record.bytes(), head, record.to(), timed));
    return true;
  }
}
