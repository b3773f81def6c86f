package io.tailrace.agent.testing;

import java.util.List;
import java.util.Optional;

/**
 * An expectation that does not hold.
 *
 * @param line its place in the test file
 * @param what in words
 * @param differences of the record that was expected, if there is one
 * @param event what came instead, if anything did
 */
record Failure(int line, String what, List<Difference> differences, Optional<TestEvent> event) {
  Failure {
    differences = List.copyOf(differences);
  }
}
