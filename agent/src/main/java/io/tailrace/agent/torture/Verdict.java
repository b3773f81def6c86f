package io.tailrace.agent.torture;

import java.util.List;
import java.util.Map;

/**
 * What has become of everything that was written.
 *
 * @param tallies by the log's name
 * @param strangers records that are no event, or one that nobody wrote
 * @param lost the first lost events of each log, as they are marked in their file
 * @param examples of the first that are twice, altered or strangers
 */
record Verdict(
    Map<String, Tally> tallies, long strangers, List<String> lost, List<String> examples) {
  Tally total() {
    return tallies.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /**
   * Whether the promise was kept. Dead letters are there once whatever the destination is.
   *
   * @param once whether nothing may be there twice
   */
  boolean holds(boolean once) {
    Tally total = total();
    return total.lost() == 0
        && total.altered() == 0
        && strangers == 0
        && total.lettersTwice() == 0
        && (!once || total.twice() == 0);
  }
}
