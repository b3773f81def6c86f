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
 * </pre>
 */
final class PlainParser implements Parser {
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
    if (nanos == LogRecord.NO_TIME && TimeShape.isAt(bytes, from, to)) {
      record.timeUnreadable();
    }
    int head = nanos == LogRecord.NO_TIME ? record.from() : named.end();
    return parseAfter(record, nanos, named.isZoned(), head);
  }

  /** As {@link #parse}, of an event whose time was looked for and ended there if it was found. */
  boolean parseAfter(LogRecord record, long timeNanos, boolean zoned, int head) {
    boolean timed = timeNanos != LogRecord.NO_TIME;
    record.timeNanos(timeNanos, zoned);
    record.severity(LevelWords.in(record.bytes(), head, record.to(), timed));
    return true;
  }
}
