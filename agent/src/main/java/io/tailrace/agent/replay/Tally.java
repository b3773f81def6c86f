package io.tailrace.agent.replay;

/**
 * What became of one output's dead letters.
 *
 * @param delivered removed from the files
 * @param refused refused again: kept with the new reason
 * @param malformed lines that are no dead letters: kept as they are
 * @param unsent not tried, or not known to have arrived: kept as they are
 */
public record Tally(long delivered, long refused, long malformed, long unsent) {
  public static final Tally NONE = new Tally(0, 0, 0, 0);

  public Tally plus(Tally other) {
    return new Tally(
        delivered + other.delivered,
        refused + other.refused,
        malformed + other.malformed,
        unsent + other.unsent);
  }

  /** All there were. */
  public long letters() {
    return delivered + refused + malformed + unsent;
  }
}
