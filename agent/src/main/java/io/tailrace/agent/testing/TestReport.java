package io.tailrace.agent.testing;

import io.tailrace.agent.logging.PrintableText;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Says how each test went:
 *
 * <pre>{@code
 * ok      nginx.tailrace-test:5: a page
 * FAILED  nginx.tailrace-test:9: a failure is an error
 *         nginx.tailrace-test:11: event 1, in line 10, read as access, is another record:
 *           log.level
 *             expected  "warn"
 *             was       "error"
 *           the whole of it: {"@timestamp":"2026-01-31T12:00:00.000Z",…}
 * }</pre>
 */
final class TestReport {
  private static final String INDENT = "        ";

  private final PrintStream out;
  private int passed;
  private int failed;
  private int written;

  TestReport(PrintStream out) {
    this.out = out;
  }

  void test(TestCase test, List<Failure> failures) {
    boolean ok = failures.isEmpty();
    passed += ok ? 1 : 0;
    failed += ok ? 0 : 1;
    out.println((ok ? "ok      " : "FAILED  ") + place(test, test.line()) + safe(test.name()));
    failures.forEach(failure -> failure(test, failure));
  }

  /** A test that was not as expected, and is from now on. */
  void written(TestCase test) {
    written++;
    out.println("WRITTEN " + place(test, test.line()) + safe(test.name()));
  }

  /** After the last one. */
  void end() {
    int all = passed + failed + written;
    out.println();
    out.println(
        "%s: %d ok, %d failed%s"
            .formatted(
                all == 1 ? "1 test" : all + " tests",
                passed,
                failed,
                written == 0 ? "" : ", %d written: look at what has changed".formatted(written)));
  }

  boolean hasFailures() {
    return failed > 0;
  }

  /** What keeps tests from being run. */
  static String of(Collection<TestProblem> problems) {
    StringBuilder text = new StringBuilder();
    problems.forEach(problem ->
        text.append(safe(problem.place()))
            .append(": ")
            .append(safe(problem.message()))
            .append('\n'));
    return text.append("No test was run. How they are written: tailrace test --help\n").toString();
  }

  private void failure(TestCase test, Failure failure) {
    out.println(INDENT + place(test, failure.line()) + safe(failure.what()));
    for (Difference difference : failure.differences()) {
      out.println(INDENT + "  " + safe(difference.name()));
      out.println(INDENT + "    expected  " + shown(difference.expected()));
      out.println(INDENT + "    was       " + shown(difference.actual()));
    }
    failure
        .event()
        .ifPresent(event -> out.println(INDENT + "  the whole of it: " + safe(event.json())));
  }

  private static String place(TestCase test, int line) {
    return safe(test.file().toString()) + ":" + line + ": ";
  }

  private static String shown(Optional<JsonNode> value) {
    return value.map(node -> safe(node.toString())).orElse("nothing");
  }

  private static String safe(String text) {
    return PrintableText.of(text);
  }
}
