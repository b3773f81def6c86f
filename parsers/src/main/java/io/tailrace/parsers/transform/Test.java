package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;
import java.util.List;

/** What is asked of a record: parts joined, or one question. */
@FunctionalInterface
interface Test {
  boolean holds(LogRecord record);

  /** Whether all of them hold; asks no further than the first that does not. */
  static Test all(List<Test> tests) {
    Test[] parts = tests.toArray(Test[]::new);
    return record -> {
      for (Test part : parts) {
        if (!part.holds(record)) {
          return false;
        }
      }
      return true;
    };
  }

  /** Whether any of them holds; asks no further than the first that does. */
  static Test any(List<Test> tests) {
    Test[] parts = tests.toArray(Test[]::new);
    return record -> {
      for (Test part : parts) {
        if (part.holds(record)) {
          return true;
        }
      }
      return false;
    };
  }

  static Test not(Test test) {
    return record -> !test.holds(record);
  }

  /** Whether there is such a value that is neither null nor false. */
  static Test set(Subject subject) {
    return record ->
        subject.find(record)
            && (subject.kind() != ValueKind.BOOLEAN || subject.bytes()[subject.from()] == 't');
  }

  /** Whether the value is a number and compares so; exact, however many digits there are. */
  static Test number(Subject subject, Comparison comparison, Decimal number) {
    Decimal value = new Decimal();
    return record ->
        subject.find(record)
            && value.read(subject.bytes(), subject.from(), subject.to())
            && comparison.holds(value.compareTo(number));
  }

  /** Whether the value's text compares so, by its code points. */
  static Test text(Subject subject, Comparison comparison, byte[] text) {
    return record -> {
      if (!subject.find(record)) {
        return false;
      }
      subject.unescape();
      return comparison.holds(subject.bytes(), subject.from(), subject.to(), text);
    };
  }
}
