package io.tailrace.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a file of tests is said, where it is and how it would be right. */
class TestFileReaderTest {
  private static final String TEST = "test a\n> x\nrecords 1\n";

  @TempDir Path directory;

  private final List<TestProblem> problems = new ArrayList<>();

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("", 1, "It is empty: a test begins with a line test NAME."),
        arguments("# x\n", 1, "There is no test in it"),
        arguments("> x\n" + TEST, 1, "It stands before the first test"),
        arguments("dropped\n" + TEST, 1, "It stands before the first test"),
        arguments("records 1\n" + TEST, 1, "It stands before the first test"),
        arguments("record {}\n" + TEST, 1, "It stands before the first test"),
        arguments("test\n> x\nrecords 1\n", 1, "A name follows"),
        arguments(TEST + "test a\n> y\nrecords 1\n", 4, "The test in line 1 has the same name."),
        arguments("test a\nrecords 1\n", 1, "It has no line to be read"),
        arguments(TEST + "recrd {}\n", 4, "Did you mean record?"),
        arguments(TEST + "TAILRACE_PARSER json\n", 4, "A line begins with >"),
        arguments(TEST + ">x\n", 4, "A blank follows the >"),
        arguments(TEST + ">\\ \\q\n", 4, "a backslash stands before"),
        arguments(TEST + ">\\ \\\n", 4, "a backslash stands before"),
        arguments(TEST + ">\\ \\x1\n", 4, "Two hexadecimal digits follow"),
        arguments(TEST + ">\\ \\c.\n", 4, "nothing may follow"),
        arguments(TEST + "  dropped\n", 4, "An indented line goes on with JSON"),
        arguments(TEST + "dropped 2\n", 4, "Nothing follows dropped"),
        arguments(TEST + "records 2\n", 4, "There is a line with records above"),
        arguments("test a\n> x\nrecords -1\n", 3, "How many there are to be follows"),
        arguments("test a\n> x\nrecords 99999999999\n", 3, "How many there are to be follows"),
        arguments(TEST + "now yesterday\n", 4, "A time with a zone follows"),
        arguments("now 2026-01-31T12:00:00\n" + TEST, 1, "A time with a zone follows"),
        arguments(
            TEST + "now 2026-01-31T12:00:00Z\nnow 2026-01-31T12:00:00Z\n",
            5,
            "There is a line with now above"),
        arguments(TEST + "input\n", 4, "The name of an input of TAILRACE_INPUTS follows"),
        arguments(TEST + "input a\ninput a\n", 5, "There is a line with input above"),
        arguments(TEST + "record\n", 4, "The fields follow, as JSON"),
        arguments(TEST + "record [1]\n", 4, "It must be one JSON object"),
        arguments(TEST + "record {\n  \"a\": 1,\n  \"b\": x\n}\n", 6, "It is no JSON"),
        arguments(TEST + "record {\"a\":1} 2\n", 4, "It is no JSON"),
        arguments(TEST + "record {\n\"a\":1}\n", 4, "goes on over lines that are indented"),
        arguments(TEST + "record {\"a\":1,\"a\":2}\n", 4, "It is no JSON: Duplicate"),
        arguments(TEST + "record {\"a.b\":1,\"a\":{\"b\":2}}\n", 4, "It has the field a.b twice"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsSaidWithItsLine(String text, int line, String message) throws IOException {
    Path file = Files.writeString(directory.resolve("a.tailrace-test"), text);

    TestFileReader.read(file, problems::add);

    assertThat(problems).isNotEmpty();
    assertThat(problems.getFirst().place()).isEqualTo(file + ":" + line);
    assertThat(problems.getFirst().message()).contains(message);
  }

  @Test
  void theTestsBesideAWrongOneAreReadAll() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("a.tailrace-test"),
            TEST + "test b\n>x\ntest c\n> y\nrecord {\n  \"a\": 1\n}\n\n# end\ntest d\n");

    List<TestCase> tests = TestFileReader.read(file, problems::add);

    assertThat(tests).extracting(TestCase::name).containsExactly("a", "c");
    assertThat(tests)
        .extracting(TestCase::place)
        .containsExactly(new Place(1, 3), new Place(6, 10));
    assertThat(tests.getLast().expectations().getFirst().place()).isEqualTo(new Place(8, 10));
    assertThat(problems).extracting(TestProblem::place).containsExactly(file + ":5", file + ":13");
  }

  @Test
  void otherBytesThanTextAreAProblem() throws IOException {
    Path file = directory.resolve("a.tailrace-test");
    Files.write(file, new byte[] {'>', (byte) 0xFF});
    TestFileReader.read(file, problems::add);
    Files.write(file, new byte[(1 << 20) + 1]);
    TestFileReader.read(file, problems::add);

    assertThat(problems)
        .extracting(TestProblem::message)
        .satisfiesExactly(
            first -> assertThat(first).contains("It is not UTF-8 text"),
            second -> assertThat(second).contains("larger than a megabyte"));
  }
}
