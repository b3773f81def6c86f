package io.tailrace.agent.cli;

import io.tailrace.agent.replay.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of dead letters, for a person:
 *
 * <pre>
 * output         letters  delivered  refused again  malformed  not sent
 * elasticsearch       12         10              1          1         0
 * </pre>
 */
final class ReplayTable {
  private ReplayTable() {}

  static String of(Map<String, Tally> tallies, boolean dryRun) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        dryRun
            ? List.of("output", "letters", "would be sent", "malformed")
            : List.of("output", "letters", "delivered", "refused again", "malformed", "not sent"));
    tallies.forEach((output, tally) -> rows.add(row(output, tally, dryRun)));
    return aligned(rows);
  }

  private static List<String> row(String output, Tally tally, boolean dryRun) {
    List<Long> numbers =
        dryRun
            ? List.of(tally.letters(), tally.unsent(), tally.malformed())
            : List.of(
                tally.letters(),
                tally.delivered(),
                tally.refused(),
                tally.malformed(),
                tally.unsent());
    List<String> row = new ArrayList<>();
    row.add(output);
    numbers.forEach(number -> row.add(Long.toString(number)));
    return row;
  }

  /** The first column to the left, the numbers to the right. */
  private static String aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    var text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        int at = column;
        int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
        String blanks = " ".repeat(width - row.get(column).length());
        text.append(column == 0 ? "" : "  ");
        text.append(column == 0 ? row.get(column) + blanks : blanks + row.get(column));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
