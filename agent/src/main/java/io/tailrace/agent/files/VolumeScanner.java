package io.tailrace.agent.files;

import io.tailrace.agent.files.Listings.Candidate;
import io.tailrace.agent.files.Listings.Listing;
import io.tailrace.agent.files.Unread.Reason;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which files of the inputs there are. Never follows a symbolic link below a root, unless an
 * input asks for it, and never opens a file.
 *
 * <p>Owned by the catalog's thread. Directories are listed as seldom as {@link Listings} can; the
 * sizes of their files are asked for at every look.
 */
final class VolumeScanner {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeScanner.class);

  /**
   * More files than this is no log volume; the rest is left alone, loudly. Each that is followed
   * takes 1.3 KB of the heap, and as much again while a checkpoint is written.
   */
  static final int MAX_FILES = 25_000;

  /** Deeper trees than this are not walked. */
  private static final int MAX_DEPTH = 32;

  /** Links to directories on one way; two that hold links to each other lead round and round. */
  static final int MAX_LINKS_ON_A_WAY = 4;

  /** Links followed in one look; each is resolved anew every time. */
  static final int MAX_LINKS = 10_000;

  private final List<WatchedInput> inputs;
  private final Set<Path> roots;
  private final OwnFiles own;
  private final VolumeAccess access;
  private final Listings listings;
  private final Links links;

  /** Links of this look; they come last, so that a file is rather known by a path of its own. */
  private final Deque<Spot> linksToFollow = new ArrayDeque<>();

  private int linksSeen;
  private boolean tooMany;
  private boolean saidCompressed;

  /**
   * Directories whose names changed while the last scan looked at them. A file that is renamed just
   * then may be under none of the names that were looked at, and is not gone for that.
   */
  private final Set<Path> moving = new HashSet<>();

  VolumeScanner(List<WatchedInput> inputs, OwnFiles own, InstantSource clock) {
    this(inputs, own, clock, new VolumeAccess());
  }

  VolumeScanner(List<WatchedInput> inputs, OwnFiles own, InstantSource clock, VolumeAccess access) {
    this.inputs = inputs;
    this.roots =
        inputs.stream()
            .flatMap(input -> input.paths().stream())
            .map(PathGlob::root)
            .collect(Collectors.toSet());
    this.own = own;
    this.access = access;
    this.listings = new Listings(access, own, clock, this::candidate);
    this.links = new Links(inputs);
  }

  /** What is not read, and why. */
  UnreadFiles unread() {
    return access.unread();
  }

  /**
   * Whether the last scan saw all there is, by names of its own, and nothing that may change
   * without a directory's changing.
   */
  boolean isPlain(VolumeScan scan) {
    return scan.unseen().isEmpty()
        && moving.isEmpty()
        && linksSeen == 0
        && !access.unread().mayBecomeReadable()
        && roots.stream().allMatch(VolumeScanner::isReal);
  }

  /** A link that leads to a root may lead elsewhere the next moment. */
  private static boolean isReal(Path root) {
    try {
      return root.toRealPath().equals(root);
    } catch (IOException e) {
      return false;
    }
  }

  /** Says whether every change of a directory's names is told of, or shows in its time. */
  void directoriesTell(boolean theyDo) {
    listings.keepLonger(theyDo);
  }

  VolumeScan scan(long nowNanos) {
    access.beginLook();
    linksSeen = 0;
    VolumeScan scan = new VolumeScan(new LinkedHashMap<>(), new LinkedHashSet<>(), new HashSet<>());
    moving.clear();
    for (WatchedInput input : inputs) {
      for (PathGlob glob : input.paths()) {
        walk(Spot.ofRoot(glob.root()), nowNanos, scan);
      }
    }
    for (Spot link = linksToFollow.poll(); link != null; link = linksToFollow.poll()) {
      follow(link, nowNanos, scan);
    }
    listings.keepOnly(scan.directories());
    return scan;
  }

  private void walk(Spot directory, long nowNanos, VolumeScan scan) {
    Path path = directory.path();
    if (directory.depth() > MAX_DEPTH
        || own.isStateDirectory(path)
        || !scan.directories().add(path)) {
      return;
    }
    Listing listing = listings.of(directory, nowNanos, scan);
    if (listing == null) {
      return;
    }
    for (Candidate file : listing.files()) {
      look(file, scan);
    }
    if (!isStill(directory, listing)) {
      moving.add(directory.path());
    }
    for (Spot below : listing.directories()) {
      if (mayHoldFiles(below)) {
        walk(below, nowNanos, scan);
      }
    }
    listing.links().forEach(this::seen);
  }

  private boolean mayHoldFiles(Spot directory) {
    return inputs.stream()
        .filter(input -> directory.links() == 0 || input.followsLinks())
        .anyMatch(input -> input.mayIncludeBelow(directory.path()));
  }

  /** A link: followed later, or left alone. */
  private void seen(Spot link) {
    Path path = link.path();
    if (roots.contains(path)) {
      return; // The settings name it, so it was walked all the same.
    }
    boolean concerns = inputOf(path) != null || mayHoldFiles(link);
    boolean followed =
        inputs.stream()
            .filter(WatchedInput::followsLinks)
            .anyMatch(input -> input.includes(path) || input.mayIncludeBelow(path));
    if (followed && linksSeen++ < MAX_LINKS) {
      linksToFollow.add(link);
    } else if (concerns && access.unread().add(path, Reason.LINK)) {
      LOG.info("{} is a symbolic link and not followed; see TAILRACE_FOLLOW_SYMLINKS", path);
    }
  }

  private void follow(Spot link, long nowNanos, VolumeScan scan) {
    try {
      Optional<Place> target = links.target(link.place());
      if (target.isEmpty()) {
        leaveOutside(link.path());
      } else if (!own.isInStateDirectory(target.get().path())) {
        followTo(link.followedTo(target.get()), nowNanos, scan);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("leads nowhere: {}", link.path());
    } catch (IOException e) {
      if (Links.isRoundAndRound(e)) {
        LOG.debug("leads round and round: {}", link.path());
      } else {
        scan.unseen().add(link.path());
        complain(link.path(), e);
      }
    }
  }

  private void leaveOutside(Path link) {
    if (access.unread().add(link, Reason.OUTSIDE)) {
      LOG.warn("{} is a symbolic link to what is not watched, so it is not read", link);
    }
  }

  private void followTo(Spot spot, long nowNanos, VolumeScan scan) throws IOException {
    BasicFileAttributes attributes = attributes(spot.place().path());
    if (attributes.isDirectory()) {
      if (spot.links() <= MAX_LINKS_ON_A_WAY && mayHoldFiles(spot)) {
        walk(spot, nowNanos, scan);
      }
      return;
    }
    Candidate file = candidate(spot);
    if (file != null) {
      look(file, scan);
    }
  }

  /** Whether the directory has had these names all the time since before they were listed. */
  private static boolean isStill(Spot directory, Listing listing) {
    try {
      return Files.getLastModifiedTime(directory.place().path()).toMillis()
          == listing.modifiedMillis();
    } catch (IOException e) {
      return false;
    }
  }

  private void look(Candidate candidate, VolumeScan scan) {
    Spot file = candidate.spot();
    if (candidate.isCompressed()) {
      leaveCompressed(file.path());
      return;
    }
    if (scan.files().size() >= MAX_FILES) {
      scan.unseen().add(file.path().getParent());
      access.unread().note(file.path(), Reason.TOO_MANY);
      complainOfTooMany();
      return;
    }
    try {
      BasicFileAttributes attributes = attributes(file.place().path());
      if (attributes.isOther()) {
        leaveIrregular(file.path());
      }
      Optional<FoundFile> found = found(file, candidate.input(), attributes);
      if (found.isPresent() && !own.isOutput(found.get())) {
        scan.files().putIfAbsent(found.get().key(), found.get());
      }
    } catch (NoSuchFileException e) {
      LOG.debug("gone before it was looked at: {}", file);
    } catch (IOException e) {
      scan.unseen().add(file.path().getParent());
      complain(file.path(), e);
    }
  }

  private void leaveIrregular(Path file) {
    if (access.unread().add(file, Reason.NOT_A_FILE)) {
      LOG.info("{} is a FIFO, a socket or a device, so it is not read", file);
    }
  }

  private void complain(Path path, IOException e) {
    if (access.unread().add(path, Reason.TROUBLE)) {
      LOG.warn("{} could not be looked at, trying again: {}", path, e.toString());
    }
  }

  /** One file by its path; nothing if it is gone, is no regular file, or belongs to no input. */
  Optional<FoundFile> lookAt(Path path) {
    WatchedInput input = inputOf(path);
    if (input == null) {
      return Optional.empty();
    }
    try {
      Spot file = new Spot(path, input.placeOf(path), 1, 0);
      return found(file, input, attributes(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<FoundFile> found(
      Spot file, WatchedInput input, BasicFileAttributes attributes) {
    return attributes.isRegularFile()
        ? Optional.of(
            new FoundFile(
                file.path(),
                file.place(),
                input,
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis()))
        : Optional.empty();
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether it is known that there is no file at this path any more, nor a directory for it. */
  boolean isGone(Path file, VolumeScan scan) {
    if (!scan.looked(file) || moving.contains(file.getParent())) {
      return false;
    }
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (listings.isKnown(above)) {
        return true;
      }
    }
    return false;
  }

  /** Every directory the last scan looked into, but for those behind a link: it may be swapped. */
  Set<Path> directories() {
    return listings.notBehindLinks();
  }

  /** What a name stands for, if it is a file's; null if no input reads it. */
  private @Nullable Candidate candidate(Spot file) {
    WatchedInput input = inputOf(file.path());
    if (input == null) {
      return null;
    }
    Path target = file.place().path();
    boolean compressed =
        CompressedFiles.isNamedLikeOne(file.path()) || CompressedFiles.isNamedLikeOne(target);
    boolean byLink = file.links() > 0;
    boolean left = byLink && (!input.followsLinks() || input.excludes(target));
    return left && !compressed ? null : new Candidate(file, input, compressed);
  }

  private void leaveCompressed(Path file) {
    access.unread().note(file, Reason.COMPRESSED);
    if (!saidCompressed) {
      saidCompressed = true;
      LOG.info("{} is compressed, so it is not read; nor are others that are", file);
    }
  }

  /** The input that a file at this path belongs to, or null if to none. */
  @Nullable WatchedInput inputOf(Path file) {
    for (WatchedInput input : inputs) {
      if (input.includes(file)) {
        return input;
      }
    }
    return null;
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
