package io.tailrace.agent.files;

import io.tailrace.agent.files.HangingCalls.HangingException;
import io.tailrace.agent.files.HeldDirectory.Entry;
import io.tailrace.agent.files.HeldDirectory.Names;
import io.tailrace.agent.files.HeldDirectory.ReplacedException;
import io.tailrace.agent.files.Unread.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in each directory. One is listed again only when its modification time has changed, when
 * another directory has taken its place, or when the last listing is old. Owned by the catalog's
 * thread.
 */
final class Listings {
  private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

  /**
   * Some file systems do not keep directory times; they are listed again after this all the same.
   */
  private static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Where that is known not to be so. */
  private static final long LONG_LIFETIME_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A change in the same clock tick as the listing does not show in the time. */
  private static final long TIME_GRANULARITY_MILLIS = 50;

  /**
   * What may be a file of an input. Which it belongs to, its name says: that is found out once, for
   * patterns take longer than all else that is done with a file that has not changed.
   *
   * @param isCompressed whether it is left alone for that
   */
  record Candidate(Spot spot, WatchedInput input, boolean isCompressed) {}

  /**
   * One directory's names.
   *
   * @param files what is neither a directory nor a link, and may belong to an input
   */
  record Listing(
      Spot directory,
      Object key,
      long modifiedMillis,
      long listedNanos,
      boolean complete,
      List<Candidate> files,
      List<Spot> directories,
      List<Spot> links) {}

  private final VolumeAccess access;
  private final OwnFiles own;
  private final InstantSource clock;
  private final Function<Spot, @Nullable Candidate> candidates;
  private final Map<Path, Listing> byPath = new HashMap<>();
  private long lifetimeNanos = LIFETIME_NANOS;

  /**
   * @param candidates what a name stands for, if it is a file's
   */
  Listings(
      VolumeAccess access,
      OwnFiles own,
      InstantSource clock,
      Function<Spot, @Nullable Candidate> candidates) {
    this.access = access;
    this.own = own;
    this.clock = clock;
    this.candidates = candidates;
  }

  /** Says whether all directories keep their times. */
  void keepLonger(boolean longer) {
    lifetimeNanos = longer ? LONG_LIFETIME_NANOS : LIFETIME_NANOS;
  }

  /** The directory's listing of the last look; nothing if it has none. */
  @Nullable Listing known(Path directory) {
    return byPath.get(directory);
  }

  boolean isKnown(Path directory) {
    return byPath.containsKey(directory);
  }

  Set<Path> notBehindLinks() {
    return byPath.values().stream()
        .map(Listing::directory)
        .filter(directory -> directory.links() == 0)
        .map(Spot::path)
        .collect(Collectors.toUnmodifiableSet());
  }

  void keepOnly(Set<Path> directories) {
    byPath.keySet().retainAll(directories);
  }

  /** The listing of a directory now; nothing if it is none to be read, or cannot be looked into. */
  @Nullable Listing of(Spot directory, long nowNanos, VolumeScan scan) {
    try {
      BasicFileAttributes attributes = attributes(directory);
      if (own.isStateDirectory(attributes)) {
        return null;
      }
      Listing listing = listing(directory, attributes, nowNanos);
      if (!listing.complete()) {
        scan.unseen().add(directory.path());
      }
      return listing;
    } catch (IOException e) {
      failed(directory, e, scan);
      byPath.remove(directory.path());
      return null;
    }
  }

  private static BasicFileAttributes attributes(Spot directory) throws IOException {
    Path path = directory.place().path();
    // Where the root is was said by the settings, so it may be a link; what is below may not.
    BasicFileAttributes attributes =
        directory.place().isRoot()
            ? Files.readAttributes(path, BasicFileAttributes.class)
            : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    return attributes;
  }

  private Listing listing(Spot directory, BasicFileAttributes attributes, long nowNanos)
      throws IOException {
    long modified = attributes.lastModifiedTime().toMillis();
    Listing known = byPath.get(directory.path());
    if (known != null
        && known.modifiedMillis() == modified
        && known.key().equals(attributes.fileKey())
        && nowNanos - known.listedNanos() < lifetimeNanos) {
      return known;
    }
    // Listed in the very tick of the change: something may still follow in it, so the time is not
    // remembered and the next look lists again.
    boolean settled = clock.millis() - modified > TIME_GRANULARITY_MILLIS;
    Names names = access.list(directory.place(), attributes.fileKey());
    Listing fresh =
        new Listing(
            directory,
            attributes.fileKey(),
            settled ? modified : -1,
            nowNanos,
            names.complete(),
            files(
                spots(directory, names, HeldDirectory.Kind.OTHER),
                known == null ? List.of() : known.files()),
            spots(directory, names, HeldDirectory.Kind.DIRECTORY),
            spots(directory, names, HeldDirectory.Kind.LINK));
    byPath.put(directory.path(), fresh);
    access.unread().readable(directory.path());
    return fresh;
  }

  /** Those that were there before stay the same objects: others hold on to their paths, too. */
  private List<Candidate> files(List<Spot> spots, List<Candidate> before) {
    List<Candidate> files = new ArrayList<>(spots.size());
    int old = 0;
    for (Spot spot : spots) {
      while (old < before.size() && before.get(old).spot().path().compareTo(spot.path()) < 0) {
        old++;
      }
      Candidate candidate =
          old < before.size() && before.get(old).spot().equals(spot)
              ? before.get(old)
              : candidates.apply(spot);
      if (candidate != null) {
        files.add(candidate);
      }
    }
    return files;
  }

  private static List<Spot> spots(Spot directory, Names names, HeldDirectory.Kind kind) {
    List<Spot> spots = new ArrayList<>();
    for (Entry entry : names.entries()) {
      if (entry.kind() == kind) {
        spots.add(directory.resolve(entry.name()));
      }
    }
    spots.sort(Comparator.comparing(Spot::path));
    return spots;
  }

  /**
   * Not being able to look is not the same as the files being gone. A root that is missing may be a
   * volume that is not mounted just now.
   */
  private void failed(Spot directory, IOException e, VolumeScan scan) {
    Path path = directory.path();
    boolean gone = e instanceof NoSuchFileException;
    if (directory.isRoot() || !(gone || e instanceof NotDirectoryException)) {
      scan.unseen().add(path);
    }
    switch (e) {
      case ReplacedException replaced ->
          LOG.debug("the next look sees it: {}", replaced.toString());
      case HangingException hanging -> access.unread().add(path, Reason.HANGING);
      case NoSuchFileException missing -> {
        if (directory.isRoot() && access.unread().add(path, Reason.MISSING)) {
          LOG.warn("{} does not exist yet; it is read as soon as it does", path);
        }
      }
      case AccessDeniedException denied -> {
        if (access.unread().add(path, Reason.DENIED)) {
          LOG.error(
              "{} cannot be read: permission denied. Give the agent's user read access (and execute"
                  + " on directories), or set runAsUser/fsGroup; it is tried again all the time",
              path);
        }
      }
      case NotDirectoryException other when !directory.isRoot() ->
          LOG.debug("the next look sees it: {}", other.toString());
      default -> {
        if (access.unread().add(path, Reason.TROUBLE)) {
          LOG.warn("{} could not be looked at, trying again: {}", path, e.toString());
        }
      }
    }
  }
}
