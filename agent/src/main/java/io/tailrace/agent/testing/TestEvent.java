package io.tailrace.agent.testing;

import java.util.Set;

/**
 * What became of an event of a test's lines.
 *
 * @param line where its first line is in the test file
 * @param readAs as of {@link io.tailrace.parsers.RecordReader#chosen}
 * @param ofTheRun fields that come of the test's run rather than of the lines
 * @param json its document, as it would be shipped
 */
record TestEvent(int line, String readAs, boolean dropped, Set<String> ofTheRun, String json) {
  FlatDocument document() {
    return ExpectedJson.actual(json);
  }
}
