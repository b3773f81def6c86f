package io.tailrace.agent.files;

import io.tailrace.agent.files.TrackedFile.HeldBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the files that are held by links are open. They can be opened again, so only what is to
 * be read next needs a descriptor; when that is settled, the next ones have their turn.
 *
 * <p>Owned by the catalog's thread. Bounded: {@link #OPEN_FOR_EACH_OUTPUT} descriptors for each
 * output.
 */
final class HeldTurns {
  private static final int OPEN_FOR_EACH_OUTPUT = 16;

  private final HeldFiles files;
  private final TrackedFiles tracked;

  /** Oldest first, as the last look has found them. */
  private Set<TrackedFile> needed = Set.of();

  /** Those that have their turn, each for an output that had not settled it. */
  private final Set<Turn> turns = new HashSet<>();

  /** Some of what is needed is closed. */
  private boolean anyWaits;

  private List<Generation> opened = new ArrayList<>();

  private record Turn(TrackedFile file, int output) {
    boolean isOver() {
      return file.generation().isSettled(output);
    }
  }

  HeldTurns(HeldFiles files, TrackedFiles tracked) {
    this.files = files;
    this.tracked = tracked;
  }

  /** Gives turns anew among all that is to be held, the oldest first. */
  void give(Set<TrackedFile> allNeeded, long nowNanos) {
    needed = new LinkedHashSet<>(allNeeded);
    giveAnew(nowNanos);
  }

  /** Goes on to the next files as soon as any turn is over; between two looks. */
  void goOn(long nowNanos) {
    if (anyWaits && turns.stream().anyMatch(Turn::isOver)) {
      giveAnew(nowNanos);
    }
  }

  /** What was opened since this was asked last. */
  List<Generation> takeOpened() {
    List<Generation> now = opened;
    opened = new ArrayList<>();
    return now;
  }

  private void giveAnew(long nowNanos) {
    turns.clear();
    Set<TrackedFile> next = new HashSet<>();
    int outputs = needed.isEmpty() ? 0 : needed.iterator().next().generation().outputs();
    for (int i = 0; i < outputs; i++) {
      int output = i;
      needed.stream()
          .filter(file -> !file.generation().isSettled(output))
          .limit(OPEN_FOR_EACH_OUTPUT)
          .forEach(file -> {
            next.add(file);
            turns.add(new Turn(file, output));
          });
    }
    anyWaits = false;
    for (TrackedFile file : needed) {
      if (file.heldBy() == HeldBy.LINK) {
        turn(file, next.contains(file), nowNanos);
      }
    }
  }

  private void turn(TrackedFile file, boolean itsTurn, long nowNanos) {
    boolean open = file.generation().isOpen();
    if (!itsTurn && open) {
      tracked.close(file);
    } else if (itsTurn && !open) {
      open(file, nowNanos);
    }
    anyWaits |= !file.generation().isOpen() && !file.generation().isSettled();
  }

  private void open(TrackedFile file, long nowNanos) {
    Generation generation = file.generation();
    boolean isOpen =
        files
            .find(generation.id(), generation.input())
            .filter(found -> tracked.open(file, found))
            .isPresent();
    if (isOpen) {
      // While it was closed nobody saw it grow. Whatever else has become of it the next look sees.
      tracked.followDescriptor(file, nowNanos);
      opened.add(generation);
    }
  }
}
