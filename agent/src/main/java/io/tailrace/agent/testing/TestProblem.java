package io.tailrace.agent.testing;

import io.tailrace.agent.settings.Origin;
import io.tailrace.agent.settings.Problem;

/**
 * Something because of which no test is run.
 *
 * @param place {@code file:line}
 * @param message sentences: what is wrong, and what is accepted
 */
record TestProblem(String place, String message) {
  /** What is wrong with the settings of a test: in the line they are in, else in the test. */
  static TestProblem of(TestCase test, Problem problem) {
    String subject = problem.subject() + problem.shown().map("="::concat).orElse("");
    String message = subject + ": " + problem.message();
    if (problem.origin().orElse(null) instanceof Origin.FromFile place) {
      return new TestProblem(place.toString(), message);
    }
    // A line that is no setting is its own subject.
    return problem.subject().matches("[A-Za-z0-9_]+")
        ? new TestProblem(test.file() + ":" + test.line(), message)
        : new TestProblem(problem.subject(), problem.message());
  }
}
