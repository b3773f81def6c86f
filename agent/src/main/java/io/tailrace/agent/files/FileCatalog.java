package io.tailrace.agent.files;

import io.tailrace.agent.files.DirectoryWatch.Changes;
import io.tailrace.agent.files.Generation.State;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows every generation there is. Finds files by polling, woken earlier by inotify; opens them,
 * follows them through renames by their open descriptor, notices when one was truncated or
 * replaced.
 *
 * <p>Owns the descriptors and everything of a {@link Generation} but its positions. One thread,
 * {@code catalog}, runs {@link #run}; everybody else sees the immutable list of {@link
 * #generations}. That thread is never interrupted, for an interrupt closes the file that is being
 * read.
 *
 * <p>Bounded: {@link VolumeScanner#MAX_FILES} files, {@link #MAX_OPEN} descriptors of files that
 * have nothing to be read, {@link #MAX_DETACHED} of files that are gone and settled.
 */
public final class FileCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(FileCatalog.class);

  /** A line is to be seen within 300 ms where inotify tells nothing. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** With very many files the looks get rarer, so that looking never takes over 1 % of a core. */
  private static final long POLL_SHARE = 100;

  private static final long POLL_MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Changes that come within this time are looked at together. */
  private static final long DEBOUNCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** When the agent is ending, the pipelines wait for each look. */
  private static final long DRAIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A writer may go on writing to a file for a while after it was renamed. */
  private static final long LATE_WRITES_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Containers often have 1,024 descriptors; sockets and jars need some too. */
  static final int MAX_OPEN = 512;

  static final int MAX_DETACHED = 128;

  private final VolumeScanner scanner;
  private final GenerationOpener opener;
  private final Consumer<List<Generation>> changed;

  /** Everything that is being followed, by the file system's key, oldest first. */
  private final Map<Object, TrackedFile> tracked = new LinkedHashMap<>();

  private final Map<Path, TrackedFile> byPath = new HashMap<>();
  private volatile List<RememberedGeneration> remembered;
  private boolean firstLook = true;
  private long lookDurationNanos;

  private volatile long lastWholeLookNanos;

  private volatile List<Generation> generations = List.of();
  private volatile boolean draining;
  private volatile boolean stopped;
  private volatile @Nullable DirectoryWatch watch;
  private volatile long lastLookNanos;

  /**
   * Opens nothing yet.
   *
   * @param outputs the outputs' names; a generation has a position for each, by its index here
   * @param remembered what an earlier run knew, oldest first
   * @param changed is told on the catalog's thread after each look that changed anything
   */
  public FileCatalog(
      List<WatchedInput> inputs,
      List<String> outputs,
      Path stateDirectory,
      List<RememberedGeneration> remembered,
      InstantSource clock,
      Consumer<List<Generation>> changed) {
    this.scanner = new VolumeScanner(inputs, stateDirectory, clock);
    this.opener = new GenerationOpener(List.copyOf(outputs), clock);
    this.remembered = List.copyOf(remembered);
    this.changed = changed;
  }

  /** Every generation that may still have something to be read, oldest first. */
  public List<Generation> generations() {
    return generations;
  }

  /** What an earlier run knew and could not be looked for yet: it must not be forgotten. */
  public List<RememberedGeneration> unresolved() {
    return remembered;
  }

  /** When the last look ended, on {@link System#nanoTime}'s scale. */
  public long lastLookNanos() {
    return lastLookNanos;
  }

  /** How many descriptors are open. */
  public int openFiles() {
    int open = 0;
    for (Generation generation : generations) {
      open += generation.channel() == null ? 0 : 1;
    }
    return open;
  }

  /** The body of the catalog's thread: looks and waits until {@link #stop}. */
  public void run() {
    DirectoryWatch opened = DirectoryWatch.open(Thread.currentThread());
    watch = opened;
    Changes changes = new Changes(Set.of(), true);
    while (!stopped) {
      lookOnce(changes, System.nanoTime());
      opened.watch(scanner.directories());
      changes = opened.await(pollNanos());
      pause(pauseNanos(changes));
    }
    opened.close();
  }

  /** One look: at everything if anything but writes has happened, or if it is time again. */
  void lookOnce(Changes changes, long nowNanos) {
    boolean everything =
        changes.others()
            || changes.files().isEmpty()
            || nowNanos - lastWholeLookNanos > pollNanos();
    boolean news = everything ? look(nowNanos) : lookAt(changes.files(), nowNanos);
    if (news) {
      publish();
    }
    if (everything) {
      lookDurationNanos = System.nanoTime() - nowNanos;
      lastWholeLookNanos = nowNanos;
    }
    lastLookNanos = nowNanos;
  }

  private long pollNanos() {
    return Math.clamp(lookDurationNanos * POLL_SHARE, POLL_NANOS, POLL_MAX_NANOS);
  }

  /** Changes pile up for a moment; a busy writer would otherwise wake us for every line. */
  private long pauseNanos(Changes changes) {
    if (draining) {
      return DRAIN_PAUSE_NANOS;
    }
    return changes.others() ? 20 * lookDurationNanos : DEBOUNCE_NANOS;
  }

  private void pause(long nanos) {
    if (!stopped) {
      LockSupport.parkNanos(Math.clamp(nanos, DEBOUNCE_NANOS, POLL_MAX_NANOS));
    }
  }

  /**
   * When the last look at everything began, on {@link System#nanoTime}'s scale; what it found is in
   * {@link #generations}.
   */
  public long lastWholeLookNanos() {
    return lastWholeLookNanos;
  }

  /** From now on looks at everything again and again, whatever that costs; from any thread. */
  public void drain() {
    draining = true;
    endWait();
  }

  /** Ends {@link #run} soon; from any thread. */
  public void stop() {
    stopped = true;
    endWait();
  }

  private void endWait() {
    DirectoryWatch opened = watch;
    if (opened != null) {
      opened.close();
    }
  }

  /** Gives every descriptor back; called when no pipeline reads any more. */
  public void close() {
    for (Generation generation : generations) {
      generation.close();
    }
  }

  private boolean lookAt(Set<Path> files, long nowNanos) {
    boolean news = false;
    for (Path path : files) {
      TrackedFile file = byPath.get(path);
      if (file == null) {
        continue;
      }
      Optional<FoundFile> found = scanner.lookAt(path);
      if (found.isEmpty() || !found.get().key().equals(file.key())) {
        return look(nowNanos);
      }
      switch (follow(file, found.get(), nowNanos)) {
        case SAME -> {}
        case GREW -> news = true;
        case REPLACED -> {
          return look(nowNanos);
        }
      }
    }
    return news;
  }

  private boolean look(long nowNanos) {
    VolumeScan scan = scanner.scan(nowNanos);
    boolean news = false;
    for (TrackedFile file : List.copyOf(tracked.values())) {
      FoundFile found = scan.files().get(file.key());
      if (found != null) {
        news |= follow(file, found, nowNanos) != Change.SAME;
      } else if (scan.looked(file.path())) {
        news |= followDetached(file, nowNanos);
      }
    }
    news |= adopt(scan, nowNanos);
    news |= forget(nowNanos);
    closeIdle();
    return news;
  }

  private enum Change {
    SAME,
    GREW,
    REPLACED
  }

  /** Sees what has become of a file that a path still leads to. */
  private Change follow(TrackedFile file, FoundFile found, long nowNanos) {
    Generation generation = file.generation();
    moved(file, found.path());
    if (generation.isSuspect() || found.size() < generation.size()) {
      return end(file, "truncated or overwritten");
    }
    if (file.isUnchanged(found.size(), found.modifiedMillis())) {
      return Change.SAME;
    }
    if (generation.channel() == null) {
      Optional<FileChannel> channel = opener.open(found.path(), file.key());
      if (channel.isEmpty()) {
        return Change.SAME;
      }
      generation.open(channel.get());
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
  private boolean followDetached(TrackedFile file, long nowNanos) {
    Generation generation = file.generation();
    byPath.remove(file.path(), file);
    boolean justNow = generation.state() == State.LIVE;
    if (justNow) {
      LOG.debug("{} was renamed or removed; it is read to its end", generation);
      generation.state(State.DETACHED);
      file.changed(0, nowNanos);
    }
    FileChannel channel = generation.channel();
    if (channel == null) {
      return justNow;
    }
    try {
      long size = channel.size();
      if (size < generation.size() || generation.isSuspect()) {
        return end(file, "truncated after it was renamed") != Change.SAME;
      }
      boolean grew = size > generation.size() && grew(file, size, 0, nowNanos) != Change.SAME;
      return justNow || grew;
    } catch (IOException e) {
      LOG.warn("{} could not be looked at, trying again: {}", generation, e.toString());
      return justNow;
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
    file.generation().close();
    tracked.remove(file.key());
    byPath.remove(file.path(), file);
  }

  private boolean adopt(VolumeScan scan, long nowNanos) {
    List<FoundFile> unknown = new ArrayList<>();
    for (FoundFile found : scan.files().values()) {
      if (!tracked.containsKey(found.key())) {
        unknown.add(found);
      }
    }
    int before = tracked.size();
    // Rotated several times since the last look: the oldest is to be shipped first.
    unknown.sort(Comparator.comparingLong(FoundFile::modifiedMillis));
    boolean nothingRemembered = remembered.isEmpty();
    resume(scan, unknown, nowNanos);
    for (FoundFile found : unknown) {
      boolean atEnd = firstLook && nothingRemembered && found.input().startAtEnd();
      adopt(found, nowNanos, channel -> Optional.of(opener.begin(found, channel, atEnd)));
    }
    firstLook = false;
    return tracked.size() > before;
  }

  /**
   * Takes up again what an earlier run knew, under whatever name it has now, oldest first. What
   * cannot be looked for yet stays remembered.
   */
  private void resume(VolumeScan scan, List<FoundFile> unknown, long nowNanos) {
    List<RememberedGeneration> unresolved = new ArrayList<>();
    for (RememberedGeneration known : remembered) {
      if (!scanner.isListed(Objects.requireNonNull(known.path().getParent()))
          || !scan.looked(known.path())) {
        unresolved.add(known);
        continue;
      }
      Optional<FoundFile> same =
          unknown.stream().filter(found -> known.key().isKeyOf(found.key())).findFirst();
      Optional<FoundFile> found = same.or(() -> scanner.findRenamed(known));
      found
          .filter(file -> !tracked.containsKey(file.key()))
          .ifPresent(file -> adopt(file, nowNanos, channel -> opener.resume(known, file, channel)));
      if (found.isPresent() && tracked.containsKey(found.get().key())) {
        unknown.remove(found.get());
      } else {
        LOG.info("{} of the last run is gone or has other content", known.path());
      }
    }
    remembered = List.copyOf(unresolved);
  }

  /** How a generation is made of an open file; nothing if it is not the one that was meant. */
  private interface Adoption {
    Optional<Generation> of(FileChannel channel) throws IOException;
  }

  private void adopt(FoundFile found, long nowNanos, Adoption adoption) {
    Optional<FileChannel> channel = opener.open(found.path(), found.key());
    if (channel.isEmpty()) {
      return;
    }
    Optional<Generation> generation = Optional.empty();
    try {
      generation = adoption.of(channel.get());
    } catch (IOException e) {
      LOG.warn("{} could not be read, trying again: {}", found.path(), e.toString());
    }
    if (generation.isEmpty()) {
      closeQuietly(channel.get());
      return;
    }
    TrackedFile file =
        new TrackedFile(
            generation.get(), found.key(), found.path(), found.modifiedMillis(), nowNanos);
    tracked.put(found.key(), file);
    byPath.put(found.path(), file);
    LOG.debug("reading {}", generation.get());
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a file that was only read: {}", e.toString());
    }
  }

  /**
   * Lets go of files that are gone and wholly settled, when nobody has written to them for long.
   */
  private boolean forget(long nowNanos) {
    List<TrackedFile> finished =
        tracked.values().stream()
            .filter(file -> file.generation().state() == State.DETACHED)
            .filter(file -> file.generation().isSettled())
            .toList();
    int tooMany = finished.size() - MAX_DETACHED;
    boolean forgot = false;
    for (int i = 0; i < finished.size(); i++) {
      TrackedFile file = finished.get(i);
      boolean quiet = nowNanos - file.lastChangeNanos() > LATE_WRITES_NANOS;
      if (quiet || i < tooMany || file.generation().channel() == null) {
        drop(file);
        forgot = true;
      }
    }
    return forgot;
  }

  /** Gives back descriptors of files that have nothing to be read, the quietest first. */
  private void closeIdle() {
    List<TrackedFile> open =
        tracked.values().stream().filter(file -> file.generation().channel() != null).toList();
    if (open.size() <= MAX_OPEN) {
      return;
    }
    open.stream()
        .filter(file -> file.generation().state() == State.LIVE && file.generation().isSettled())
        .sorted(Comparator.comparingLong(TrackedFile::lastChangeNanos))
        .limit(open.size() - MAX_OPEN)
        .forEach(file -> file.generation().close());
  }

  private void publish() {
    List<Generation> now = new ArrayList<>(tracked.size());
    for (TrackedFile file : tracked.values()) {
      now.add(file.generation());
    }
    generations = List.copyOf(now);
    changed.accept(generations);
  }
}
