package io.tailrace.agent.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what became of a test's lines with what was expected. */
final class Verdict {
  private final TestCase test;
  private final List<TestEvent> events;
  private final List<Failure> failures = new ArrayList<>();

  private Verdict(TestCase test, List<TestEvent> events) {
    this.test = test;
    this.events = events;
  }

  /** All that is not as expected, in the order of the events. */
  static List<Failure> of(TestCase test, List<TestEvent> events) {
    Verdict verdict = new Verdict(test, events);
    verdict.compare();
    return verdict.failures;
  }

  private void compare() {
    List<Expectation> expectations = test.expectations();
    for (int i = 0; i < expectations.size(); i++) {
      if (i < events.size()) {
        compare(expectations.get(i), events.get(i), i + 1);
      } else {
        fail(expectations.get(i).place().first(), "nothing is left for this: " + allBecame());
      }
    }
    if (test.records().isEmpty()) {
      events.stream().skip(expectations.size()).forEach(this::tooMuch);
    } else {
      compare(test.records().get());
    }
  }

  private void compare(Expectation expectation, TestEvent event, int number) {
    String which =
        "event %d, in line %d, read as %s, ".formatted(number, event.line(), event.readAs());
    switch (expectation) {
      case Expectation.Dropped(Place place) -> {
        if (!event.dropped()) {
          fail(place.first(), which + "is not dropped", event);
        }
      }
      case Expectation.Fields fields -> {
        if (event.dropped()) {
          fail(fields.place().first(), which + "is dropped", event);
        } else {
          compare(fields, event, which);
        }
      }
    }
  }

  private void compare(Expectation.Fields fields, TestEvent event, String which) {
    List<Difference> differences = Difference.between(fields, event);
    if (!differences.isEmpty()) {
      failures.add(
          new Failure(
              fields.place().first(),
              which + "is another record:",
              differences,
              Optional.of(event)));
    }
  }

  private void tooMuch(TestEvent event) {
    fail(
        event.line(),
        "nothing is expected of this line, read as %s, but it %s"
            .formatted(event.readAs(), event.dropped() ? "is dropped" : "becomes a record"),
        event);
  }

  private void compare(TestCase.Count records) {
    if (records.count() != shipped()) {
      fail(records.line(), "expected %s, but %s".formatted(count(records.count()), allBecame()));
    }
  }

  private String allBecame() {
    long dropped = events.size() - shipped();
    return "the lines became %s%s"
        .formatted(count(shipped()), dropped == 0 ? "" : ", and %d dropped".formatted(dropped));
  }

  private long shipped() {
    return events.stream().filter(event -> !event.dropped()).count();
  }

  private static String count(long records) {
    return records == 1 ? "1 record" : records + " records";
  }

  private void fail(int line, String what) {
    failures.add(new Failure(line, what, List.of(), Optional.empty()));
  }

  private void fail(int line, String what, TestEvent event) {
    failures.add(new Failure(line, what, List.of(), Optional.of(event)));
  }
}
