package io.tailrace.agent.status;

/**
 * The account of bytes of one file, or of all files together, for one output: every byte written is
 * in exactly one of the other places.
 *
 * <p>written = delivered + dead-lettered + filtered + waiting + lost. Waiting is what is left, so
 * that the sum cannot be wrong.
 *
 * @param writtenBytes how far the file was ever seen to reach
 * @param deliveredBytes the destination acknowledged the records made of them
 * @param deadLetteredBytes durably kept in the dead-letter file, with the reason
 * @param filteredBytes left out on purpose: by a setting, or because they hold no record (line
 *     ends, empty lines)
 * @param lostBytes gone before they were read or settled; anything but 0 is an alarm
 */
public record Ledger(
    long writtenBytes,
    long deliveredBytes,
    long deadLetteredBytes,
    long filteredBytes,
    long lostBytes) {
  /** Of no file. */
  public static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0);

  public Ledger {
    if (deliveredBytes < 0 || deadLetteredBytes < 0 || filteredBytes < 0 || lostBytes < 0) {
      throw new IllegalArgumentException(
          "negative: delivered %d, dead-lettered %d, filtered %d, lost %d"
              .formatted(deliveredBytes, deadLetteredBytes, filteredBytes, lostBytes));
    }
    long settledBytes = deliveredBytes + deadLetteredBytes + filteredBytes + lostBytes;
    if (settledBytes > writtenBytes) {
      throw new IllegalArgumentException(
          "settled %d of %d bytes written".formatted(settledBytes, writtenBytes));
    }
  }

  /**
   * The account of a file that is being written to: its size and its counters were not read in one
   * moment, so what is settled may already be more than the size was. Then at least that much was
   * written.
   */
  public static Ledger sampled(
      long sizeBytes,
      long deliveredBytes,
      long deadLetteredBytes,
      long filteredBytes,
      long lostBytes) {
    long settledBytes = deliveredBytes + deadLetteredBytes + filteredBytes + lostBytes;
    return new Ledger(
        Math.max(sizeBytes, settledBytes),
        deliveredBytes,
        deadLetteredBytes,
        filteredBytes,
        lostBytes);
  }

  /** Written and not settled yet. */
  public long waitingBytes() {
    return writtenBytes - deliveredBytes - deadLetteredBytes - filteredBytes - lostBytes;
  }

  /** Both accounts in one. */
  public Ledger plus(Ledger other) {
    return new Ledger(
        writtenBytes + other.writtenBytes,
        deliveredBytes + other.deliveredBytes,
        deadLetteredBytes + other.deadLetteredBytes,
        filteredBytes + other.filteredBytes,
        lostBytes + other.lostBytes);
  }
}
