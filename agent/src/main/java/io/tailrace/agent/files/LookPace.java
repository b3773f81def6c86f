package io.tailrace.agent.files;

import java.util.concurrent.TimeUnit;

/**
 * How often to look at a volume: the longer a look takes, the more rarely, so that looking never
 * takes more than a small share of a core. Owned by the catalog's thread.
 *
 * <p>What counts is the shorter of the last two looks. One that was slow by chance, as the first of
 * a cold process is, says nothing about the volume, and while nobody looks a file may be rotated
 * away unseen.
 */
final class LookPace {
  /** A line is to be seen within 300 ms where inotify tells nothing. */
  static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Looking takes at most 1 % of a core when nothing happens. */
  private static final long POLL_SHARE = 100;

  private static final long POLL_MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Looking takes at most 5 % of a core while files come and go. */
  private static final long GAP_SHARE = 20;

  /** Changes that come within this time are looked at together. */
  static final long GAP_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Where files come and go all the time, more processor time is better than a lost file. */
  private static final long GAP_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Where inotify tells of everything, looking is only to make sure: at most 0.2 % of a core. */
  private static final long REST_SHARE = 500;

  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** What inotify does not tell of is seen within this time, and sooner from then on. */
  private static final long REST_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  private long last;
  private long beforeLast;

  /** Notes how long a look at everything took. */
  void looked(long tookNanos) {
    beforeLast = last;
    last = tookNanos;
  }

  private long cost() {
    return Math.min(last, beforeLast);
  }

  /** The time from one look to the next when nothing has happened. */
  long pollNanos() {
    return Math.clamp(cost() * POLL_SHARE, POLL_NANOS, POLL_MAX_NANOS);
  }

  /** The time from one look to the next when nothing has happened and inotify would have told. */
  long restNanos() {
    return Math.clamp(cost() * REST_SHARE, REST_NANOS, REST_MAX_NANOS);
  }

  /** The time from one look to the next when files came, went or were renamed. */
  long gapNanos() {
    return Math.clamp(cost() * GAP_SHARE, GAP_MIN_NANOS, GAP_MAX_NANOS);
  }
}
