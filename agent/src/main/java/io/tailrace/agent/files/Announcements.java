package io.tailrace.agent.files;

import io.tailrace.agent.files.DirectoryWatch.Changes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether inotify tells of everything that is written, so that looking is only to make sure. It
 * does not tell of what comes by another way than the watched directory: through a hard link
 * elsewhere, or past an overlay. That shows when a look sees a file grow and no event follows.
 *
 * <p>Owned by the catalog's thread.
 */
final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  /** An event comes within milliseconds, but for a machine that is very busy. */
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Whoever wrote behind inotify's back will again; a machine that was only busy pays little. */
  private static final long DISTRUST_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** One is enough to know. */
  private static final int MAX_UNTOLD = 100;

  private Set<Path> toldNow = Set.of();

  /** What has grown and nothing was said of it yet, since when. */
  private final Map<Path, Long> untold = new HashMap<>();

  private boolean distrusted;
  private long distrustedNanos;

  /** What inotify tells just now. */
  void told(Changes changes) {
    toldNow = changes.files();
    if (changes.others()) {
      // It may have had too much to tell for naming each file.
      untold.clear();
    } else {
      untold.keySet().removeAll(toldNow);
    }
  }

  /** A look that nobody asked for saw that a file has grown. */
  void grew(Path file, long nowNanos) {
    if (!toldNow.contains(file) && untold.size() < MAX_UNTOLD) {
      untold.putIfAbsent(file, nowNanos);
    }
  }

  /** Whether it has told of everything lately. */
  boolean areComplete(long nowNanos) {
    if (untold.values().removeIf(since -> nowNanos - since > LATEST_NANOS)) {
      LOG.debug("files grow without inotify telling so; polling them");
      distrusted = true;
      distrustedNanos = nowNanos;
    }
    distrusted &= nowNanos - distrustedNanos < DISTRUST_NANOS;
    return !distrusted;
  }
}
