package io.tailrace.agent.torture;

/**
 * What has become of the events of a log, or of several.
 *
 * @param written by its writer
 * @param delivered events the destination has, each counted once
 * @param deadLettered events that are dead letters, each counted once
 * @param lost events that are neither
 * @param twice further copies the destination has of an event, or an event that was delivered and
 *     is a dead letter too
 * @param lettersTwice further dead letters of an event
 * @param altered records that are not as they were written
 * @param outOfOrder events that came after a later one of their log
 */
record Tally(
    long written,
    long delivered,
    long deadLettered,
    long lost,
    long twice,
    long lettersTwice,
    long altered,
    long outOfOrder) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        written + other.written,
        delivered + other.delivered,
        deadLettered + other.deadLettered,
        lost + other.lost,
        twice + other.twice,
        lettersTwice + other.lettersTwice,
        altered + other.altered,
        outOfOrder + other.outOfOrder);
  }
}
