package io.tailrace.agent.testing;

/** What is to become of one event. */
sealed interface Expectation {
  /** Where it stands in the test file. */
  Place place();

  /**
   * A record.
   *
   * @param exact whether it has no other fields than these
   */
  record Fields(Place place, FlatDocument document, boolean exact) implements Expectation {}

  /** It is not shipped. */
  record Dropped(Place place) implements Expectation {}
}
