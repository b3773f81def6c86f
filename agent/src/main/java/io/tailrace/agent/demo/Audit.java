package io.tailrace.agent.demo;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Holds every record found in the destination against what was written, event by event.
 *
 * <p>Filled by one thread. Bounded: one byte for each event written.
 */
final class Audit {
  /** A stack frame's line, its line end and tabulator as they are or escaped as in JSON. */
  private static final Pattern FRAME = Pattern.compile("(?:\n|\\\\n)(?:\t|\\\\t)at ");

  private final Written written;
  private final Map<SampleLog, byte[]> timesFound = new EnumMap<>(SampleLog.class);
  private final Map<SampleLog, Tally> tallies = new EnumMap<>(SampleLog.class);
  private long strangers;

  /**
   * What was found of one log.
   *
   * @param found records that belong to it
   * @param lost events of which there is no record
   * @param twice records beyond the first of an event
   * @param torn records that lack some of their event's stack frames, or have another's
   */
  record Tally(long found, long lost, long twice, long torn) {
    boolean isPerfect() {
      return lost == 0 && twice == 0 && torn == 0;
    }

    Tally plus(Tally other) {
      return new Tally(
          found + other.found, lost + other.lost, twice + other.twice, torn + other.torn);
    }
  }

  Audit(Written written) {
    this.written = written;
    for (SampleLog log : SampleLog.values()) {
      timesFound.put(log, new byte[written.count(log).events() + 1]);
      tallies.put(log, new Tally(0, written.count(log).events(), 0, 0));
    }
  }

  /**
   * Takes account of one record.
   *
   * @param text all text of the record, as it is or as JSON
   * @return the event it is of, if it is one that was written
   */
  Optional<EventId> found(String text) {
    Optional<EventId> id = EventId.in(text).filter(this::wasWritten);
    id.ifPresentOrElse(known -> count(known, text), () -> strangers++);
    return id;
  }

  Tally tally(SampleLog log) {
    return tallies.getOrDefault(log, new Tally(0, 0, 0, 0));
  }

  Tally total() {
    return tallies.values().stream().reduce(new Tally(0, 0, 0, 0), Tally::plus);
  }

  /** The number of the first event of a log of which there is no record. */
  OptionalInt firstLost(SampleLog log) {
    byte[] times = timesFound.getOrDefault(log, new byte[0]);
    return IntStream.range(1, times.length).filter(number -> times[number] == 0).findFirst();
  }

  /** Records that are no event that was written, such as a part of a stack trace on its own. */
  long strangers() {
    return strangers;
  }

  /** Whether every event written was found exactly once, whole, and nothing else. */
  boolean isPerfect() {
    return total().isPerfect() && strangers == 0;
  }

  private boolean wasWritten(EventId id) {
    return id.number() >= 1 && id.number() <= written.count(id.log()).events();
  }

  private void count(EventId id, String text) {
    byte[] times = timesFound.getOrDefault(id.log(), new byte[0]);
    boolean first = times[id.number()] == 0;
    times[id.number()] = 1;
    boolean whole = FRAME.matcher(text).results().count() == id.log().frames(id.number());
    tallies.merge(
        id.log(), new Tally(1, first ? -1 : 0, first ? 0 : 1, whole ? 0 : 1), Tally::plus);
  }
}
