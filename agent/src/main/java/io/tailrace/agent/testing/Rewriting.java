package io.tailrace.agent.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Puts what lines become into their test file, in the place of what is expected and does not hold.
 * All else in the file stays as it is.
 */
final class Rewriting {
  private final Path file;

  /** What stands instead of some lines, by the first of them. */
  private final TreeMap<Integer, Edit> edits = new TreeMap<>();

  /** Lines to be put below a line, by its number. */
  private final Map<Integer, List<String>> additions = new LinkedHashMap<>();

  private record Edit(Place place, List<String> lines) {}

  Rewriting(Path file) {
    this.file = file;
  }

  /** Notes what a test is to expect from now on. */
  void expect(TestCase test, List<TestEvent> events) {
    List<Expectation> expectations = test.expectations();
    for (int i = 0; i < expectations.size(); i++) {
      Expectation expectation = expectations.get(i);
      if (i >= events.size()) {
        edits.put(expectation.place().first(), new Edit(expectation.place(), List.of()));
      } else {
        expect(expectation, events.get(i));
      }
    }
    test.records().ifPresentOrElse(count -> correct(count, events), () -> add(test, events));
  }

  private void correct(TestCase.Count count, List<TestEvent> events) {
    Place place = new Place(count.line(), count.line());
    long shipped = events.stream().filter(event -> !event.dropped()).count();
    edits.put(count.line(), new Edit(place, List.of("records " + shipped)));
  }

  /** Adds what the test does not speak of. */
  private void add(TestCase test, List<TestEvent> events) {
    List<String> more = new ArrayList<>();
    events.stream().skip(test.expectations().size()).forEach(event -> more.addAll(written(event)));
    if (events.isEmpty() && test.expectsNothing()) {
      more.add("records 0");
    }
    additions.put(test.place().last(), more);
  }

  private void expect(Expectation expectation, TestEvent event) {
    Optional<List<String>> lines =
        switch (expectation) {
          case Expectation.Dropped _ ->
              event.dropped() ? Optional.empty() : Optional.of(written(event));
          case Expectation.Fields fields ->
              event.dropped() ? Optional.of(List.of("dropped")) : corrected(fields, event);
        };
    lines.ifPresent(
        found -> edits.put(expectation.place().first(), new Edit(expectation.place(), found)));
  }

  /** The same fields with the values that they have; of an exact one all fields. */
  private static Optional<List<String>> corrected(Expectation.Fields fields, TestEvent event) {
    List<Difference> differences = Difference.between(fields, event);
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    Map<String, JsonNode> values = new LinkedHashMap<>(fields.document().values());
    for (Difference difference : differences) {
      String name = difference.name();
      // An object that was not to be there has fields now.
      values
          .entrySet()
          .removeIf(entry -> entry.getValue().isNull() && name.startsWith(entry.getKey() + "."));
      difference
          .actual()
          .ifPresentOrElse(value -> values.put(name, value), () -> values.remove(name));
    }
    if (values.isEmpty()) {
      return Optional.of(written(event));
    }
    return Optional.of(ExpectedJson.written(fields.exact() ? "exactly" : "record", values));
  }

  /** All that a record says of its line. */
  private static List<String> written(TestEvent event) {
    if (event.dropped()) {
      return List.of("dropped");
    }
    Map<String, JsonNode> values = new LinkedHashMap<>(event.document().values());
    values.keySet().removeAll(event.ofTheRun());
    return ExpectedJson.written("record", values);
  }

  /** Writes the file. */
  void write() throws IOException {
    String text = Files.readString(file);
    String end = text.contains("\r\n") ? "\r" : "";
    String[] lines = text.split("\n", -1);
    List<String> written = new ArrayList<>();
    int number = 1;
    while (number <= lines.length) {
      Edit edit = edits.get(number);
      Place place = edit == null ? new Place(number, number) : edit.place();
      if (edit == null) {
        written.add(lines[number - 1]);
      } else {
        edit.lines().forEach(line -> written.add(line + end));
      }
      additions.getOrDefault(place.last(), List.of()).forEach(line -> written.add(line + end));
      number = place.last() + 1;
    }
    Files.writeString(file, String.join("\n", written));
  }
}
