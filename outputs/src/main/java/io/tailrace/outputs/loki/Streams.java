package io.tailrace.outputs.loki;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams of one output, numbered in the order of their first record.
 *
 * <p>Encoders add to it on their pipelines' threads, once for each new label set; shipping threads
 * read it, and see every stream of a batch because they got the batch after. Bounded by {@link
 * LokiLimits#maxStreams}: a field with a value of its own in every line must not become as many
 * streams. Streams are never forgotten: unsettled batches may hold their numbers.
 */
final class Streams {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  private final String output;
  private final int maxStreams;
  private final boolean says;
  private final LongAdder overflowed = new LongAdder();

  // Guards numbers, and replaces the array; readers of the array need no lock.
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SortedMap<String, String>, LokiStream> numbers = new HashMap<>();
  private volatile LokiStream[] streams = {};

  Streams(String output, int maxStreams) {
    this(output, maxStreams, true);
  }

  /**
   * @param says whether it is said once there is no more room
   */
  Streams(String output, int maxStreams, boolean says) {
    this.output = output;
    this.maxStreams = maxStreams;
    this.says = says;
  }

  /** The stream of these labels; null if it is not there and there is no room for it. */
  @Nullable LokiStream of(SortedMap<String, String> labels) {
    lock.lock();
    try {
      LokiStream known = numbers.get(labels);
      return known != null || isFull() ? known : add(labels);
    } finally {
      lock.unlock();
    }
  }

  /** Called with the lock held. */
  private LokiStream add(SortedMap<String, String> labels) {
    int count = streams.length;
    LokiStream stream = LokiStream.of(count, labels);
    numbers.put(labels, stream);
    LokiStream[] more = Arrays.copyOf(streams, count + 1);
    more[count] = stream;
    streams = more;
    if (says && more.length == maxStreams && maxStreams > 1) {
      LOG.warn(
          "{}: {} label sets, the limit; what has another keeps it as structured metadata. Take"
              + " fields of many values out of the label fields",
          output,
          maxStreams);
    }
    return stream;
  }

  LokiStream get(int index) {
    return streams[index];
  }

  int count() {
    return streams.length;
  }

  boolean isFull() {
    return streams.length >= maxStreams;
  }

  /** Counts a record whose own label set found no room. */
  void overflowed() {
    overflowed.increment();
  }

  long overflowedCount() {
    return overflowed.sum();
  }
}
