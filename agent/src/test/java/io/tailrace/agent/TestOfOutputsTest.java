package io.tailrace.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.cli.ExitCode;
import io.tailrace.agent.cli.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tailrace test} of what one of the outputs is given. */
class TestOfOutputsTest {
  private static final String FILE = "TAILRACE_ENV_FILE=agent.env\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @BeforeEach
  void oneOfTwoOutputsGetsErrorsAlone() throws IOException {
    agent("TAILRACE_LOKI_ONLY_IF='level>=error'");
  }

  @Test
  void anOutputIsGivenWhatItsConditionAndTheInputsLetThrough() throws IOException {
    int code =
        test(
            FILE
                + """
                TAILRACE_ONLY_IF='!debug'
                test loki
                output loki
                > {"level":"info"}
                > {"level":"error"}
                > {"level":"error","debug":true}
                dropped
                record {"log.level":"error"}
                dropped
                test archive
                output archive
                > {"level":"info"}
                record {"log.level":"info"}
                test both
                > {"level":"info"}
                record {"log.level":"info"}
                """);

    assertThat(code).as("%s%s", out, err).isZero();
    assertThat(out.toString(UTF_8)).contains("3 tests: 3 ok, 0 failed\n");
  }

  @Test
  void whatIsExpectedOfAnotherOutputFails() throws IOException {
    String text = "output archive\ntest a\n> {\"level\":\"info\"}\ndropped\n";

    assertThat(test(FILE + text)).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString(UTF_8))
        .contains(":5: event 1, in line 4, read as json, is not dropped");
    assertThat(test(FILE + text.replace("archive", "loki"))).isZero();
  }

  @Test
  void whatItsOwnConditionIsAskedAboutIsWhatTransformsLeft() throws IOException {
    assertThat(
            test(
                FILE
                    + """
                    TAILRACE_TRANSFORM='add level=error'
                    test a
                    output loki
                    > {"level":"info"}
                    record {"log.level":"error"}
                    """))
        .as("%s%s", out, err)
        .isZero();
  }

  @Test
  void anUnknownOutputIsSaidWithItsLineAndThoseThereAre() throws IOException {
    assertThat(test(FILE + "test a\n> x\noutput lokki\nrecords 1\n"))
        .isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(problems())
        .startsWith(
            "a.tailrace-test:4: There is no output lokki; there is loki, archive. Did you mean loki?");
  }

  @Test
  void withoutAListOfOutputsThereIsTheOneThatIsUsual() throws IOException {
    assertThat(test("test a\noutput loki\n> x\nrecords 1\n")).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(problems())
        .startsWith("a.tailrace-test:2: There is no output loki; there is stdout.");
    assertThat(test("test a\noutput stdout\n> x\nrecords 1\n")).isZero();
  }

  @Test
  void aConditionThatIsWrongMattersToTheTestsOfItsOutputAlone() throws IOException {
    agent("TAILRACE_LOKI_ONLY_IF='level>='");
    String test = "test a\noutput archive\n> x\nrecords 1\n";

    assertThat(test(FILE + test)).as("%s%s", out, err).isZero();
    assertThat(test(FILE + test.replace("archive", "loki"))).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(problems()).contains("agent.env:", "TAILRACE_LOKI_ONLY_IF=level>=");
  }

  @Test
  void theWordIsThereOnceAndHasAName() throws IOException {
    assertThat(test("test a\noutput\n> x\nrecords 1\n")).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(problems())
        .startsWith(
            "a.tailrace-test:2: The name of an output of TAILRACE_OUTPUTS follows: output loki");
    assertThat(test("test a\noutput stdout\noutput stdout\n> x\nrecords 1\n"))
        .isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(problems())
        .startsWith("a.tailrace-test:3: There is a line with output above: leave one out.");
  }

  /** With an archive whose file, and a Loki whose key, are not where tests run. */
  private void agent(String condition) throws IOException {
    Files.writeString(
        directory.resolve("agent.env"),
        """
        TAILRACE_PATHS=/var/log/*.log
        TAILRACE_OUTPUTS=loki,archive
        TAILRACE_LOKI_PASSWORD_FILE=/not/where/tests/run
        TAILRACE_ARCHIVE_TYPE=file
        """
            + condition
            + "\n");
  }

  private int test(String text) throws IOException {
    out.reset();
    err.reset();
    Path file = Files.writeString(directory.resolve("a.tailrace-test"), text);
    var surroundings =
        new Surroundings(
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z")));
    return Main.commandLine(surroundings).execute("test", file.toString());
  }

  /** What is said, without the folder, on one line. */
  private String problems() {
    return err.toString(UTF_8).replace(directory + "/", "").replaceAll("\\s+", " ").strip();
  }
}
