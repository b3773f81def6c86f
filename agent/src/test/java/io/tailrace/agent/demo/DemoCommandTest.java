package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class DemoCommandTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(new DemoCommand())
          .setErr(new PrintWriter(err, true))
          .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));

  @ParameterizedTest
  @ValueSource(strings = {"notaurl", "ftp://logs.example", "http://", "a b", ""})
  void whatIsNoUrlOfAServerIsWrongUsageInOneLine(String text) {
    for (String option : new String[] {"--loki", "--elasticsearch"}) {
      err.getBuffer().setLength(0);

      int exitCode = command.execute(option, text);

      assertThat(exitCode).isEqualTo(2);
      assertThat(err.toString())
          .doesNotContain("Exception")
          .startsWith("Invalid value for option '" + option + "'")
          .contains("such as http://logs.example:9200 (or https://)");
    }
  }

  @Test
  void helpFitsATerminalOf80ColumnsAndListsTheExitCodes() {
    String help = command.getUsageMessage(Ansi.OFF);

    assertThat(help).contains("Exit codes:", "Examples:", "--keep", "-h, --help");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }
}
