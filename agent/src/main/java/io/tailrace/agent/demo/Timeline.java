package io.tailrace.agent.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was seen while it ran: how much was written and how much of it the destination had, look by
 * look. Filled by one thread; bounded by the demo's length, ten looks a second.
 */
final class Timeline {
  private final List<Look> looks = new ArrayList<>();

  /**
   * @param written events, at that time
   * @param bytes written, at that time
   * @param stored records the destination had safe, at that time; the most ever known if it was
   *     down
   */
  record Look(Instant time, long written, long bytes, long stored) {
    long backlog() {
      return written - stored;
    }
  }

  /**
   * @param stored nothing if the destination did not answer
   */
  Look add(Instant time, Written written, OptionalLong stored) {
    long last = looks.isEmpty() ? 0 : looks.getLast().stored();
    // A server that has just been started counts fewer until its shards are recovered.
    long safe = Math.max(last, stored.orElse(last));
    var look = new Look(time, written.events(), written.bytes(), safe);
    looks.add(look);
    return look;
  }

  /** When more than so many records were first seen to be stored. */
  Optional<Instant> firstBeyond(long position) {
    int low = 0;
    int high = looks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (looks.get(middle).stored() > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < looks.size() ? Optional.of(looks.get(low).time()) : Optional.empty();
  }

  /** The first look after that time at which no more than this was still to come. */
  Optional<Look> caughtUp(Instant after, long backlog) {
    return looks.stream()
        .filter(look -> look.time().isAfter(after) && look.backlog() <= backlog)
        .findFirst();
  }

  /** The last look before that time. */
  Optional<Look> lastBefore(Instant time) {
    return looks.reversed().stream().filter(look -> look.time().isBefore(time)).findFirst();
  }

  /** From the first event's look to that of the last record. */
  Duration length() {
    Optional<Instant> first =
        looks.stream().filter(look -> look.written() > 0).map(Look::time).findFirst();
    Optional<Instant> last = firstBeyond(looks.isEmpty() ? 0 : looks.getLast().stored() - 1);
    return first.isPresent() && last.isPresent()
        ? Duration.between(first.get(), last.get())
        : Duration.ZERO;
  }
}
