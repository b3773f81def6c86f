package io.tailrace.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tailrace version}. */
@Command(
    name = "version",
    header = "Say which version this is, and what it runs on.",
    synopsisHeading = "%nUsage: ",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:always"})
public final class VersionCommand implements Callable<Integer> {
  /** Maven puts it into the jar. */
  private static final String POM = "/META-INF/maven/io.tailrace/tailrace-agent/pom.properties";

  private final Surroundings surroundings;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    surroundings.out().println(text());
    return ExitCode.OK;
  }

  /** The version, and what it runs on. */
  static String text() throws IOException {
    return "tailrace %s%nJava %s, %s%n%s %s"
        .formatted(
            version(),
            Runtime.version(),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }

  /** The version in the jar; classes that are in no jar are somebody's work in progress. */
  public static String version() throws IOException {
    try (InputStream in = VersionCommand.class.getResourceAsStream(POM)) {
      if (in == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    }
  }
}
