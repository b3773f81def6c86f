package io.tailrace.parsers;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Puts times that stood without a zone into the zone of the clock that wrote them. Of an hour that
 * a clock goes through twice it is the first. Owned by one thread.
 */
final class LocalTimes {
  /** Zones' offsets change on the quarter of an hour. */
  private static final long SECONDS_PER_QUARTER = 900;

  private final ZoneRules rules;

  /** The quarter of an hour that was asked for last: lines of a file nearly always share it. */
  private long quarter = Long.MIN_VALUE;

  private long offsetNanos;

  LocalTimes(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** Corrects the record's time if it was taken for one of UTC. */
  void correct(LogRecord record) {
    if (record.isTimeLocal() && record.timeNanos() != LogRecord.NO_TIME) {
      record.timeNanos(utc(record.timeNanos()));
    }
  }

  private long utc(long local) {
    long now = Math.floorDiv(local, SECONDS_PER_QUARTER * CalendarDays.NANOS_PER_SECOND);
    if (now != quarter) {
      quarter = now;
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(now * SECONDS_PER_QUARTER, 0, ZoneOffset.UTC);
      offsetNanos = rules.getOffset(time).getTotalSeconds() * CalendarDays.NANOS_PER_SECOND;
    }
    long utc = local - offsetNanos;
    boolean overflown = ((local ^ offsetNanos) & (local ^ utc)) < 0;
    return overflown ? LogRecord.NO_TIME : utc;
  }
}
