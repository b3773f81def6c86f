package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the copy that a {@code copytruncate} makes: it has the old generation's content, so the
 * generation goes on in it, with its id and its positions. Nothing of it is lost by the truncation,
 * and nothing is read twice when the copy matches a pattern itself.
 *
 * <p>Owned by the catalog's thread. Bounded: a generation whose content is gone is kept for {@link
 * #SEARCH_NANOS}.
 */
final class Copies {
  private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

  /** A directory that is being rotated may hide a file from one listing, hardly from five. */
  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int MIN_SEARCHES = 3;

  /**
   * A rotator truncates right after it has copied. What is still the same content so long after it
   * was last written to is a file of its own.
   */
  private static final long COPYING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final GenerationOpener opener;
  private final TrackedFiles tracked;
  private final Holding holding;

  private List<Displaced> displaced = new ArrayList<>();
  private final Map<Object, Copying> copying = new HashMap<>();

  /** A generation whose file has other content now. */
  private static final class Displaced {
    final TrackedFile file;
    final String how;
    final long sinceNanos;
    int searches;

    Displaced(TrackedFile file, String how, long sinceNanos) {
      this.file = file;
      this.how = how;
      this.sinceNanos = sinceNanos;
    }
  }

  /** A file that is, as yet, the beginning of another one, and was at the last look, too. */
  private record Copying(long size, long modifiedMillis, long sinceNanos, long seenNanos) {
    static Copying since(FoundFile found, long nowNanos) {
      return new Copying(found.size(), found.modifiedMillis(), nowNanos, nowNanos);
    }

    Copying seen(FoundFile found, long nowNanos) {
      return size == found.size() && modifiedMillis == found.modifiedMillis()
          ? new Copying(size, modifiedMillis, sinceNanos, nowNanos)
          : since(found, nowNanos);
    }

    boolean isOver() {
      return seenNanos - sinceNanos > COPYING_NANOS;
    }
  }

  Copies(GenerationOpener opener, TrackedFiles tracked, Holding holding) {
    this.opener = opener;
    this.tracked = tracked;
    this.holding = holding;
  }

  /**
   * The file of this generation was truncated or overwritten; where its content is, is searched.
   */
  void displaced(TrackedFile file, String how, long nowNanos) {
    tracked.drop(file);
    displaced.add(new Displaced(file, how, nowNanos));
  }

  /** Those that are searched for, oldest first: they must not be forgotten. */
  List<TrackedFile> searched() {
    return displaced.stream().map(search -> search.file).toList();
  }

  boolean isSearching() {
    return !displaced.isEmpty();
  }

  /**
   * Searches for the copies; whether any search is over.
   *
   * @param rotations gets those that were found
   * @param known whether a file is known to be something else
   */
  boolean look(List<Rotation> rotations, Predicate<FoundFile> known, long nowNanos) {
    List<Displaced> left = new ArrayList<>();
    for (Displaced search : displaced) {
      search.searches++;
      Rotation rotation = rotationOf(search.file);
      if (goOn(search, known, nowNanos)) {
        // What was held of it before is not needed in the copy, or has to be held anew.
        holding.release(search.file);
        rotations.add(rotation);
      } else if (isOver(search, nowNanos)) {
        end(search, nowNanos);
      } else {
        left.add(search);
      }
    }
    boolean any = left.size() < displaced.size();
    displaced = left;
    return any;
  }

  private static Rotation rotationOf(TrackedFile file) {
    return new Rotation(
        file.path(), file.place(), file.generation().input(), file.modifiedMillis());
  }

  private static boolean isOver(Displaced search, long nowNanos) {
    return isEmpty(search.file.generation())
        || (nowNanos - search.sinceNanos >= SEARCH_NANOS && search.searches >= MIN_SEARCHES);
  }

  /** Of nothing there is no copy that could be told from any other file. */
  private static boolean isEmpty(Generation generation) {
    return generation.head().length() == 0;
  }

  private void end(Displaced search, long nowNanos) {
    Generation generation = search.file.generation();
    if (!generation.isSettled()) {
      if (holding.goOnInCopy(search.file, nowNanos)) {
        LOG.info("{} was {}; its content was copied in good time", generation, search.how);
        return;
      }
      holding.lostByTruncation(search.file.path());
    }
    holding.release(search.file);
    LOG.info("{} was {}; the file is read from its start", generation, search.how);
    tracked.end(generation);
  }

