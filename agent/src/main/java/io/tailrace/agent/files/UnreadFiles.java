package io.tailrace.agent.files;

import io.tailrace.agent.files.Unread.Reason;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is not read and why, and whether that was said: once, not once for each look.
 *
 * <p>Owned by the catalog's thread; everybody may ask {@link #now}, which is what the last look
 * that is over found.
 */
final class UnreadFiles {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadFiles.class);

  /** A directory full of unreadable files is one problem, not a thousand lines of log. */
  static final int MAX_SAID = 200;

  /** More than these are not told apart, only counted: the volume's writer makes them for free. */
  static final int MAX_DISTINCT = 10_000;

  /** Enough to see what is the matter. */
  static final int MAX_FIRST = 20;

  /** What ends without inotify telling, as a change of permissions does. */
  private static final Set<Reason> PASSING =
      EnumSet.of(Reason.MISSING, Reason.DENIED, Reason.HANGING, Reason.TROUBLE);

  private final Set<Path> said = new HashSet<>();
  private final Map<Path, Reason> distinct = new LinkedHashMap<>();
  private final Map<Reason, Integer> further = new EnumMap<>(Reason.class);
  private volatile Unread now = Unread.NONE;

  /** What follows is of another look. */
  void beginLook() {
    now = found();
    distinct.clear();
    further.clear();
  }

  private Unread found() {
    if (distinct.isEmpty()) {
      return Unread.NONE;
    }
    Map<Reason, Integer> counts = new EnumMap<>(further);
    distinct.values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
    List<Unread.Entry> first =
        distinct.entrySet().stream()
            .limit(MAX_FIRST)
            .map(entry -> new Unread.Entry(entry.getKey(), entry.getValue()))
            .toList();
    return new Unread(counts, first);
  }

  /**
   * Notes that this look cannot, or must not, read something.
   *
   * @return whether that is to be said
   */
  boolean add(Path path, Reason reason) {
    note(path, reason);
    if (said.size() >= MAX_SAID || !said.add(path)) {
      return false;
    }
    if (said.size() == MAX_SAID) {
      LOG.error("more files than these are not read; they are counted and not named");
    }
    return true;
  }

  /** Notes what need not be said. */
  void note(Path path, Reason reason) {
    if (distinct.size() < MAX_DISTINCT || distinct.containsKey(path)) {
      distinct.put(path, reason);
    } else {
      further.merge(reason, 1, Integer::sum);
    }
  }

  /** Whether this look met anything that may be readable from one moment to the next. */
  boolean mayBecomeReadable() {
    return distinct.values().stream().anyMatch(PASSING::contains);
  }

  /** It can be read; said if the opposite was. */
  void readable(Path path) {
    if (said.remove(path)) {
      LOG.info("{} can be read now", path);
    }
  }

  /** What the last look that is over found; from any thread. */
  Unread now() {
    return now;
  }
}
