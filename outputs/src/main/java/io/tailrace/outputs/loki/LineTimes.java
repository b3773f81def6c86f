package io.tailrace.outputs.loki;

import java.util.Arrays;

/**
 * Gives every line of one file and stream a nanosecond of its own.
 *
 * <p>Loki drops a line that equals another of the same stream and nanosecond, and promises no order
 * among those that differ. So the later of two lines with one time is moved on by 1 ns, the next by
 * 2, until a free nanosecond is found.
 *
 * <p>What a line gets depends only on the lines before it in the same file: not on batches, retries
 * or other files. Retries send the encoded bytes again anyway. After a restart it is the same
 * because the encoder is told of the lines just before the resumed offset once more ({@link
 * LokiEncoder#recall}), as far back as {@link LokiEncoder#recallBytes}. If lines of one time reach
 * back further, they start over, and those that are sent again are there twice. Lines without a
 * time of their own take the time they were read, which no restart repeats.
 *
 * <p>Owned by the encoder, hence by the pipeline's thread. Bounded: of older times it knows the
 * last {@link #RUNS}, so lines of different times may overtake each other by that many.
 */
final class LineTimes {
  /** Threads of one application write a few milliseconds out of order, hardly more. */
  private static final int RUNS = 8;

  // Used nanoseconds, [from, to]; a ring in which `newest` is the run that was begun last.
  private final long[] from = new long[RUNS];
  private final long[] to = new long[RUNS];
  private int newest;
  private long highest = Long.MIN_VALUE;

  LineTimes() {
    // Runs that hold no time.
    Arrays.fill(from, Long.MAX_VALUE);
    Arrays.fill(to, Long.MIN_VALUE);
  }

  /** The nanosecond for the next line, which says that it is of {@code own}. */
  long take(long own) {
    int run = own > highest ? -1 : runOf(own);
    if (run < 0) {
      begin(own);
      return own;
    }
    long free = own;
    for (int taken = run; taken >= 0 && free < Long.MAX_VALUE; taken = runOf(free)) {
      free = to[taken] + 1;
    }
    to[run] = free;
    highest = Math.max(highest, free);
    return free;
  }

  private int runOf(long nanos) {
    for (int back = 0; back < RUNS; back++) {
      int run = (newest - back) & (RUNS - 1);
      if (from[run] <= nanos && nanos <= to[run]) {
        return run;
      }
    }
    return -1;
  }

  private void begin(long own) {
    newest = (newest + 1) & (RUNS - 1);
    from[newest] = own;
    to[newest] = own;
    highest = Math.max(highest, own);
  }
}
