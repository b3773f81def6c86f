package io.tailrace.agent.files;

import io.tailrace.agent.files.Generation.State;
import io.tailrace.agent.files.TrackedFile.HeldBy;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a rotator has moved away and may remove, for as long as an output needs it: by a hard
 * link where the file still has a name, else by copying what its descriptor still reads. So it
 * survives the end of the process, too.
 *
 * <p>A file that nobody has renamed gets no link: logrotate leaves files with several links alone.
 *
 * <p>Owned by the catalog's thread; {@link #status} may be read by any. Bounded: {@code maxBytes}
 * of the disk, and descriptors of linked files as {@link HeldTurns} says.
 */
final class Holding {
  private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

  /** An output that is behind for so long may be for longer. */
  private static final long BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A path where lines were lost is not forgotten; there are never many. */
  private static final int MAX_PATHS = 1_000;

  private static final long NO_ROOM_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A link becomes the last one without a sign; so often it is asked. */
  private static final long COST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final HeldFiles files;
  private final Holder holder;
  private final TrackedFiles tracked;
  private final long maxBytes;
  private final CopyAhead copyAhead;

  private final HeldTurns turns;

  private final Map<Generation, HeldCopy> copies = new HashMap<>();

  /** Since when an output has not shipped all of a file that may be truncated. */
  private final Map<TrackedFile, Long> behind = new HashMap<>();

  private final Set<Path> truncatedPaths = new HashSet<>();
  private long costedNanos;
  private long lostFiles;
  private long lostBytes;
  private @Nullable String problem;
  private volatile HeldStatus status;

  Holding(
      HeldFiles files, Holder holder, TrackedFiles tracked, long maxBytes, CopyAhead copyAhead) {
    this.files = files;
    this.holder = holder;
    this.tracked = tracked;
    this.maxBytes = maxBytes;
    this.copyAhead = copyAhead;
    this.turns = new HeldTurns(files, tracked);
    this.status = new HeldStatus(0, 0, 0, 0, maxBytes, 0, 0, Optional.empty());
  }

  HeldStatus status() {
    return status;
  }

  /** Tells whether it will work, before it is needed. */
  void check(Path stateDirectory, TrackedFile file) {
    HoldingCheck.problem(stateDirectory, file.place().path())
        .ifPresent(why -> {
          problem = why;
          LOG.info("files that are removed before they are shipped will be copied: {}", why);
        });
  }

  /** Whether there is nothing that the next look would have to see to. */
  boolean isIdle() {
    boolean mayCopy = copyAhead == CopyAhead.ALWAYS || !truncatedPaths.isEmpty();
    return status.files() == 0 && !mayCopy;
  }

  /** Holds what has to be held, lets go of the rest; whether anything had to be given up. */
  boolean look(long nowNanos) {
    Set<TrackedFile> needed = new LinkedHashSet<>();
    ListedDirectories listed = new ListedDirectories();
    for (TrackedFile file : tracked.rotatedOrHeld()) {
      if (isNeeded(file)) {
        hold(file, listed, nowNanos);
        needed.add(file);
      } else {
        release(file);
      }
    }
    needed.addAll(copyAhead(nowNanos));
    boolean gaveUp = stayBelowCap(needed, nowNanos);
    turns.give(needed, nowNanos);
    publish(needed);
    return gaveUp;
  }

  /** Opens what is to be read next, if what was before is settled; between two looks. */
  void goOn(long nowNanos) {
    turns.goOn(nowNanos);
  }

  /** What has its turn to be read since this was asked last. */
  List<Generation> takeOpened() {
    return turns.takeOpened();
  }

  /** Whether it has to be held, or goes on being held. */
  private static boolean isNeeded(TrackedFile file) {
    boolean copiedAhead = file.heldBy() == HeldBy.COPY && !file.isRotated();
    return !file.generation().isSettled() && (file.isRotated() || copiedAhead);
  }

