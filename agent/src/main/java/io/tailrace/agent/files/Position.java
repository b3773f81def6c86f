package io.tailrace.agent.files;

/**
 * How far an output is with a generation, as it is written to the checkpoint.
 *
 * @param offset every byte before it is settled: delivered, dead-lettered or passed over
 * @param insideLongLine whether the offset is inside a line whose first part was shipped truncated
 * @param marker the bytes just before the offset
 */
public record Position(long offset, boolean insideLongLine, Fingerprint marker) {
  /** Nothing is settled yet. */
  public static final Position START = new Position(0, false, Fingerprint.EMPTY);

  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
  }
}
