package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes generations of files that are none yet: takes up again what an earlier run knew, under
 * whatever name it has now, and begins the others. Owned by the catalog's thread.
 */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

  /**
   * A file that was moved away and comes back is known again. Older ones would be read again, as
   * after the loss of a checkpoint.
   */
  private static final int MAX_FORGOTTEN = 1_000;

  private static final long PRUNE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private enum Outcome {
    ADOPTED,
    OTHER_CONTENT,
    /** It cannot be read, or there are no descriptors left: this says nothing about what it is. */
    NOT_NOW
  }

  /** How a generation is made of an open file; nothing if it is not the one that was meant. */
  private interface Maker {
    Optional<Generation> of(FileChannel channel) throws IOException;
  }

  /** Where the content of a generation may be now, and how it is to be taken up there. */
  private record Place(FoundFile found, Maker maker) {}

  /**
   * One generation that is searched for.
   *
   * @param unknown files that no generation has yet
   * @param listed what lies next to the paths that were searched at so far
   * @param isGone whether it is known that there is no file at its path any more
   */
  private record Search(
      RememberedGeneration known,
      Map<FileKey, FoundFile> unknown,
      ListedDirectories listed,
      boolean isGone) {
    Siblings siblings(WatchedInput input) {
      return listed.siblings(input.placeOf(known.path()), input);
    }
  }

  private final VolumeScanner scanner;
  private final GenerationOpener opener;
  private final TrackedFiles tracked;
  private final Copies copies;
  private final HeldFiles held;
  private final CompressedGenerations compressed;
  private final boolean firstRun;

  private List<RememberedGeneration> unresolved;
  private Map<FileKey, RememberedGeneration> unresolvedByKey;
  private final Map<Path, List<RememberedGeneration>> unresolvedByPath = new HashMap<>();

  /** Of these, those that nothing was found of. */
  private final MissingGenerations missing = new MissingGenerations();

  private final Map<FileKey, RememberedGeneration> forgotten =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FileKey, RememberedGeneration> eldest) {
          return size() > MAX_FORGOTTEN;
        }
      };

  /** Those of the last look of which something may be a copy, or may have been missed. */
  private final Set<Rotation> undecided = new HashSet<>();

  private boolean firstLook = true;
  private long prunedNanos;
  private int room;
  private int waiting;
  private boolean saidFull;

  Adoption(
      VolumeScanner scanner,
      GenerationOpener opener,
      TrackedFiles tracked,
      Copies copies,
      HeldFiles held,
      CompressedGenerations compressed,
      EarlierRun earlier) {
    this.scanner = scanner;
    this.opener = opener;
    this.tracked = tracked;
    this.copies = copies;
    this.held = held;
    this.compressed = compressed;
    this.firstRun = !earlier.isKnown();
    this.unresolved = List.of();
    this.unresolvedByKey = Map.of();
    // What had no content yet would be known again in anything; nothing of it was shipped.
    unresolved(earlier.generations().stream().filter(known -> known.head().length() > 0).toList());
  }

  private void unresolved(List<RememberedGeneration> these) {
    unresolved = List.copyOf(these);
    unresolvedByKey = new HashMap<>();
    unresolvedByPath.clear();
    for (RememberedGeneration known : these) {
      unresolvedByKey.put(known.key(), known);
      unresolvedByPath.computeIfAbsent(known.path(), _ -> new ArrayList<>()).add(known);
    }
    missing.retain(these);
  }

  /** Whether a search is under way that soon has an end. */
  boolean isSearching() {
    return !missing.isEmpty() || !undecided.isEmpty();
  }

  /** Whether every generation of an earlier run was found or given up. */
  boolean isDone() {
    return unresolved.isEmpty();
  }

  /** What nobody reads now and must not be forgotten, oldest first. */
  List<RememberedGeneration> remembered() {
    return Stream.concat(forgotten.values().stream(), unresolved.stream()).toList();
  }

  /** Of these, those that are gone and settled, oldest first. */
  List<RememberedGeneration> settled() {
    return List.copyOf(forgotten.values());
  }

  /** Of these, those that nothing was found of yet, oldest first. */
  List<RememberedGeneration> unresolved() {
    return unresolved;
  }

  /** How many files could not be opened for want of descriptors at the last look. */
  int waiting() {
    return waiting;
  }

  /** The file is gone and settled; if it comes back nonetheless, it is not to be read again. */
  void forgotten(RememberedGeneration generation) {
    forgotten.remove(generation.key());
    forgotten.put(generation.key(), generation);
  }

  /** Forgets for good what is no longer on the disk; now and then, for it takes some listing. */
  void prune(long nowNanos) {
    if (forgotten.isEmpty() || nowNanos - prunedNanos < PRUNE_NANOS) {
      return;
    }
    prunedNanos = nowNanos;
    ListedDirectories listed = new ListedDirectories();
    forgotten
        .values()
        .removeIf(known -> {
          WatchedInput input = scanner.inputOf(known.path());
          return input == null
              || listed.siblings(input.placeOf(known.path()), input).withKey(known.key()).isEmpty();
        });
  }

  /**
   * Adopts what a look has found; whether there was anything.
   *
   * @param rotations what a rotator has done since the last look
   */
  boolean adopt(VolumeScan scan, List<Rotation> rotations, long nowNanos) {
    Map<FileKey, FoundFile> unknown = unknown(scan);
    Set<Rotation> all = new LinkedHashSet<>(undecided);
    undecided.clear();
    all.addAll(rotations);
    room = tracked.room();
    waiting = 0;
    boolean any = resume(scan, unknown, all, nowNanos);
    any |= beginMissed(all, scan, nowNanos);
    for (Map.Entry<FileKey, FoundFile> entry : unknown.entrySet()) {
      any |= begin(entry.getKey(), entry.getValue(), nowNanos) == Outcome.ADOPTED;
    }
    firstLook = false;
    return any;
  }

  /** Rotated several times since the last look: the oldest is to be shipped first. */
  private Map<FileKey, FoundFile> unknown(VolumeScan scan) {
    Map<FileKey, FoundFile> unknown = new LinkedHashMap<>();
    scan.files().values().stream()
        .filter(found -> !tracked.contains(found.key()))
        .sorted(Comparator.comparingLong(FoundFile::modifiedMillis))
        .forEach(found -> unknown.put(FileKey.of(found.key()), found));
    return unknown;
  }

  /** Oldest first. What cannot be looked for yet, or not be read, stays unresolved. */
  private boolean resume(
      VolumeScan scan, Map<FileKey, FoundFile> unknown, Set<Rotation> rotations, long nowNanos) {
    List<RememberedGeneration> left = new ArrayList<>();
    boolean any = false;
    ListedDirectories listed = new ListedDirectories();
    for (RememberedGeneration known : unresolved) {
      Search search = new Search(known, unknown, listed, scanner.isGone(known.path(), scan));
      switch (resume(search, rotations, nowNanos)) {
        case ADOPTED -> any = true;
        case OTHER_CONTENT -> LOG.info("{} is gone or has other content now", known.path());
        case NOT_NOW -> left.add(known);
      }
    }
    unresolved(left);
    return any;
  }

  private Outcome resume(Search search, Set<Rotation> rotations, long nowNanos) {
    for (Supplier<List<Place>> next : places(search)) {
      Outcome outcome = resumeIn(next.get(), search, rotations, nowNanos);
      if (outcome != Outcome.OTHER_CONTENT) {
        return outcome;
      }
    }
    boolean gone = search.isGone() || samePlace(search.known(), search.unknown()).isPresent();
    return gone
            && missing.isSearchOver(search.known(), nowNanos)
            && !mayBeCompressed(search, nowNanos)
        ? Outcome.OTHER_CONTENT
        : Outcome.NOT_NOW;
  }

  /** In the first of these places that is not something else. */
  private Outcome resumeIn(
      List<Place> places, Search search, Set<Rotation> rotations, long nowNanos) {
    for (Place place : places) {
      Outcome outcome = adopt(place.found(), nowNanos, place.maker());
      if (outcome != Outcome.OTHER_CONTENT) {
        search.unknown().remove(FileKey.of(place.found().key()));
        if (outcome == Outcome.ADOPTED) {
          rotated(search.known(), place.found(), rotations);
        }
        return outcome;
      }
    }
    return Outcome.OTHER_CONTENT;
  }

  private boolean mayBeCompressed(Search search, long nowNanos) {
    WatchedInput input = scanner.inputOf(search.known().path());
    return input != null && compressed.mayHave(search.known(), search.siblings(input), nowNanos);
  }

  private static void rotated(RememberedGeneration known, FoundFile now, Set<Rotation> rotations) {
    if (!now.path().equals(known.path())) {
      rotations.add(
          new Rotation(
              known.path(), now.input().placeOf(known.path()), now.input(), now.modifiedMillis()));
    }
  }

  /**
   * The likeliest first: another name for the file, what was held of it, a copy of it. Each is
   * looked for only when the one before was not it: of hundreds of rotated files nearly all are
   * found at once, and a search for copies opens every file that may be one.
   */
  private List<Supplier<List<Place>>> places(Search search) {
    RememberedGeneration known = search.known();
    Optional<FoundFile> same = samePlace(known, search.unknown());
    WatchedInput input = scanner.inputOf(known.path());
    if (input == null) {
      // The settings have changed; by its key it may still be a file of another input.
      return List.of(() -> places(same, found -> inItself(known, found)));
    }
    Optional<FoundFile> itself = same.or(() -> renamed(known, search.siblings(input)));
    return List.of(
        () -> places(itself, found -> inItself(known, found)),
        () -> places(heldBeside(known, itself, input), found -> inHeld(known, found)),
        () ->
            copiesOf(known, search.siblings(input)).stream()
                .map(found -> inCopy(known, found))
                .toList());
  }

  private static List<Place> places(Optional<FoundFile> found, Function<FoundFile, Place> place) {
    return found.map(place).stream().toList();
  }

  /** What is held of it, unless that is the file that was found. */
  private Optional<FoundFile> heldBeside(
      RememberedGeneration known, Optional<FoundFile> itself, WatchedInput input) {
    return held.find(known.id(), input)
        .filter(found -> itself.stream().noneMatch(other -> other.key().equals(found.key())));
  }

  private Place inHeld(RememberedGeneration known, FoundFile found) {
    return new Place(found, channel -> opener.resumeHeld(known, found, channel));
  }

  private Place inCopy(RememberedGeneration known, FoundFile found) {
    RememberedGeneration copied = known.inCopyOf(found.size());
    return new Place(found, channel -> opener.resume(copied, found, channel));
  }

  private Place inItself(RememberedGeneration known, FoundFile found) {
    return new Place(found, channel -> opener.resume(known, found, channel));
  }

  private List<FoundFile> copiesOf(RememberedGeneration known, Siblings siblings) {
    return copies.candidates(known.path(), siblings, this::isKnown);
  }

  /** Whether a file is one that an earlier run knew, or that was settled. */
  boolean isKnown(FoundFile found) {
    FileKey key = FileKey.of(found.key());
    RememberedGeneration known = forgotten.getOrDefault(key, unresolvedByKey.get(key));
    // Its inode may have been given to another file since.
    return known != null && opener.isStill(known, found);
  }

  private static Optional<FoundFile> samePlace(
      RememberedGeneration known, Map<FileKey, FoundFile> unknown) {
    FoundFile same = unknown.get(known.key());
    if (same != null) {
      return Optional.of(same);
    }
    // A volume may have another device number after it was attached again.
    return unknown.entrySet().stream()
        .filter(entry -> entry.getKey().inode() == known.key().inode())
        .map(Map.Entry::getValue)
        .filter(found -> found.path().equals(known.path()))
        .findFirst();
  }

  /** Rotated out of the pattern: it lies next to where it was, under another name. */
  private Optional<FoundFile> renamed(RememberedGeneration known, Siblings siblings) {
    return siblings.withKey(known.key()).filter(found -> !tracked.contains(found.key()));
  }

  /**
   * Begins generations that came and went between two looks, as several rotations make them: they
   * are out of the pattern, but newer than what was there at the look before.
   */
  private boolean beginMissed(Set<Rotation> rotations, VolumeScan scan, long nowNanos) {
    boolean any = false;
    ListedDirectories listed = new ListedDirectories();
    for (Rotation rotation : rotations) {
      List<FoundFile> missed =
          listed
              .siblings(rotation.place(), rotation.input())
              .that(found -> isMissed(found, rotation, scan));
      for (FoundFile found : missed.reversed()) {
        if (mayBeCopy(found, nowNanos)) {
          undecided.add(rotation);
          continue;
        }
        LOG.debug("{} was rotated away before it was ever looked at", found.path());
        any |= beginAt(rotation.path(), found, false, nowNanos) == Outcome.ADOPTED;
      }
    }
    return any;
  }

  private boolean isMissed(FoundFile found, Rotation rotation, VolumeScan scan) {
    return found.size() > 0
        && RotatedNames.isCounted(found.path(), rotation.path())
        && found.modifiedMillis() >= rotation.modifiedMillis()
        && !rotation.input().excludes(found.path())
        && !scan.files().containsKey(found.key())
        && !tracked.contains(found.key())
        && !isKnown(found);
  }

  /** Whether it may be a copy of what has been truncated, or soon is: that is to be known first. */
  private boolean mayBeCopy(FoundFile found, long nowNanos) {
    List<Fingerprint> unresolvedHeads = new ArrayList<>();
    for (Path original : RotatedNames.originals(found.path())) {
      unresolvedByPath.getOrDefault(original, List.of()).stream()
          .map(RememberedGeneration::head)
          .forEach(unresolvedHeads::add);
    }
    return copies.mayBeCopy(found, unresolvedHeads, nowNanos);
  }

  private Outcome begin(FileKey key, FoundFile found, long nowNanos) {
    RememberedGeneration before = forgotten.get(key);
    if (before != null) {
      Outcome outcome = adopt(found, nowNanos, channel -> opener.resume(before, found, channel));
      if (outcome == Outcome.NOT_NOW) {
        return outcome;
      }
      forgotten.remove(key);
      if (outcome == Outcome.ADOPTED) {
        return outcome;
      }
    }
    boolean first = firstLook && firstRun;
    if (!first && mayBeCopy(found, nowNanos)) {
      return Outcome.NOT_NOW;
    }
    return beginAt(found.path(), found, first && found.input().startAtEnd(), nowNanos);
  }

  private Outcome beginAt(Path path, FoundFile found, boolean atEnd, long nowNanos) {
    return adopt(
        found, nowNanos, channel -> Optional.of(opener.begin(path, found, channel, atEnd)));
  }

  private Outcome adopt(FoundFile found, long nowNanos, Maker maker) {
    if (room <= 0) {
      waitForRoom();
      return Outcome.NOT_NOW;
    }
    Optional<FileChannel> channel = opener.open(found);
    if (channel.isEmpty()) {
      return Outcome.NOT_NOW;
    }
    try {
      Optional<Generation> generation = maker.of(channel.get());
      if (generation.isPresent()) {
        track(generation.get(), found, nowNanos);
        room--;
        return Outcome.ADOPTED;
      }
      GenerationOpener.closeQuietly(channel.get());
      return Outcome.OTHER_CONTENT;
    } catch (IOException e) {
      LOG.warn("{} could not be read, trying again: {}", found.path(), e.toString());
      GenerationOpener.closeQuietly(channel.get());
      return Outcome.NOT_NOW;
    }
  }

  private void track(Generation generation, FoundFile found, long nowNanos) {
    TrackedFile file = new TrackedFile(generation, found, nowNanos);
    file.heldBy(held.isHeld(generation, found));
    tracked.add(file);
    LOG.debug("reading {}", generation);
  }

  private void waitForRoom() {
    waiting++;
    if (!saidFull) {
      saidFull = true;
      LOG.warn(
          "{} files are open and have lines to be shipped; further ones follow as these are"
              + " finished. Raise the process's limit of open files if that is too slow",
          tracked.openFiles());
    }
  }
}
