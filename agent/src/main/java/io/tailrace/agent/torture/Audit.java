package io.tailrace.agent.torture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds every record a destination has, and every dead letter, against what was written.
 *
 * <p>Owns a few bits for each event, and is bounded by them. For any thread: connections come with
 * one each. The lock guards all of it and is held for one record.
 */
final class Audit {
  /** Enough to see what they have in common. */
  private static final int MOST_EXAMPLES = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Seen> logs = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private long strangers;
  private long copies;
  private long alterations;

  /** What was seen of one log. */
  private static final class Seen {
    private final BitSet delivered = new BitSet();
    private final BitSet letters = new BitSet();
    private final BitSet settled = new BitSet();
    private final BitSet altered = new BitSet();

    /** Of what was delivered, that of which only a later answer has told. */
    private final BitSet told = new BitSet();

    private long twice;
    private long lettersTwice;
    private long alteredCount;
    private long outOfOrder;
    private int newest;

    private int settledTo() {
      return settled.nextClearBit(1) - 1;
    }

    private Tally tally(int written) {
      BitSet accounted = (BitSet) settled.clone();
      accounted.or(altered);
      BitSet both = (BitSet) delivered.clone();
      both.and(letters);
      return new Tally(
          written,
          delivered.cardinality(),
          letters.cardinality(),
          written - accounted.get(1, written + 1).cardinality(),
          twice + both.cardinality(),
          lettersTwice,
          alteredCount,
          outOfOrder);
    }
  }

  /** Shows first what this one has seen, too: it may know more of how it came. */
  void shows(Audit other) {
    List<String> seen;
    other.lock.lock();
    try {
      seen = List.copyOf(other.examples);
    } finally {
      other.lock.unlock();
    }
    lock.lock();
    try {
      seen.forEach(this::example);
    } finally {
      lock.unlock();
    }
  }

  /** Takes account of a record that the destination has stored once more. */
  void delivered(String record) {
    delivered(record, "");
  }

  /**
   * The same.
   *
   * @param id of the record there, for people
   */
  void delivered(String record, String id) {
    see(record, id.isEmpty() ? "delivered" : "delivered as " + id, this::delivered);
  }

  /**
   * Takes account of a record that the destination says it has, when its answer at the time it got
   * it may have been lost. Not for one that would have told: there, an id it has may be another's.
   */
  void known(String record) {
    see(
        record,
        "known",
        (seen, event, what) -> {
          if (!seen.delivered.get(event.number())) {
            seen.delivered.set(event.number());
            seen.settled.set(event.number());
            seen.told.set(event.number());
          }
        });
  }

  /** Takes account of a dead letter. */
  void deadLettered(String record) {
    see(record, "a dead letter", this::deadLettered);
  }

  private interface Account {
    void of(Seen seen, Event event, String what);
  }

  private void see(String record, String how, Account account) {
    Event.Sighting sighting = Event.in(record);
    lock.lock();
    try {
      switch (sighting) {
        case Event.Sighting.Whole(Event event) ->
            account.of(seen(event.log()), event, how + ": " + record);
        case Event.Sighting.Altered(Event event) -> {
          Seen seen = seen(event.log());
          seen.altered.set(event.number());
          seen.alteredCount++;
          alterations++;
          example(event + " was altered, " + how + ": " + record);
        }
        case Event.Sighting.Stranger(String text) -> {
          strangers++;
          example("no event, " + how + ": " + text);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void delivered(Seen seen, Event event, String what) {
    if (seen.told.get(event.number())) {
      // Two requests with it were under way at once, and the other one's answer came first.
      seen.told.clear(event.number());
      return;
    }
    if (seen.delivered.get(event.number())) {
      seen.twice++;
      copies++;
      example(event + " is there twice, " + what);
      return;
    }
    seen.delivered.set(event.number());
    seen.settled.set(event.number());
    seen.outOfOrder += event.number() < seen.newest ? 1 : 0;
    seen.newest = Math.max(seen.newest, event.number());
  }

  private void deadLettered(Seen seen, Event event, String what) {
    if (seen.letters.get(event.number())) {
      seen.lettersTwice++;
    }
    seen.letters.set(event.number());
    seen.settled.set(event.number());
  }

  private Seen seen(LogName log) {
    return logs.computeIfAbsent(log.toString(), name -> new Seen());
  }

  private void example(String text) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(text);
    }
  }

  /**
   * Up to which event of each log all are settled; logs of which nothing was seen are not in it.
   */
  Map<String, Integer> settled() {
    lock.lock();
    try {
      var settled = new LinkedHashMap<String, Integer>();
      logs.forEach((log, seen) -> settled.put(log, seen.settledTo()));
      return settled;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether something has been seen already that must not be.
   *
   * @param once whether nothing may be there twice
   */
  boolean isBroken(boolean once) {
    lock.lock();
    try {
      return strangers > 0 || alterations > 0 || (once && copies > 0);
    } finally {
      lock.unlock();
    }
  }

  /** How many events are settled in all. */
  long settledCount() {
    lock.lock();
    try {
      return logs.values().stream().mapToLong(seen -> seen.settled.cardinality()).sum();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says what has become of everything.
   *
   * @param written how many events each log has
   */
  Verdict verdict(Map<String, Integer> written) {
    lock.lock();
    try {
      var tallies = new TreeMap<String, Tally>();
      var lost = new ArrayList<String>();
      long unwritten = 0;
      var both = new TreeMap<>(logs);
      written.keySet().forEach(log -> both.putIfAbsent(log, new Seen()));
      for (Map.Entry<String, Seen> log : both.entrySet()) {
        int count = written.getOrDefault(log.getKey(), 0);
        tallies.put(log.getKey(), log.getValue().tally(count));
        lost.addAll(lost(log.getKey(), log.getValue(), count));
        unwritten += Math.max(0, log.getValue().settled.length() - 1 - count);
      }
      return new Verdict(tallies, strangers + unwritten, lost, List.copyOf(examples));
    } finally {
      lock.unlock();
    }
  }

  private static List<String> lost(String log, Seen seen, int written) {
    var lost = new ArrayList<String>();
    for (int number = seen.settled.nextClearBit(1);
        number <= written && lost.size() < MOST_EXAMPLES;
        number = seen.settled.nextClearBit(number + 1)) {
      if (!seen.altered.get(number)) {
        lost.add("#" + log + " " + number + " ");
      }
    }
    return lost;
  }
}
