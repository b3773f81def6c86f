package io.tailrace.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file of tests: it is read, or it is said why not. */
class TestFileReaderFuzzTest {
  @MethodSource
  @FuzzTest
  void testsOrProblems(byte[] input) throws IOException {
    Path file = Files.createTempFile("any", TestFiles.SUFFIX);
    try {
      Files.write(file, input);
      List<TestProblem> problems = new ArrayList<>();
      List<TestCase> tests = TestFileReader.read(file, problems::add);

      assertThat(tests.isEmpty() && problems.isEmpty()).isFalse();
      int before = 0;
      for (TestCase test : tests) {
        assertThat(test.place().first()).isGreaterThan(before);
        before = test.place().last();
        int end = before;
        assertThat(test.expectations())
            .allMatch(it -> it.place().first() > test.line() && it.place().last() <= end);
        ReadableTest.of(test, problems::add);
      }
    } finally {
      Files.delete(file);
    }
  }

  static Stream<byte[]> testsOrProblems() {
    return Stream.of(
            "# x\nTAILRACE_PARSER=json\nnow 2026-01-31T12:00:00Z\ninput app\n\ntest a\n> x\n>\nrecord {\n"
                + "  \"a\": null\n}\ndropped\nrecords 2\n",
            "test a\r\n>\\ \\t\\x1b\\c\r\nexactly {\"a\":{\"b\":[1]}}\r\ntest a\ntest b",
            "record {\ntest a\n  {\n>x\nexport A='x\nrecord{}{",
            "test b\n> x\nrecord {\"a\":1,\n \"b\":{}} }\n}\n")
        .map(text -> text.getBytes(UTF_8));
  }
}
