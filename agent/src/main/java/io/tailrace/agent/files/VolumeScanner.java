package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * Looks which files of the inputs there are. Never follows a symbolic link below a root and never
 * opens anything.
 *
 * <p>Owned by the catalog's thread. A directory is listed again only when its modification time has
 * changed, or when the last listing is old; its files' sizes are asked for at every look.
 */
final class VolumeScanner {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeScanner.class);

  /** More files than this is no log volume; the rest is left alone, loudly. */
  static final int MAX_FILES = 100_000;

  /** So many directories and files are named that cannot be looked at. */
  private static final int MAX_COMPLAINTS = 200;

  /** Deeper trees than this are not walked. */
  private static final int MAX_DEPTH = 32;

  /**
   * Some file systems do not keep directory times; they are listed again after this all the same.
   */
  private static final long LISTING_LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A change in the same clock tick as the listing does not show in the time. */
  private static final long TIME_GRANULARITY_MILLIS = 50;

  private final List<WatchedInput> inputs;
  private final OwnFiles own;
  private final InstantSource clock;
  private final Map<Path, Listing> listings = new HashMap<>();
  private final Set<Path> complained = new HashSet<>();
  private boolean tooMany;

  /**
   * Directories whose names changed while the last scan looked at them. A file that is renamed just
   * then may be under none of the names that were looked at, and is not gone for that.
   */
  private final Set<Path> moving = new HashSet<>();

  private record Listing(
      long modifiedMillis, long listedNanos, List<Path> files, List<Path> directories) {}

  VolumeScanner(List<WatchedInput> inputs, OwnFiles own, InstantSource clock) {
    this.inputs = inputs;
    this.own = own;
    this.clock = clock;
  }

  VolumeScan scan(long nowNanos) {
    VolumeScan scan = new VolumeScan(new LinkedHashMap<>(), new LinkedHashSet<>(), new HashSet<>());
    moving.clear();
    for (WatchedInput input : inputs) {
      for (PathGlob glob : input.paths()) {
        walk(glob.root(), 0, nowNanos, scan);
      }
    }
    listings.keySet().retainAll(scan.directories());
    return scan;
  }

  private void walk(Path directory, int depth, long nowNanos, VolumeScan scan) {
    if (depth > MAX_DEPTH
        || own.isStateDirectory(directory)
        || !scan.directories().add(directory)) {
      return;
    }
    Listing listing = list(directory, depth == 0, nowNanos, scan);
    if (listing == null) {
      return;
    }
    for (Path file : listing.files()) {
      look(file, scan);
    }
    if (!isStill(directory, listing)) {
      moving.add(directory);
    }
    for (Path below : listing.directories()) {
      if (inputs.stream().anyMatch(input -> input.mayIncludeBelow(below))) {
        walk(below, depth + 1, nowNanos, scan);
      }
    }
  }

  /** Whether the directory has had these names all the time since before they were listed. */
  private static boolean isStill(Path directory, Listing listing) {
    try {
      return Files.getLastModifiedTime(directory).toMillis() == listing.modifiedMillis();
    } catch (IOException e) {
      return false;
    }
  }

  private void look(Path file, VolumeScan scan) {
    WatchedInput input = inputOf(file);
    if (input == null) {
      return;
    }
    if (scan.files().size() >= MAX_FILES) {
      scan.unseen().add(file.getParent());
      complainOfTooMany();
      return;
    }
    try {
      found(file, input)
          .filter(found -> !own.isOutput(found))
          .ifPresent(found -> scan.files().putIfAbsent(found.key(), found));
    } catch (NoSuchFileException e) {
      LOG.debug("gone before it was looked at: {}", file);
    } catch (IOException e) {
      scan.unseen().add(file.getParent());
      complain(file, e);
    }
  }

  /** One file by its path; nothing if it is gone, is no regular file, or belongs to no input. */
  Optional<FoundFile> lookAt(Path file) {
    WatchedInput input = inputOf(file);
    try {
      return input == null ? Optional.empty() : found(file, input);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<FoundFile> found(Path file, WatchedInput input) throws IOException {
    BasicFileAttributes attributes = attributes(file);
    return attributes.isRegularFile()
        ? Optional.of(
            new FoundFile(
                file,
                input,
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis()))
        : Optional.empty();
  }

  /**
   * Looks for a file of an earlier run that no path of the inputs leads to any more: rotated while
   * the agent was down, it lies next to where it was, under another name.
   */
  Optional<FoundFile> findRenamed(RememberedGeneration known) {
    WatchedInput input = inputOf(known.path());
    Listing listing = listings.get(known.path().getParent());
    if (input == null || listing == null) {
      return Optional.empty();
    }
    for (Path file : listing.files()) {
      try {
        Optional<FoundFile> found = found(file, input);
        if (found.isPresent() && known.key().isKeyOf(found.get().key())) {
          return found;
        }
      } catch (IOException e) {
        LOG.debug("not to be looked at, so not the one that is sought: {}", file);
      }
    }
    return Optional.empty();
  }

  /** Whether it is known that there is no file at this path any more, nor a directory for it. */
  boolean isGone(Path file, VolumeScan scan) {
    if (!scan.looked(file) || moving.contains(file.getParent())) {
      return false;
    }
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (listings.containsKey(above)) {
        return true;
      }
    }
    return false;
  }

  /** Every directory the last scan looked into. */
  Set<Path> directories() {
    return Set.copyOf(listings.keySet());
  }

  private @Nullable WatchedInput inputOf(Path file) {
    for (WatchedInput input : inputs) {
      if (input.includes(file)) {
        return input;
      }
    }
    return null;
  }

  private @Nullable Listing list(Path directory, boolean isRoot, long nowNanos, VolumeScan scan) {
    try {
      // Where the root is was said by the settings, so it may be a link; what is below may not.
      BasicFileAttributes attributes =
          isRoot
              ? Files.readAttributes(directory, BasicFileAttributes.class)
              : attributes(directory);
      if (!attributes.isDirectory()) {
        throw new NotDirectoryException(directory.toString());
      }
      if (own.isStateDirectory(attributes)) {
        return null;
      }
      long modified = attributes.lastModifiedTime().toMillis();
      Listing known = listings.get(directory);
      if (known != null
          && known.modifiedMillis() == modified
          && nowNanos - known.listedNanos() < LISTING_LIFETIME_NANOS) {
        return known;
      }
      Listing fresh = read(directory, modified, nowNanos);
      listings.put(directory, fresh);
      recovered(directory);
      return fresh;
    } catch (IOException e) {
      // Not being able to look is not the same as the files being gone. A root that is missing may
      // be a volume that is not mounted just now.
      if (isRoot || !(e instanceof NoSuchFileException || e instanceof NotDirectoryException)) {
        scan.unseen().add(directory);
      }
      if (isRoot || !(e instanceof NoSuchFileException)) {
        complain(directory, e);
      }
      listings.remove(directory);
      return null;
    }
  }

  private Listing read(Path directory, long modified, long nowNanos) throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> directories = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      for (Path path : names) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          directories.add(path);
        } else {
          files.add(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    directories.sort(null);
    // Listed in the very tick of the change: something may still follow in it, so the time is not
    // remembered and the next look lists again.
    boolean settled = clock.millis() - modified > TIME_GRANULARITY_MILLIS;
    return new Listing(settled ? modified : -1, nowNanos, files, directories);
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private void complain(Path path, IOException e) {
    if (complained.size() >= MAX_COMPLAINTS || !complained.add(path)) {
      return;
    }
    switch (e) {
      case NoSuchFileException missing ->
          LOG.warn("{} does not exist yet; it is read as soon as it does", missing.getFile());
      case AccessDeniedException denied ->
          LOG.error(
              "{} cannot be read: permission denied. Give the agent's user read access (and execute"
                  + " on directories), or set runAsUser/fsGroup; it is tried again all the time",
              denied.getFile());
      default -> LOG.warn("{} could not be looked at, trying again: {}", path, e.toString());
    }
  }

  private void recovered(Path path) {
    if (complained.remove(path)) {
      LOG.info("{} can be read now", path);
    }
  }

  private void complainOfTooMany() {
    if (!tooMany) {
      tooMany = true;
      LOG.error(
          "more than {} files match TAILRACE_PATHS; the rest is not read. Make the pattern narrower",
          MAX_FILES);
    }
  }
}
