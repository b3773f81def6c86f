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
import java.util.stream.Stream;
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
    /** It has lost the name it was found under. */
    MOVED,
    /** Truncated in place: it has other content now. */
    TRUNCATED,
    /** Overwritten, or another file with the same key. */
    OVERWRITTEN;

    /** Whether its content is no longer there. */
    boolean isDisplaced() {
      return this == TRUNCATED || this == OVERWRITTEN;
    }
  }

  private final GenerationOpener opener;
  private final int maxOpen;

  /** By the file system's key. */
  private final Map<Object, TrackedFile> byKey = new LinkedHashMap<>();

  /** The order in which generations began: what is older is shipped first. */
  private final Map<Generation, Long> age = new HashMap<>();

  private final Map<Path, TrackedFile> byPath = new HashMap<>();

  /** How many of them have a descriptor. */
  private int openFiles;

  private long added;

  /** How many have grown since the last look and could not be opened again for want of room. */
  private int refused;

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

  /** Whether it is these files that are followed, and no others. */
  boolean areAll(Collection<FoundFile> found) {
    return byKey.size() == found.size()
        && found.stream().allMatch(file -> byKey.containsKey(file.key()));
  }

  boolean contains(Object key) {
    return byKey.containsKey(key);
  }

  @Nullable TrackedFile at(Path path) {
    return byPath.get(path);
  }

  /** Takes a file over whose generation is open. */
  void add(TrackedFile file) {
    age.put(file.generation(), added++);
    put(file);
  }

  /** Takes a file over from another catalog; its generation may be closed, and have no path. */
  void takeOver(TrackedFile file) {
    add(file);
    openFiles -= file.generation().channel() == null ? 1 : 0;
    if (file.generation().state() == State.DETACHED) {
      byPath.remove(file.path(), file);
    }
  }

  /** All files, those first whose generations began first. */
  List<TrackedFile> inOrder() {
    return byKey.values().stream()
        .sorted(Comparator.comparingLong(file -> age(file.generation())))
        .toList();
  }

  private void put(TrackedFile file) {
    openFiles++;
    byKey.put(file.key(), file);
    byPath.put(file.path(), file);
  }

  /**
   * Has a generation go on in another file, up to an offset; whether that could be opened.
   *
   * @param file is not tracked just now
   */
  boolean goOn(TrackedFile file, FoundFile found, long end, long nowNanos) {
    Optional<FileChannel> channel = opener.open(found);
    channel.ifPresent(copy -> goOn(file, found, copy, end, nowNanos));
    return channel.isPresent();
  }

  /** Likewise, in a file that is open. */
  void goOn(TrackedFile file, FoundFile found, FileChannel copy, long end, long nowNanos) {
    file.generation().moveTo(copy, FileKey.of(found.key()), end);
    file.generation().state(State.LIVE);
    file.moveTo(found, nowNanos);
    put(file);
  }

  /**
   * Every generation there is, oldest first.
   *
   * @param searched files that are not tracked just now, for it is not known where they are
   */
  List<Generation> generations(List<TrackedFile> searched) {
    return Stream.concat(byKey.values().stream(), searched.stream())
        .map(TrackedFile::generation)
        .sorted(Comparator.comparingLong(this::age))
        .toList();
  }

  private long age(Generation generation) {
    return age.getOrDefault(generation, Long.MAX_VALUE);
  }

  /** Those a rotator has had, or had, oldest first. */
  List<TrackedFile> rotatedOrHeld() {
    return byKey.values().stream()
        .filter(file -> file.isRotated() || file.isHeld())
        .sorted(Comparator.comparingLong(file -> age(file.generation())))
        .toList();
  }

  /** Those at whose place a path leads to them, of which this may be a rotated name. */
  List<TrackedFile> withRotatedName(Path name) {
    List<TrackedFile> files = new ArrayList<>();
    for (Path original : RotatedNames.originals(name)) {
      TrackedFile file = byPath.get(original);
      if (file != null && file.generation().state() == State.LIVE) {
        files.add(file);
      }
    }
    return files;
  }

  /** How many more files may be opened. */
  int room() {
    return Math.max(0, maxOpen - openFiles);
  }

  int openFiles() {
    return openFiles;
  }

  /** Gives its descriptor back; it is opened again when it is needed. */
  void close(TrackedFile file) {
    if (file.generation().channel() != null) {
      file.generation().close();
      openFiles--;
    }
  }

  /** Sees what has become of a file that a path still leads to. */
  Change follow(TrackedFile file, FoundFile found, long nowNanos) {
    Generation generation = file.generation();
    boolean moved = moved(file, found);
    if (isTruncated(generation, found)) {
      return Change.TRUNCATED;
    }
    if (generation.isSuspect()) {
      return Change.OVERWRITTEN;
    }
    if (file.isUnchanged(found.size(), found.modifiedMillis())) {
      generation.still(nowNanos);
      return moved ? Change.MOVED : Change.SAME;
    }
    if (generation.channel() == null && !open(file, found)) {
      return moved ? Change.MOVED : Change.SAME;
    }
    Change change = grew(file, found.size(), found.modifiedMillis(), nowNanos);
    return moved && !change.isDisplaced() ? Change.MOVED : change;
  }

  /**
   * Whether a file is shorter than it was. What the look has found may be seconds old where there
   * are thousands of files, and a pipeline may have read what was written since: then the file is
   * asked again.
   */
  private static boolean isTruncated(Generation generation, FoundFile found) {
    if (found.size() < generation.size()) {
      return true;
    }
    // Before the file is asked: else it might have grown and been read in between.
    long known = generation.knownSize();
    return found.size() < known && sizeNow(generation, found) < known;
  }

  /** The size now; more than any if that cannot be said just now: the next look sees it. */
  private static long sizeNow(Generation generation, FoundFile found) {
    FileChannel channel = generation.channel();
    try {
      return channel != null ? channel.size() : found.sizeNow().orElse(Long.MAX_VALUE);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Opens a file again that was closed; whether it is open now. */
  boolean open(TrackedFile file, FoundFile found) {
    refused += room() > 0 ? 0 : 1;
    Optional<FileChannel> channel = room() > 0 ? opener.open(found) : Optional.empty();
    if (channel.isPresent()) {
      file.generation().open(channel.get());
      openFiles++;
    }
    return channel.isPresent();
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
        return Change.OVERWRITTEN;
      }
      // A cursor compares what is before it when it reads on, so only at the same size must we.
      if (size == generation.size() && !generation.isIntact(channel)) {
        return Change.OVERWRITTEN;
      }
      // Its size is never that of what was there before the head: truncated meanwhile, it would be
      // taken for truncated once more.
      long sizeNow = Math.min(size, channel.size());
      generation.head(head.get());
      generation.grow(sizeNow);
      file.changed(modifiedMillis, nowNanos);
      return Change.GREW;
    } catch (IOException e) {
      LOG.warn("{} could not be read, trying again: {}", generation.path(), e.toString());
      return Change.SAME;
    }
  }

  private boolean moved(TrackedFile file, FoundFile found) {
    Path path = found.path();
    if (file.generation().state() == State.DETACHED) {
      file.generation().state(State.LIVE);
    }
    boolean moved = !file.path().equals(path);
    if (moved) {
      LOG.debug("{} is now called {}", file.generation(), path);
      byPath.remove(file.path(), file);
      file.place(found);
    }
    byPath.put(path, file);
    return moved;
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
    return justNow && !change.isDisplaced() ? Change.MOVED : change;
  }

  /** Sees what has become of a file that cannot be looked for just now. */
  Change followDescriptor(TrackedFile file, long nowNanos) {
    Generation generation = file.generation();
    FileChannel channel = generation.channel();
    if (channel == null) {
      return Change.SAME;
    }
    try {
      // In this order: a pipeline may read what is written just now.
      long known = generation.knownSize();
      long size = channel.size();
      if (size < known) {
        return Change.TRUNCATED;
      }
      if (generation.isSuspect()) {
        return Change.OVERWRITTEN;
      }
      if (size > generation.size()) {
        return grew(file, size, 0, nowNanos);
      }
      generation.still(nowNanos);
      return Change.SAME;
    } catch (IOException e) {
      LOG.warn("{} could not be looked at, trying again: {}", generation, e.toString());
      return Change.SAME;
    }
  }

  /** Follows a file no longer; its generation may go on in another one. */
  void drop(TrackedFile file) {
    close(file);
    byKey.remove(file.key());
    byPath.remove(file.path(), file);
  }

  /** The generation is over. */
  void end(Generation generation) {
    generation.state(State.ENDED);
    age.remove(generation);
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
        age.remove(file.generation());
        forgotten.add(file.generation());
      }
    }
    return forgotten;
  }

  /**
   * Gives back descriptors of files that have nothing to be read, the quietest first.
   *
   * @param waiting how many new files could not be opened for want of room
   * @return whether any file waits for room
   */
  boolean closeIdle(int waiting) {
    int wanted = waiting + refused;
    refused = 0;
    int tooMany = Math.max(openFiles - MAX_OPEN, Math.min(wanted, openFiles));
    if (tooMany <= 0) {
      return wanted > 0;
    }
    byKey.values().stream()
        .filter(file -> file.generation().channel() != null)
        .filter(file -> file.generation().state() == State.LIVE && file.generation().isSettled())
        .sorted(Comparator.comparingLong(TrackedFile::lastChangeNanos))
        .limit(tooMany)
        .toList()
        .forEach(this::close);
    return wanted > 0;
  }
}
