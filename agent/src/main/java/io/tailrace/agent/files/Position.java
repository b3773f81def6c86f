package io.tailrace.agent.files;

import java.util.List;
import java.util.stream.Stream;

/**
 * How far an output is with a generation, as it is written to the checkpoint.
 *
 * @param offset every byte before it is settled: delivered, dead-lettered or passed over
 * @param insideLongLine whether the offset is inside a line whose first part was shipped truncated
 * @param marker the bytes just before the offset
 * @param cuts offsets after {@code offset}, ascending, at which an event was ended because nothing
 *     had followed it for a while. Something may follow by now; read again after a restart, the
 *     event must end there all the same, for its id stands for what was shipped under it
 */
public record Position(long offset, boolean insideLongLine, Fingerprint marker, List<Long> cuts) {
  /** Nothing is settled yet. */
  public static final Position START = new Position(0, false, Fingerprint.EMPTY);

  /**
   * No further event is cut while so many are not settled: who waits for the destination anyway can
   * wait for the next line too.
   */
  private static final int MAX_CUTS = 64;

  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
    cuts = List.copyOf(cuts);
  }

  /** A position that no cut event follows. */
  public Position(long offset, boolean insideLongLine, Fingerprint marker) {
    this(offset, insideLongLine, marker, List.of());
  }

  /** The same position, with a cut after all the others. */
  Position cutAt(long cut) {
    return withCuts(Stream.concat(cuts.stream(), Stream.of(cut)).distinct().toList());
  }

  /** This position, with those of the other's cuts that come after it. */
  Position withCutsOf(Position other) {
    return withCuts(other.cuts.stream().filter(cut -> cut > offset).toList());
  }

  private Position withCuts(List<Long> these) {
    return these.equals(cuts) ? this : new Position(offset, insideLongLine, marker, these);
  }

  /** The first place after {@code from} where an event must end; the largest number if none. */
  public long nextCut(long from) {
    for (long cut : cuts) {
      if (cut > from) {
        return cut;
      }
    }
    return Long.MAX_VALUE;
  }

  /** The file was read at least up to here. */
  long end() {
    return cuts.isEmpty() ? offset : cuts.getLast();
  }

  /** Whether no further event may be cut before one of these is settled. */
  public boolean isFullOfCuts() {
    return cuts.size() >= MAX_CUTS;
  }
}
