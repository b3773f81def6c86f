package io.tailrace.agent.testing;

import io.tailrace.agent.settings.SettingLines;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lines and what is to become of them.
 *
 * @param place all of it in the file
 * @param input whose settings are meant, if there are several inputs
 * @param output whose records are expected; if not given, those that every output would be given
 * @param now when the lines are read; if not given, when they are
 * @param lines at least one
 * @param expectations one for each event, in their order; fewer if the number of records is given
 * @param records how many there are to be, if that is said
 */
record TestCase(
    Path file,
    Place place,
    String name,
    SettingLines settings,
    Optional<String> input,
    Optional<Output> output,
    Optional<Instant> now,
    TestInput lines,
    List<Expectation> expectations,
    Optional<Count> records) {
  TestCase {
    expectations = List.copyOf(expectations);
  }

  /**
   * How many records all the lines are to become.
   *
   * @param line where that is said
   */
  record Count(int line, int count) {}

  /**
   * One of the outputs.
   *
   * @param line where that is said
   */
  record Output(int line, String name) {}

  /** Where the test begins. */
  int line() {
    return place.first();
  }

  boolean expectsNothing() {
    return expectations.isEmpty() && records.isEmpty();
  }
}
