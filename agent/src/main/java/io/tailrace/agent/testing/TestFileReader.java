package io.tailrace.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.agent.settings.Suggestions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of tests:
 *
 * <pre>{@code
 * # What stands before the first test is for all of them.
 * TAILRACE_PARSER=nginx
 * output loki
 * now 2026-02-01T00:00:00Z
 *
 * test a server's failure is an error
 * TAILRACE_REDACT=ip
 * > 192.0.2.10 - - [31/Jan/2026:12:00:00 +0000] "GET / HTTP/1.1" 502 612
 * record {
 *   "log.level": "error",
 *   "user.name": null
 * }
 *
 * test a line with a tab and without an end
 * >\ to\tbe\c
 * exactly {"@timestamp":"2026-02-01T00:00:00Z","message":"to\tbe","log.flags":["partial","no_time"]}
 * }</pre>
 *
 * <p>Every line tells by its beginning what it is; the order of lines within a test matters only
 * among those to be read, and among what is expected.
 */
final class TestFileReader {
  /** As of a file of settings. */
  private static final int MAX_BYTES = 1 << 20;

  private static final List<String> WORDS =
      List.of("test", "input", "output", "now", "record", "exactly", "dropped", "records");

  private static final Pattern SETTING =
      Pattern.compile("(?:export\\s+)?[A-Za-z_][A-Za-z0-9_]*\\s*=.*");

  private final Path file;
  private final Consumer<TestProblem> problems;
  private final List<TestCase> tests = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final TestDraft common = new TestDraft(1, null);
  private TestDraft draft = common;

  /** Whether something is wrong with the test that is read. */
  private boolean wrong;

  private @Nullable OpenJson open;

  /** A document that may go on in the next line. */
  private record OpenJson(int line, boolean exact, StringBuilder text) {
    Place place() {
      int below = (int) text.chars().filter(c -> c == '\n').count();
      return new Place(line, line + below);
    }
  }

  private TestFileReader(Path file, Consumer<TestProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The tests that are right; what is wrong goes to {@code problems}. */
  static List<TestCase> read(Path file, Consumer<TestProblem> problems) {
    TestFileReader reader = new TestFileReader(file, problems);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is larger than a megabyte");
      }
      reader.text(Files.readString(file));
    } catch (AccessDeniedException e) {
      reader.problem(1, "It cannot be read: permission denied.");
    } catch (CharacterCodingException e) {
      reader.problem(
          1, "It is not UTF-8 text: write other bytes as \\x and two digits, after \">\\ \".");
    } catch (IOException e) {
      reader.problem(1, "It cannot be read: %s.".formatted(e.getMessage()));
    }
    return reader.tests;
  }

  /** Read so, not by {@code lines()}: a carriage return within a line is the line's. */
  private void text(String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line =
          lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
      line(i + 1, line);
    }
    endJson();
    endTest();
    if (draft == common) {
      problem(
          1,
          text.isBlank()
              ? "It is empty: a test begins with a line test NAME."
              : "There is no test in it: one begins with a line test NAME.");
    }
  }

  private void line(int number, String line) {
    if (open != null && (startsIndented(line) || line.startsWith("}"))) {
      open.text().append('\n').append(line);
      draft.reaches(number);
      return;
    }
    endJson();
    try {
      if (line.startsWith(">")) {
        draft.line(number, inputLine(line));
      } else if (SETTING.matcher(line).matches()) {
        draft.setting(number, line);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        words(number, line);
      }
    } catch (BadTest e) {
      problem(number, e.sentences());
    }
    if (!line.isBlank() && !line.startsWith("#")) {
      draft.reaches(number);
    }
  }

  private static boolean startsIndented(String line) {
    return !line.isBlank() && Character.isWhitespace(line.charAt(0));
  }

  private static byte[] inputLine(String line) throws BadTest {
    if (line.equals(">") || line.startsWith("> ")) {
      return (line.substring(Math.min(line.length(), 2)) + "\n").getBytes(UTF_8);
    }
    if (line.equals(">\\") || line.startsWith(">\\ ")) {
      return Escapes.bytes(line.substring(Math.min(line.length(), 3)));
    }
    throw new BadTest("A blank follows the >, or a backslash and a blank.");
  }

  private void words(int number, String line) throws BadTest {
    if (startsIndented(line)) {
      throw new BadTest(
          "An indented line goes on with JSON, and none is open above: begin it in the first column.");
    }
    String word = line.split("[\\s{]", 2)[0];
    String rest = line.substring(word.length()).strip();
    switch (word) {
      case "test" -> begin(number, rest);
      case "input" -> draft.input(rest);
      case "output" -> draft.output(number, rest);
      case "now" -> draft.now(rest);
      case "record", "exactly" ->
          open = new OpenJson(number, word.equals("exactly"), new StringBuilder(rest));
      case "dropped" -> dropped(number, rest);
      case "records" -> draft.records(number, rest);
      default ->
          throw new BadTest(
              "A line begins with > (to be read), TAILRACE_…= (a setting), # (a comment) or one of %s.%s"
                  .formatted(String.join(", ", WORDS), Suggestions.sentence(word, WORDS)));
    }
  }

  private void begin(int number, String name) throws BadTest {
    endTest();
    draft = new TestDraft(number, name);
    if (name.isEmpty()) {
      throw new BadTest("A name follows, in any words: test a failure is an error");
    }
    Integer earlier = names.putIfAbsent(name, number);
    if (earlier != null) {
      throw new BadTest("The test in line %d has the same name.".formatted(earlier));
    }
  }

  private void dropped(int number, String rest) throws BadTest {
    if (!rest.isEmpty()) {
      throw new BadTest("Nothing follows dropped: it is of one event.");
    }
    draft.expect(new Expectation.Dropped(new Place(number, number)));
  }

  private void endJson() {
    OpenJson json = open;
    open = null;
    if (json == null) {
      return;
    }
    try {
      FlatDocument document = ExpectedJson.read(json.text().toString());
      draft.expect(new Expectation.Fields(json.place(), document, json.exact()));
    } catch (BadTest e) {
      problem(json.line() + e.linesBelow(), e.sentences());
    }
  }

  private void endTest() {
    if (draft != common && !wrong) {
      try {
        tests.add(draft.finish(file, common));
      } catch (BadTest e) {
        problem(draft.line(), e.sentences());
      }
    }
    wrong = false;
  }

  private void problem(int line, String sentences) {
    wrong = true;
    problems.accept(new TestProblem(file + ":" + line, sentences));
  }
}
