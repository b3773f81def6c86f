package io.tailrace.agent.testing;

import io.tailrace.agent.settings.SettingLines;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was read of one test so far, or of what stands before the first one for all. */
final class TestDraft {
  private static final int MOST_RECORDS = 1_000_000;

  private final int line;
  private final @Nullable String name;
  private final SortedMap<Integer, String> settings = new TreeMap<>();
  private final TestInput lines = new TestInput();
  private final List<Expectation> expectations = new ArrayList<>();
  private @Nullable String input;
  private TestCase.@Nullable Output output;
  private @Nullable Instant now;
  private TestCase.@Nullable Count records;
  private int lastLine;

  /**
   * @param name null for what stands for all tests
   */
  TestDraft(int line, @Nullable String name) {
    this.line = line;
    this.lastLine = line;
    this.name = name;
  }

  int line() {
    return line;
  }

  /** Says that a line, the last one so far, belongs to it. */
  void reaches(int number) {
    lastLine = number;
  }

  void setting(int number, String text) {
    settings.put(number, text);
  }

  void input(String word) throws BadTest {
    once("input", input);
    if (word.isBlank()) {
      throw new BadTest("The name of an input of TAILRACE_INPUTS follows: input access");
    }
    input = word;
  }

  void output(int number, String word) throws BadTest {
    once("output", output);
    if (word.isBlank()) {
      throw new BadTest("The name of an output of TAILRACE_OUTPUTS follows: output loki");
    }
    output = new TestCase.Output(number, word);
  }

  void now(String time) throws BadTest {
    once("now", now);
    try {
      now = OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      throw new BadTest("A time with a zone follows: now 2026-01-31T12:00:00Z");
    }
  }

  void line(int number, byte[] bytes) throws BadTest {
    ofATest();
    lines.add(number, bytes);
  }

  void expect(Expectation expectation) throws BadTest {
    ofATest();
    expectations.add(expectation);
  }

  void records(int number, String text) throws BadTest {
    ofATest();
    once("records", records);
    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > MOST_RECORDS) {
      throw new BadTest(
          "How many there are to be follows, up to %d: records 3".formatted(MOST_RECORDS));
    }
    records = new TestCase.Count(number, Integer.parseInt(text));
  }

  /** The whole test, with what stands for all; it may still expect nothing. */
  TestCase finish(Path file, TestDraft common) throws BadTest {
    if (lines.isEmpty()) {
      throw new BadTest("It has no line to be read: write one below, after \"> \".");
    }
    return new TestCase(
        file,
        new Place(line, lastLine),
        String.valueOf(name),
        new SettingLines(file, common.settings, settings),
        Optional.ofNullable(input == null ? common.input : input),
        Optional.ofNullable(output == null ? common.output : output),
        Optional.ofNullable(now == null ? common.now : now),
        lines,
        expectations,
        Optional.ofNullable(records));
  }

  private void ofATest() throws BadTest {
    if (name == null) {
      throw new BadTest("It stands before the first test: begin that above, with test NAME.");
    }
  }

  private static void once(String word, @Nullable Object earlier) throws BadTest {
    if (earlier != null) {
      throw new BadTest("There is a line with %s above: leave one out.".formatted(word));
    }
  }
}
