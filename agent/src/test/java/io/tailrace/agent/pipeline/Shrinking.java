package io.tailrace.agent.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out of a list of acts whatever it fails without: halves first, then ever smaller pieces,
 * as in Zeller's delta debugging.
 */
final class Shrinking {
  /** Each is a whole run; a failure is to be understood, not to be proved minimal. */
  private static final int MAX_RUNS = 400;

  /** Whether a list of acts still fails. */
  interface Failure {
    boolean isIn(List<Act> acts) throws IOException;
  }

  private final Failure failure;
  private int runs;

  Shrinking(Failure failure) {
    this.failure = failure;
  }

  /**
   * The fewest acts that were found to fail.
   *
   * @param acts a list that fails
   */
  List<Act> shrink(List<Act> acts) throws IOException {
    List<Act> left = acts;
    for (int piece = left.size() / 2; piece > 0 && runs < MAX_RUNS; piece /= 2) {
      left = without(left, piece);
    }
    return left;
  }

  private List<Act> without(List<Act> acts, int piece) throws IOException {
    List<Act> left = acts;
    int from = 0;
    while (from < left.size() && runs < MAX_RUNS) {
      List<Act> fewer = new ArrayList<>(left.subList(0, from));
      fewer.addAll(left.subList(Math.min(left.size(), from + piece), left.size()));
      runs++;
      if (failure.isIn(fewer)) {
        left = fewer;
      } else {
        from += piece;
      }
    }
    return left;
  }
}
