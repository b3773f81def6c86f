package io.tailrace.agent.torture;

import java.util.ArrayList;
import java.util.List;

/**
 * What was done to the agent, and what it did that it must not do. Owned by the torture's thread.
 */
final class Counts {
  /** More are of no use. */
  private static final int MOST_TROUBLES = 10;

  int kills;
  int terminations;
  int drained;
  int unlinked;
  int recreated;
  private final List<String> troubles = new ArrayList<>();

  void trouble(String text) {
    if (troubles.size() < MOST_TROUBLES) {
      troubles.add(text);
    }
  }

  List<String> troubles() {
    return troubles;
  }
}
