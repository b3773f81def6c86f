package io.tailrace.agent.testing;

import io.tailrace.agent.cli.ExitCode;
import io.tailrace.agent.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace test}. */
@Command(
    name = "test",
    header = "Test settings: lines in a file, and the records they are to become.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Reads lines as the agent would with the settings in the file, and compares what",
      "they become. Variables of the environment are not asked, and nothing is shipped.",
      ""
    },
    footer = {
      "",
      "A file of tests:",
      "  # Settings, `input`, `output` and `now` above the first test are for all of them.",
      "  TAILRACE_ENV_FILE=agent.env    (paths are relative to this file)",
      "  input access                   (one of TAILRACE_INPUTS, if there are several)",
      "  output loki                    (what it is given, by its own ONLY_IF too)",
      "  now 2026-02-01T00:00:00Z       (when lines are read; else the present)",
      "",
      "  test a failure is an error, and a health check is not shipped",
      "  TAILRACE_PARSER=nginx",
      "  > 192.0.2.10 - - [31/Jan/2026:12:00:00 +0000] \"GET / HTTP/1.1\" 502 612",
      "  record {\"log.level\":\"error\",\"user.name\":null}",
      "",
      "After > is a line to be read, after >\\ one with \\t, \\r, \\n, \\\\, \\x1b for a byte",
      "and, at its end, \\c for no line end. What becomes of each event, in order:",
      "  record {...}     a record with these fields; null: without this one",
      "  exactly {...}    a record with these and no others",
      "  dropped          none",
      "  records N        so many in all; what becomes of the last ones may be left out",
      "JSON goes on over lines that are indented or begin with }.",
      "",
      "Examples:",
      "  tailrace test access.tailrace-test",
      "  tailrace test tests/           (all *.tailrace-test in it)",
      "  tailrace test --write tests/"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all tests are ok",
      "1:some failed",
      "2:wrong usage, or there is no such file",
      "78:something is wrong with settings or test files; no test was run"
    })
public final class TestCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final ReaderMaker readers;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of tests, or folders with *.tailrace-test in them.")
  private List<Path> arguments = new ArrayList<>();

  @Option(
      names = "--write",
      description = {
        "Put what lines become into the files, wherever a test",
        "fails or does not say yet; then read what has changed."
      })
  private boolean write;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  private boolean helpRequested;

  @Spec private @Nullable CommandSpec spec;

  public TestCommand(Surroundings surroundings, ReaderMaker readers) {
    this.surroundings = surroundings;
    this.readers = readers;
  }

  @Override
  public Integer call() {
    Set<TestProblem> problems = new LinkedHashSet<>();
    List<ReadableTest> tests = new ArrayList<>();
    for (Path file : files()) {
      for (TestCase test : TestFileReader.read(file, problems::add)) {
        check(test, problems::add);
        ReadableTest.of(test, problems::add).ifPresent(tests::add);
      }
    }
    if (!problems.isEmpty()) {
      surroundings.err().print(TestReport.of(problems));
      return ExitCode.BAD_SETTINGS;
    }
    TestReport report = new TestReport(surroundings.out());
    try {
      run(tests, report);
    } catch (IOException e) {
      surroundings.err().println("It cannot be written: " + e.getMessage());
      return ExitCode.FAILED;
    }
    report.end();
    return report.hasFailures() ? ExitCode.FAILED : ExitCode.OK;
  }

  private void run(List<ReadableTest> tests, TestReport report) throws IOException {
    TestRun run = new TestRun(readers, surroundings.clock());
    Map<Path, Rewriting> rewritings = new LinkedHashMap<>();
    for (ReadableTest readable : tests) {
      TestCase test = readable.test();
      List<TestEvent> events = run.run(readable);
      List<Failure> failures = Verdict.of(test, events);
      if (write && (!failures.isEmpty() || test.expectsNothing())) {
        rewritings.computeIfAbsent(test.file(), Rewriting::new).expect(test, events);
        report.written(test);
      } else {
        report.test(test, failures);
      }
    }
    for (Rewriting rewriting : rewritings.values()) {
      rewriting.write();
    }
  }

  private void check(TestCase test, Consumer<TestProblem> problems) {
    if (test.expectsNothing() && !write) {
      problems.accept(
          new TestProblem(
              test.file() + ":" + test.line(),
              "It expects nothing: say what its lines become, with record {…}, exactly {…}, dropped"
                  + " or records N; or let --write say it."));
    }
  }

  boolean helpRequested() {
    return helpRequested;
  }

  private List<Path> files() {
    try {
      return TestFiles.of(arguments);
    } catch (IOException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
