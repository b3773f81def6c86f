package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  private final VolumeScanner scanner;
  private final GenerationOpener opener;
  private final TrackedFiles tracked;
  private final boolean firstRun;

  private List<RememberedGeneration> unresolved;
  private final Map<FileKey, RememberedGeneration> forgotten =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FileKey, RememberedGeneration> eldest) {
          return size() > MAX_FORGOTTEN;
        }
      };

  private boolean firstLook = true;
  private int room;
  private int waiting;
  private boolean saidFull;

  Adoption(
      VolumeScanner scanner, GenerationOpener opener, TrackedFiles tracked, EarlierRun earlier) {
    this.scanner = scanner;
    this.opener = opener;
    this.tracked = tracked;
    this.firstRun = !earlier.isKnown();
    this.unresolved = earlier.generations();
  }

  /** What an earlier run knew and could not be looked for yet. */
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

  /** Adopts what a look has found; whether there was anything. */
  boolean adopt(VolumeScan scan, long nowNanos) {
    Map<FileKey, FoundFile> unknown = unknown(scan);
    room = tracked.room();
    waiting = 0;
    boolean any = resume(scan, unknown, nowNanos);
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
  private boolean resume(VolumeScan scan, Map<FileKey, FoundFile> unknown, long nowNanos) {
    List<RememberedGeneration> left = new ArrayList<>();
    boolean any = false;
    for (RememberedGeneration known : unresolved) {
      FoundFile found = find(known, unknown);
      Outcome outcome =
          found == null
              ? scanner.isGone(known.path(), scan) ? Outcome.OTHER_CONTENT : Outcome.NOT_NOW
              : adopt(found, nowNanos, channel -> opener.resume(known, found, channel));
      switch (outcome) {
        case ADOPTED -> any = true;
        case OTHER_CONTENT -> LOG.info("{} is gone or has other content now", known.path());
        case NOT_NOW -> left.add(known);
      }
      if (found != null && outcome != Outcome.OTHER_CONTENT) {
        unknown.remove(FileKey.of(found.key()));
      }
    }
    unresolved = List.copyOf(left);
    return any;
  }

  private @Nullable FoundFile find(RememberedGeneration known, Map<FileKey, FoundFile> unknown) {
    FoundFile same = unknown.get(known.key());
    if (same != null) {
      return same;
    }
    // A volume may have another device number after it was attached again.
    return unknown.entrySet().stream()
        .filter(entry -> entry.getKey().inode() == known.key().inode())
        .map(Map.Entry::getValue)
        .filter(found -> found.path().equals(known.path()))
        .findFirst()
        .or(() -> scanner.findRenamed(known).filter(found -> !tracked.contains(found.key())))
        .orElse(null);
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
    boolean atEnd = firstLook && firstRun && found.input().startAtEnd();
    return adopt(found, nowNanos, channel -> Optional.of(opener.begin(found, channel, atEnd)));
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
    tracked.add(
        new TrackedFile(generation, found.key(), found.path(), found.modifiedMillis(), nowNanos));
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