  private boolean goOn(Displaced search, Predicate<FoundFile> known, long nowNanos) {
    TrackedFile file = search.file;
    if (isEmpty(file.generation())) {
      return false;
    }
    Siblings siblings = Siblings.of(file.place(), file.generation().input());
    for (FoundFile found : candidates(file.path(), siblings, known)) {
      Optional<FileChannel> channel = openCopyOf(file.generation(), found);
      if (channel.isPresent()) {
        LOG.info(
            "{} was {}; its content goes on in {}", file.generation(), search.how, found.path());
        tracked.goOn(file, found, channel.get(), found.size(), nowNanos);
        return true;
      }
    }
    return false;
  }

  /**
   * What may be a copy of the file at a path, the newest first.
   *
   * @param siblings the files next to it
   * @param known whether a file is known to be something else
   */
  List<FoundFile> candidates(Path path, Siblings siblings, Predicate<FoundFile> known) {
    return siblings.that(found ->
        RotatedNames.isRotated(found.path(), path)
            && !tracked.contains(found.key())
            && !known.test(found));
  }

  private Optional<FileChannel> openCopyOf(Generation generation, FoundFile found) {
    Optional<FileChannel> channel = opener.open(found);
    if (channel.isEmpty()) {
      return channel;
    }
    try {
      if (generation.head().isHeadOf(channel.get())
          && generation.isIntact(channel.get(), found.size())) {
        return channel;
      }
    } catch (IOException e) {
      LOG.warn("{} could not be read: {}", found.path(), e.toString());
    }
    GenerationOpener.closeQuietly(channel.get());
    return Optional.empty();
  }

  /**
   * Whether a file that no generation has may be the copy, finished or not, of one that is: then it
   * is not to be begun until it is known. An empty one may become a copy, too.
   *
   * @param unresolved the heads of generations of an earlier run that were not found yet, and that
   *     had a name of which the file's may be a rotated one
   */
  boolean mayBeCopy(FoundFile found, List<Fingerprint> unresolved, long nowNanos) {
    Copying now =
        copying.getOrDefault(found.key(), Copying.since(found, nowNanos)).seen(found, nowNanos);
    List<TrackedFile> live = tracked.withRotatedName(found.path());
    List<Fingerprint> searched = new ArrayList<>(unresolved);
    for (Displaced search : displaced) {
      if (RotatedNames.isRotated(found.path(), search.file.path())) {
        searched.add(search.file.generation().head());
      }
    }
    if (!now.isOver() && !mayHaveContentOf(found, live, searched)) {
      copying.remove(found.key());
      return false;
    }
    copying.put(found.key(), now);
    return !now.isOver();
  }

  private boolean mayHaveContentOf(
      FoundFile found, List<TrackedFile> live, List<Fingerprint> searched) {
    if (live.isEmpty() && searched.isEmpty()) {
      return false;
    }
    Optional<FileChannel> channel = opener.open(found);
    if (channel.isEmpty()) {
      // Nor can it be begun now.
      return true;
    }
    try (FileChannel copy = channel.get()) {
      for (Fingerprint head : searched) {
        if (mayHaveHead(head, copy, found.size())) {
          return true;
        }
      }
      for (TrackedFile original : live) {
        if (mayHaveContentOf(original.generation(), copy, found.size())) {
          return true;
        }
      }
    } catch (IOException e) {
      LOG.debug("{} could not be compared: {}", found.path(), e.toString());
    }
    return false;
  }

  private static boolean mayHaveContentOf(Generation original, FileChannel copy, long size)
      throws IOException {
    if (original.channel() == null) {
      return mayHaveHead(original.head(), copy, size) && original.isIntact(copy, size);
    }
    // It may have been truncated in the middle of this look; the next one sees that.
    return SameContent.isBeginning(copy, size, original) || !original.hasItsHead();
  }

  /** Whoever copies does so by pages, so a copy that is no longer empty has a whole head. */
  private static boolean mayHaveHead(Fingerprint head, FileChannel copy, long size)
      throws IOException {
    return size == 0 || head.isHeadOf(copy);
  }

  /** Forgets files that were no such copies in this look. */
  void retain(long nowNanos) {
    copying.values().removeIf(copy -> copy.seenNanos() != nowNanos);
  }
}
