package io.tailrace.agent.cli;

import picocli.CommandLine.Option;

/** {@code --help}, which every command has. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  private boolean helpRequested;

  boolean helpRequested() {
    return helpRequested;
  }
}
