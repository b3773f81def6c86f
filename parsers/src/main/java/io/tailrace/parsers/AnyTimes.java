package io.tailrace.parsers;

/** Reads a text that is a time and nothing else, in any form that has a year. */
final class AnyTimes {
  private final Timestamps timestamps = new Timestamps();
  private final NamedTimes named = new NamedTimes(NamedTimes.NO_REFERENCE);
  private boolean zoned;

  /**
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  long whole(byte[] bytes, int from, int to) {
    long nanos = timestamps.whole(bytes, from, to);
    zoned = timestamps.isZoned();
    if (nanos != LogRecord.NO_TIME) {
      return nanos;
    }
    nanos = named.prefix(bytes, from, to);
    zoned = named.isZoned();
    return named.end() == to ? nanos : LogRecord.NO_TIME;
  }

  /** As {@link Timestamps#isZoned}. */
  boolean isZoned() {
    return zoned;
  }

  /** As {@link Timestamps#number}. */
  long number(byte[] bytes, int from, int to) {
    zoned = true;
    return timestamps.number(bytes, from, to);
  }
}
