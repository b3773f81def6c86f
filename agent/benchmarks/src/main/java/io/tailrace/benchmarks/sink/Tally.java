package io.tailrace.benchmarks.sink;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the sink was sent since it was told what to expect: which numbers came, which came twice,
 * and how long those lines took that say when they were written. For any thread; the lock is held
 * for one request's numbers.
 */
final class Tally {
  /** 16 MB of bits, 40 GB of lines. */
  static final int MOST_LINES = 1 << 27;

  /** More than a benchmark of minutes writes at a thousand lines a second. */
  private static final int MOST_LATENCIES = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private BitSet seen = new BitSet();
  private int expected;
  private long timedFrom;
  private long distinct;
  private long twice;
  private long unknown;
  private long requests;
  private long refused;
  private long wireBytes;
  private long plainBytes;
  private long firstMicros;
  private long lastMicros;
  private int[] latenciesMicros = new int[1024];
  private int latencies;

  /**
   * Forgets everything and expects the numbers from 0 on.
   *
   * @param timedFrom the first number whose latency counts
   */
  void expect(int lines, long timedFrom) {
    lock.lock();
    try {
      expected = Math.min(lines, MOST_LINES);
      this.timedFrom = timedFrom;
      seen = new BitSet(expected);
      distinct = 0;
      twice = 0;
      unknown = 0;
      requests = 0;
      refused = 0;
      wireBytes = 0;
      plainBytes = 0;
      firstMicros = 0;
      lastMicros = 0;
      latencies = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts a request's lines.
   *
   * @param wire bytes of the body as it came, {@code plain} when decompressed
   * @param nowMicros since 1970
   */
  void count(Numbers numbers, int wire, int plain, long nowMicros) {
    lock.lock();
    try {
      requests++;
      wireBytes += wire;
      plainBytes += plain;
      for (int i = 0; i < numbers.count(); i++) {
        count(numbers.number(i), numbers.writtenMicros(i), nowMicros);
      }
    } finally {
      lock.unlock();
    }
  }

  private void count(long number, long writtenMicros, long nowMicros) {
    if (number < 0 || number >= expected) {
      unknown++;
    } else if (seen.get((int) number)) {
      twice++;
    } else {
      seen.set((int) number);
      distinct++;
      firstMicros = firstMicros == 0 ? nowMicros : firstMicros;
      lastMicros = nowMicros;
      if (writtenMicros != Numbers.NONE && number >= timedFrom) {
        addLatency((int) Math.min(Integer.MAX_VALUE, nowMicros - writtenMicros));
      }
    }
  }

  private void addLatency(int micros) {
    if (latencies == MOST_LATENCIES) {
      return;
    }
    if (latencies == latenciesMicros.length) {
      latenciesMicros = Arrays.copyOf(latenciesMicros, latencies * 2);
    }
    latenciesMicros[latencies++] = micros;
  }

  /** Counts a request that was not understood. */
  void refused() {
    lock.lock();
    try {
      refused++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * All of it as a JSON object of numbers; times in microseconds since 1970, 0 if there is none.
   */
  String json() {
    lock.lock();
    try {
      int[] sorted = Arrays.copyOf(latenciesMicros, latencies);
      Arrays.sort(sorted);
      return """
      {"distinct":%d,"twice":%d,"unknown":%d,"requests":%d,"refused":%d,"wireBytes":%d,\
      "plainBytes":%d,"firstMicros":%d,"lastMicros":%d,"timed":%d,"p50Micros":%d,"p99Micros":%d,\
      "maxMicros":%d}\
      """
          .formatted(
              distinct,
              twice,
              unknown,
              requests,
              refused,
              wireBytes,
              plainBytes,
              firstMicros,
              lastMicros,
              latencies,
              percentile(sorted, 50),
              percentile(sorted, 99),
              percentile(sorted, 100));
    } finally {
      lock.unlock();
    }
  }

  /** The smallest value that so many percent of all do not exceed; 0 of none. */
  static int percentile(int[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) ((sorted.length * (long) percent + 99) / 100) - 1];
  }
}