  /** Copies files that are not rotated, and that may be truncated before they are shipped. */
  private List<TrackedFile> copyAhead(long nowNanos) {
    if (copyAhead == CopyAhead.NEVER || (copyAhead == CopyAhead.AUTO && truncatedPaths.isEmpty())) {
      return List.of();
    }
    List<TrackedFile> copied = new ArrayList<>();
    for (TrackedFile file : tracked.all()) {
      boolean later = nowNanos - file.nextHoldNanos() < 0;
      if (file.isRotated() || file.isHeld() || later || !mayBeTruncated(file)) {
        continue;
      }
      if (file.generation().isSettled()) {
        behind.remove(file);
      } else if (nowNanos - behind.computeIfAbsent(file, _ -> nowNanos) >= BEHIND_NANOS) {
        behind.remove(file);
        holdByCopy(file, nowNanos);
        copied.add(file);
      }
    }
    behind.keySet().retainAll(tracked.all());
    return copied;
  }

  private boolean mayBeTruncated(TrackedFile file) {
    return copyAhead == CopyAhead.ALWAYS || truncatedPaths.contains(file.path());
  }

  private void holdByCopy(TrackedFile file, long nowNanos) {
    try {
      copy(file);
    } catch (IOException e) {
      file.nextHoldNanos(nowNanos + RETRY_NANOS);
      failed(false, e);
    }
  }

  /** What was not shipped of a file is gone, for it was truncated and nobody had copied it. */
  void lostByTruncation(Path path) {
    if (copyAhead == CopyAhead.AUTO
        && truncatedPaths.size() < MAX_PATHS
        && truncatedPaths.add(path)) {
      LOG.warn(
          "{} is truncated in place and not copied before; from now on what an output has not"
              + " shipped of it is copied to the state directory in good time",
          path);
    }
  }

  /**
   * Goes on in what was copied ahead of a truncation.
   *
   * @return whether there was anything
   */
  boolean goOnInCopy(TrackedFile file, long nowNanos) {
    Generation generation = file.generation();
    HeldCopy copy = copies.get(generation);
    if (copy == null || copy.copiedTo() <= generation.leastSettled()) {
      return false;
    }
    copy.cancel();
    copies.remove(generation);
    Optional<FoundFile> held = files.find(generation.id(), generation.input());
    return held.isPresent() && tracked.goOn(file, held.get(), copy.copiedTo(), nowNanos);
  }

  /** The file has other content now: so has a link to it, but not a copy. */
  void displaced(TrackedFile file) {
    if (file.heldBy() == HeldBy.COPY && copies.containsKey(file.generation())) {
      copies.get(file.generation()).cancel();
    } else {
      release(file);
    }
  }

  private void hold(TrackedFile file, ListedDirectories listed, long nowNanos) {
    if (file.isHeld() || !file.generation().isRegistered() || nowNanos - file.nextHoldNanos() < 0) {
      return;
    }
    Path name = nameOf(file, listed);
    try {
      if (name == null && file.generation().channel() != null) {
        copy(file);
      } else if (name != null
          && files.link(file.generation().id(), name, file.generation().key())) {
        file.heldBy(HeldBy.LINK);
        problem = null;
      }
    } catch (IOException e) {
      file.nextHoldNanos(nowNanos + RETRY_NANOS);
      failed(name != null, e);
    }
  }

  /** What the file is called now, or null if it was removed. */
  private static @Nullable Path nameOf(TrackedFile file, ListedDirectories listed) {
    Generation generation = file.generation();
    if (generation.state() == State.LIVE) {
      return file.place().path();
    }
    return listed
        .siblings(file.place(), generation.input())
        .withKey(generation.key())
        .map(FoundFile::path)
        .orElse(null);
  }

