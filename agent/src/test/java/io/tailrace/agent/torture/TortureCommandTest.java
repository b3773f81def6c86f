package io.tailrace.agent.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class TortureCommandTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(new TortureCommand())
          .setErr(new PrintWriter(err, true))
          .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));

  @Test
  void helpFitsATerminalOf80ColumnsAndNamesEveryMode() {
    String help = command.getUsageMessage(Ansi.OFF);

    assertThat(help).contains("Exit codes:", "Examples:", "--seed", "--keep", "-h, --help");
    for (Mode mode : Mode.values()) {
      assertThat(help).contains("  " + mode.label() + " ");
    }
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @CsvSource({
    "--output, kafka, is not one of elasticsearch",
    "--modes, rename;shred, is not one of rename",
    "--kills, -1, is not between",
    "--writers, 0, is not between",
    "--lines-per-second, 1000000, is not between",
    "--elasticsearch, es:9200, is neither `real` nor a URL",
  })
  void whatCannotBeIsWrongUsage(String option, String value, String message) {
    assertThat(command.execute(option, value.replace(';', ','))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void aRealElasticsearchGoesWithThatOutputOnly() {
    assertThat(command.execute("--output", "loki", "--elasticsearch", "real")).isEqualTo(2);
    assertThat(err.toString()).contains("--output elasticsearch only");
  }
}
