package io.tailrace.agent.files;

import io.tailrace.agent.files.Generation.State;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows files that are generations already: through renames by their open descriptor, to where
 * they are truncated, replaced, or gone and settled.
 *
 * <p>Owned by the catalog's thread. Bounded: {@link #MAX_OPEN} descriptors of files that have
 * nothing to be read, {@link #MAX_DETACHED} of files that are gone and settled.
 */
final class TrackedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TrackedFiles.class);

  /** A writer may go on writing to a file for a while after it was renamed. */
  private static final long LATE_WRITES_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Containers often have 1,024 descriptors; sockets and jars need some too. */
  static final int MAX_OPEN = 512;

  static final int MAX_DETACHED = 128;

  /** What has become of a file. */
  enum Change {
    SAME,
    GREW,
    /** Its generation is over; what is there now is another one. */
    REPLACED
  }

  private final GenerationOpener opener;
  private final int maxOpen;

  /** By the file system's key, oldest first. */
  private final Map<Object, TrackedFile> byKey = new LinkedHashMap<>();

  private final Map<Path, TrackedFile> byPath = new HashMap<>();

  /** How many of them have a descriptor. */
  private int openFiles;

  /**
   * @param maxOpen no file is opened beyond so many open ones
   */
  TrackedFiles(GenerationOpener opener, int maxOpen) {
    this.opener = opener;
    this.maxOpen = maxOpen;
  }

  Collection<TrackedFile> all() {
    return List.copyOf(byKey.values());
  }

  boolean contains(Object key) {
    return byKey.containsKey(key);
  }

  @Nullable TrackedFile at(Path path) {
    return byPath.get(path);
  }

  /** Takes a file over whose generation is open. */
  void add(TrackedFile file) {
    openFiles++;
    byKey.put(file.key(), file);
    byPath.put(file.path(), file);
  }

  List<Generation> generations() {
    List<Generation> generations = new ArrayList<>(byKey.size());
    for (TrackedFile file : byKey.values()) {
      generations.add(file.generation());
    }
    return List.copyOf(generations);
  }

  /** How many more files may be opened. */
  int room() {
    return Math.max(0, maxOpen - openFiles);
  }

  int openFiles() {
    return openFiles;
  }

  private void close(TrackedFile file) {
    if (file.generation().channel() != null) {
      file.generation().close();
      openFiles--;
    }
  }

  /** Sees what has become of a file that a path still leads to. */
  Change follow(TrackedFile file, FoundFile found, long nowNanos) {
    Generation generation = file.generation();
    moved(file, found.path());
    if (generation.isSuspect() || found.size() < generation.knownSize()) {
      return end(file, "truncated or overwritten");
    }
    if (file.isUnchanged(found.size(), found.modifiedMillis())) {
      return Change.SAME;
    }
    if (generation.channel() == null) {
      Optional<FileChannel> channel =
          room() > 0 ? opener.open(found.path(), file.key()) : Optional.empty();
      if (channel.isEmpty()) {
        return Change.SAME;
      }
      generation.open(channel.get());
      openFiles++;
    }
    return grew(file, found.size(), found.modifiedMillis(), nowNanos);
  }

  private Change grew(TrackedFile file, long size, long modifiedMillis, long nowNanos) {
    Generation generation = file.generation();
    FileChannel channel = generation.channel();
    if (channel == null) {
      return Change.SAME;
    }
    try {
      Optional<Fingerprint> head = generation.head().grown(channel);
      if (head.isEmpty()) {
        return end(file, "replaced by other content");
      }
      // A cursor compares what is before it when it reads on, so only at the same size must we.
      if (size == generation.size() && !generation.isIntact(channel)) {
        return end(file, "overwritten with other content of the same size");
      }
      generation.head(head.get());
      generation.grow(size);
      file.changed(modifiedMillis, nowNanos);
      return Change.GREW;
    } catch (IOException e) {
      LOG.warn("{} could not be read, trying again: {}", generation.path(), e.toString());
      return Change.SAME;
    }
  }

  private void moved(TrackedFile file, Path path) {
    if (file.generation().state() == State.DETACHED) {
      file.generation().state(State.LIVE);
    }
    if (!file.path().equals(path)) {
      LOG.debug("{} is now called {}", file.generation(), path);
      byPath.remove(file.path(), file);
      file.path(path);
    }
    byPath.put(path, file);
  }

  /** Sees what has become of a file that no path leads to any more. */
  Change followDetached(TrackedFile file, long nowNanos) {
    Generation generation = file.generation();
    byPath.remove(file.path(), file);
    boolean justNow = generation.state() == State.LIVE;
    if (justNow) {
      LOG.debug("{} was renamed or removed; it is read to its end", generation);
      generation.state(State.DETACHED);
      file.changed(0, nowNanos);
    }
    Change change = followDescriptor(file, nowNanos);
    return justNow && change == Change.SAME ? Change.GREW : change;
  }

  /** Sees what has become of a file that cannot be looked for just now. */
  Change followDescriptor(TrackedFile file, long nowNanos) {
    Generation generation = file.generation();
    FileChannel channel = generation.channel();
    if (channel == null) {
      return Change.SAME;
    }
    try {
      long size = channel.size();
      if (size < generation.knownSize() || generation.isSuspect()) {
        return end(file, "truncated after it was renamed");
      }
      return size > generation.size() ? grew(file, size, 0, nowNanos) : Change.SAME;
    } catch (IOException e) {
      LOG.warn("{} could not be looked at, trying again: {}", generation, e.toString());
      return Change.SAME;
    }
  }

  /** Its content is gone: what comes under its key from now on is another generation. */
  private Change end(TrackedFile file, String how) {
    LOG.info("{} was {}; it is read from its start", file.generation(), how);
    file.generation().state(State.ENDED);
    drop(file);
    return Change.REPLACED;
  }

  private void drop(TrackedFile file) {
    close(file);
    byKey.remove(file.key());
    byPath.remove(file.path(), file);
  }

  /**
   * Lets go of files that are gone and wholly settled, when nobody has written to them for long.
   *
   * @return those it let go of
   */
  List<Generation> forget(long nowNanos) {
    List<TrackedFile> finished =
        byKey.values().stream()
            .filter(file -> file.generation().state() == State.DETACHED)
            .filter(file -> file.generation().isSettled())
            .toList();
    int tooMany = finished.size() - MAX_DETACHED;
    List<Generation> forgotten = new ArrayList<>();
    for (int i = 0; i < finished.size(); i++) {
      TrackedFile file = finished.get(i);
      long goneNanos = nowNanos - file.lastChangeNanos();
      // Not in the look that missed it: a file that is renamed just then is there at the next one,
      // and a restart in between would read it again.
      if (goneNanos > LATE_WRITES_NANOS || (i < tooMany && goneNanos > 0)) {
        drop(file);
        forgotten.add(file.generation());
      }
    }
    return forgotten;
  }

  /**
   * Gives back descriptors of files that have nothing to be read, the quietest first.
   *
   * @param wanted how many more are wanted than may be had now
   */
  void closeIdle(int wanted) {
    int tooMany = Math.max(openFiles - MAX_OPEN, Math.min(wanted, openFiles));
    if (tooMany <= 0) {
      return;
    }
    byKey.values().stream()
        .filter(file -> file.generation().channel() != null)
        .filter(file -> file.generation().state() == State.LIVE && file.generation().isSettled())
        .sorted(Comparator.comparingLong(TrackedFile::lastChangeNanos))
        .limit(tooMany)
        .toList()
        .forEach(this::close);
  }
}