  private void copy(TrackedFile file) throws IOException {
    Generation generation = file.generation();
    HeldCopy copy = new HeldCopy(generation, files.create(generation.id()));
    copies.put(generation, copy);
    holder.add(copy);
    file.heldBy(HeldBy.COPY);
  }

  private void failed(boolean linking, IOException e) {
    String now =
        linking
            ? "they cannot be made (" + e + "), so removed files are copied"
            : "removed files cannot be copied: " + e;
    if (!now.equals(problem)) {
      problem = now;
      LOG.warn("holding rotated files by hard links: {}", now);
    }
  }

  /** Lets go of what is held of a file: it is settled, or has its name again, or other content. */
  void release(TrackedFile file) {
    HeldCopy copy = copies.remove(file.generation());
    if (copy != null) {
      copy.cancel();
    }
    if (file.isHeld()) {
      files.release(file.generation().id());
      file.heldBy(HeldBy.DESCRIPTOR);
    }
  }

  /** The oldest go first if all of them take too much of the disk. */
  private boolean stayBelowCap(Set<TrackedFile> needed, long nowNanos) {
    boolean due = nowNanos - costedNanos >= COST_NANOS;
    long most = needed.stream().mapToLong(this::mostCost).sum();
    if (due || most > maxBytes) {
      costedNanos = nowNanos;
      needed.forEach(file -> file.heldBytes(cost(file)));
    }
    long bytes = needed.stream().mapToLong(TrackedFile::heldBytes).sum();
    boolean any = false;
    for (TrackedFile file : List.copyOf(needed)) {
      if (bytes > maxBytes && file.heldBytes() > 0) {
        bytes -= file.heldBytes();
        needed.remove(file);
        if (file.isRotated()) {
          giveUp(file);
          any = true;
        } else {
          stopCopying(file, nowNanos);
        }
      }
    }
    return any;
  }

  private long mostCost(TrackedFile file) {
    return file.generation().size() + copied(file);
  }

  private long copied(TrackedFile file) {
    HeldCopy copy = copies.get(file.generation());
    return copy == null ? 0 : copy.bytes();
  }

  /** Bytes that would be free on the disk without the agent. */
  private long cost(TrackedFile file) {
    Generation generation = file.generation();
    return switch (file.heldBy()) {
      case LINK -> files.isLastName(generation.id()) ? generation.size() : 0;
      case COPY -> (generation.state() == State.DETACHED ? generation.size() : 0) + copied(file);
      case DESCRIPTOR -> generation.state() == State.DETACHED ? generation.size() : 0;
    };
  }

  private void stopCopying(TrackedFile file, long nowNanos) {
    release(file);
    file.nextHoldNanos(nowNanos + NO_ROOM_NANOS);
    LOG.error(
        "{} is not copied ahead any more: held files may take {} bytes (TAILRACE_HOLD_MAX). If it is"
            + " truncated now, what is not shipped is lost",
        file.generation(),
        maxBytes);
  }

  private void giveUp(TrackedFile file) {
    Generation generation = file.generation();
    long lost = generation.size() - generation.leastSettled();
    lostFiles++;
    lostBytes += lost;
    LOG.error(
        "{} bytes of {} are lost: it was removed before they were shipped, and files that were"
            + " removed may take {} bytes (TAILRACE_HOLD_MAX)",
        lost,
        generation,
        maxBytes);
    release(file);
    tracked.drop(file);
    tracked.end(generation);
  }

  private void publish(Set<TrackedFile> needed) {
    status =
        new HeldStatus(
            needed.size(),
            count(needed, HeldBy.LINK),
            count(needed, HeldBy.COPY),
            needed.stream().mapToLong(TrackedFile::heldBytes).sum(),
            maxBytes,
            lostFiles,
            lostBytes,
            Optional.ofNullable(problem).or(holder::problem));
  }

  private static int count(Set<TrackedFile> needed, HeldBy by) {
    return (int) needed.stream().filter(file -> file.heldBy() == by).count();
  }
}
