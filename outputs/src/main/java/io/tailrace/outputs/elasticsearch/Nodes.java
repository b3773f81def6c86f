package io.tailrace.outputs.elasticsearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The nodes, in turn. One that did not answer is passed over for a while, which doubles with each
 * failure; when all are, the one whose time is over soonest is tried. For any number of threads.
 */
final class Nodes {
  private static final long FIRST_PAUSE_MILLIS = 1_000;

  /** A node that is back is found after this at the latest. */
  private static final long MAX_PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();

  private final List<URI> urls;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLongArray pauseMillis;
  private final AtomicLongArray pausedUntilMillis;

  Nodes(List<URI> urls) {
    this.urls = urls;
    pauseMillis = new AtomicLongArray(urls.size());
    pausedUntilMillis = new AtomicLongArray(urls.size());
  }

  /** The number of the node whose turn it is. */
  int choose(long nowMillis) {
    int first = Math.floorMod(next.getAndIncrement(), urls.size());
    int best = first;
    for (int i = 0; i < urls.size(); i++) {
      int node = (first + i) % urls.size();
      if (pausedUntilMillis.get(node) <= nowMillis) {
        return node;
      }
      if (pausedUntilMillis.get(node) < pausedUntilMillis.get(best)) {
        best = node;
      }
    }
    return best;
  }

  /** A path of the API, with its query, on each of the nodes. */
  List<URI> resolve(String path) {
    return urls.stream().map(base -> resolve(base, path)).toList();
  }

  private static URI resolve(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  void failed(int node, long nowMillis) {
    long pause =
        pauseMillis.updateAndGet(
            node, last -> Math.clamp(last * 2, FIRST_PAUSE_MILLIS, MAX_PAUSE_MILLIS));
    pausedUntilMillis.set(node, nowMillis + pause);
  }

  void answered(int node) {
    pauseMillis.set(node, 0);
    pausedUntilMillis.set(node, 0);
  }
}
